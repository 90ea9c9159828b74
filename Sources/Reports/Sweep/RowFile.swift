public import Experiments

/// A file of rows as it was found: a journal or a part. Nothing of it is believed before it was checked.
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
    var lines = LineScanner(bytes)
    let (header, body) = try SweepHeaderReader.read(&lines, seal)
    let rowSeal = seal.ofRows(below: body)
    var checker = RowChecker(header)
    var rows: [SweepRow] = []
    var wholeBytes = lines.position
    var mistake: RowFileMistake?
    while mistake == nil, !lines.isAtEnd {
      do throws(RowFileMistake) {
        rows.append(try RowFile.row(&lines, rows.count, rowSeal, &checker))
        wholeBytes = lines.position
      } catch {
        mistake = error
      }
    }
    self.header = header
    self.rows = rows
    self.wholeBytes = wholeBytes
    self.mistake = mistake
  }

  private static func row(
    _ lines: inout LineScanner, _ index: Int, _ seal: RowSeal, _ checker: inout RowChecker
  ) throws(RowFileMistake) -> SweepRow {
    guard let line = lines.next() else { throw lines.mistake(.torn) }
    let body = Array(line[..<(line.lastIndex(of: RowText.tab).map { $0 + 1 } ?? line.startIndex)])
    let tag = String(decoding: line.dropFirst(body.count), as: UTF8.self)
    guard tag == seal.tag(ofRow: body, at: index) else { throw lines.mistake(.damaged) }
    do throws(LineMistake) {
      let row = try SweepRow(body: body)
      try checker.check(row)
      return row
    } catch {
      throw lines.mistake(.impossible(error.message))
    }
  }

  /// The text of a finished part.
  public static func text(_ header: SweepHeader, _ rows: [SweepRow]) -> String {
    var writer = RowWriter(header, .open)
    var text = header.text(.open)
    for row in rows.sorted(by: SweepRow.precedes) { text += writer.line(row) }
    return text
  }
}
