/// The rows of a sweep in the order of `SweepRow.precedes`, wherever they are kept: they are visited one by
/// one, and need not be in memory.
public struct SweepRows: Sendable {
  private let walk: @Sendable (_ variant: Int?, _ visit: (SweepRow) -> Void) -> Void

  /// Rows that are kept elsewhere.
  ///
  /// - Parameter walk: visits in their order all rows, or those of one variant.
  public init(_ walk: @escaping @Sendable (_ variant: Int?, _ visit: (SweepRow) -> Void) -> Void) {
    self.walk = walk
  }

  /// Rows in memory, which must be in order.
  public init(_ rows: [SweepRow]) {
    self.init { variant, visit in
      for row in rows where variant == nil || row.variant == variant { visit(row) }
    }
  }

  /// None: nobody asks for them.
  public static var none: SweepRows { SweepRows([]) }

  /// Visits all rows, or those of one variant.
  public func visit(ofVariant variant: Int? = nil, _ visit: (SweepRow) -> Void) {
    walk(variant, visit)
  }

  /// All of them in memory.
  ///
  /// - Complexity: O(rows) of memory.
  public var all: [SweepRow] {
    var rows: [SweepRow] = []
    visit { rows.append($0) }
    return rows
  }
}
