public import Experiments

/// A file of rows in memory, as it was found: a journal or a part.
public struct RowFile: Sendable {
  /// What the rows are of.
  public let header: SweepHeader
  /// Rows that can be of the header's sweep; those of a part are in order.
  public let rows: [SweepRow]
  /// How many bytes are whole: the header and the rows up to the first that is not.
  public let wholeBytes: Int
  /// What is wrong with the first row that is not whole, if one is not.
  public let mistake: RowFileMistake?

  /// Reads a file whose header is whole, and the rows up to the first that is not.
  public init(_ bytes: [UInt8], _ seal: RowSeal) throws(RowFileMistake) {
    var reader = try RowReader(LineScanner(bytes), seal)
    var rows: [SweepRow] = []
    var mistake: RowFileMistake?
    do throws(RowFileMistake) {
      while let row = try reader.next() { rows.append(row) }
    } catch {
      mistake = error
    }
    header = reader.header
    self.rows = rows
    wholeBytes = reader.wholeBytes
    self.mistake = mistake
  }

  /// Writes a finished part, piece by piece.
  public static func write(_ header: SweepHeader, _ rows: SweepRows, to put: (String) -> Void) {
    var writer = RowWriter(header, .open)
    put(header.text(.open))
    rows.visit { put(writer.line($0)) }
  }
}
