public import Experiments

/// Goes through lines of rows that this program has checked before, or has written itself.
public struct RowCursor: Sendable {
  private var lines: LineScanner

  /// - Parameter more: gives the next bytes of the lines; none at their end.
  public init(_ more: @escaping @Sendable () -> [UInt8]) { lines = LineScanner(more) }

  /// The next row; nil at the end, and at a line that is none.
  public mutating func next() -> SweepRow? {
    lines.next().flatMap { try? SweepRow(trusted: RowText.body(of: $0)) }
  }
}

extension SweepRow {
  /// The row as a line that a cursor reads, with its end.
  public var line: String { body + "\n" }
}
