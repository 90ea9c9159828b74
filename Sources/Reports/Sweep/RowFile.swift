public import Experiments

/// A file of rows as it was found: a journal or a part.
public struct RowFile: Sendable {
  /// What the rows are of.
  public let header: SweepHeader
  /// The whole rows, in the order of the file.
  public let rows: [SweepRow]
  /// How many bytes are whole: the header and the rows up to the first that is torn or damaged.
  public let wholeBytes: Int
  /// How many bytes the file has; more than `wholeBytes` if its end is torn or damaged.
  public let byteCount: Int

  /// - Returns: nil if the bytes do not begin with a whole header.
  public init?(_ bytes: [UInt8]) {
    var lines = LineScanner(bytes)
    var head: [[UInt8]] = []
    while let line = lines.next() {
      if line == Array("end".utf8) { break }
      head.append(line)
      if head.count == 1, String(decoding: line, as: UTF8.self) != SweepHeader.signature {
        return nil
      }
    }
    guard lines.last == Array("end".utf8), let header = SweepHeader(lines: head) else { return nil }
    var rows: [SweepRow] = []
    var wholeBytes = lines.position
    while let line = lines.next(), let row = SweepRow(line: line) {
      rows.append(row)
      wholeBytes = lines.position
    }
    self.header = header
    self.rows = rows
    self.wholeBytes = wholeBytes
    byteCount = bytes.count
  }

  /// The text of a finished part.
  public static func text(_ header: SweepHeader, _ rows: [SweepRow]) -> String {
    header.text + rows.sorted(by: SweepRow.precedes).map { $0.text + "\n" }.joined()
  }
}

/// Goes through the lines that have an end; what follows the last end is torn.
private struct LineScanner {
  private let bytes: [UInt8]
  private(set) var position = 0
  private(set) var last: [UInt8]?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> [UInt8]? {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = Array(bytes[position..<end])
    position = end + 1
    last = line
    return line
  }
}
