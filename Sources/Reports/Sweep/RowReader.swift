public import Experiments

/// Reads a file of rows, row by row. Nothing of it is believed before it was checked.
public struct RowReader: Sendable {
  /// What the rows are of.
  public let header: SweepHeader
  /// Rows that were read.
  public private(set) var count = 0
  /// How many bytes are whole: the header and the rows that were read.
  public private(set) var wholeBytes: Int
  private var lines: LineScanner
  private var checker: RowChecker
  private let seal: RowSeal

  /// Reads the header.
  ///
  /// - Parameter more: gives the next bytes of the file; none at its end.
  public init(
    _ more: @escaping @Sendable () -> [UInt8], _ seal: RowSeal
  ) throws(RowFileMistake) {
    try self.init(LineScanner(more), seal)
  }

  init(_ lines: LineScanner, _ seal: RowSeal) throws(RowFileMistake) {
    var lines = lines
    let (header, body) = try SweepHeaderReader.read(&lines, seal)
    self.header = header
    self.seal = seal.ofRows(below: body)
    checker = RowChecker(header)
    wholeBytes = lines.position
    self.lines = lines
  }

  /// The next row, which can be one of the header's sweep; those of a part are in order. Nil at the end.
  public mutating func next() throws(RowFileMistake) -> SweepRow? {
    if lines.isAtEnd() { return nil }
    guard let line = lines.next() else { throw lines.mistake(.torn) }
    let body = RowText.body(of: line)
    let tag = String(decoding: line.dropFirst(body.count), as: UTF8.self)
    guard tag == seal.tag(ofRow: body, at: count) else { throw lines.mistake(.damaged) }
    do throws(LineMistake) {
      let row = try SweepRow(body: body)
      try checker.check(row)
      count += 1
      wholeBytes = lines.position
      return row
    } catch {
      throw lines.mistake(.impossible(error.message))
    }
  }
}
