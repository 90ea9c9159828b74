public import Experiments

/// Writes the rows of a file, each sealed for its place below the header.
public struct RowWriter: Sendable {
  private let seal: RowSeal
  /// Rows that stand in the file.
  public private(set) var count: Int

  /// - Parameter count: rows that stand in the file already.
  public init(_ header: SweepHeader, _ seal: RowSeal, after count: Int = 0) {
    self.seal = seal.ofRows(below: Array(header.body.utf8))
    self.count = count
  }

  /// The line of the next row, with its end.
  public mutating func line(_ row: SweepRow) -> String {
    let body = row.body
    defer { count += 1 }
    return body + seal.tag(ofRow: Array(body.utf8), at: count) + "\n"
  }
}
