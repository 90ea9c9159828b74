import Simulator

/// The rows of a sweep as they come, in the order of `SweepRow.precedes`.
///
/// Nothing is kept of a row but what it adds, so memory does not grow with the number of runs.
public struct SweepTally: Sendable {
  /// What is swept.
  public let header: SweepHeader
  /// Rows that were added.
  public private(set) var runCount: Int64 = 0
  private var fingerprint = Digest()
  /// Variants of which no more rows come.
  private var closed: [SweepResult.Variant] = []
  private var open: VariantTally

  /// A tally without rows.
  public init(_ header: SweepHeader) {
    self.header = header
    open = VariantTally(header, 0)
  }

  /// Adds the next row.
  ///
  /// - Parameter line: what the digest of the sweep is fed for it.
  /// - Precondition: its variant is one of the header's, and no earlier one than that of the row before.
  public mutating func add(_ row: SweepRow, line: String) {
    precondition(
      (closed.count..<header.labels.count).contains(row.variant),
      "variant \(row.variant) stands behind \(closed.count)")
    while closed.count < row.variant { closeVariant() }
    runCount += 1
    fingerprint.feed(line)
    open.add(row)
  }

  private mutating func closeVariant() {
    closed.append(open.result)
    open = VariantTally(header, Swift.min(closed.count, header.labels.count - 1))
  }

  /// What all rows come to.
  ///
  /// - Parameter rows: the same rows, for those who ask for every one.
  public func result(_ rows: SweepRows) -> SweepResult {
    var tally = self
    while tally.closed.count < header.labels.count { tally.closeVariant() }
    return SweepResult(
      header: header.whole, variants: tally.closed, rows: rows, fingerprint: fingerprint,
      runCount: runCount)
  }
}
