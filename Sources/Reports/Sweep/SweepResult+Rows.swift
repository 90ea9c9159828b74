public import Experiments
import Simulator

extension SweepResult {
  /// The result of rows, whose fingerprint is that of their lines.
  ///
  /// - Parameters:
  ///   - rows: each run once, in any order.
  ///   - pool: the samples of all rows; by default those that the rows have.
  public init(_ header: SweepHeader, rows: [SweepRow], pool: SweepPool? = nil) {
    let ordered = rows.sorted(by: SweepRow.precedes)
    var digest = Digest()
    for row in ordered { digest.feed(row.digestText) }
    self.init(
      header, ordered: ordered, fingerprint: digest, pool ?? SweepResult.pool(header, rows))
  }

  private static func pool(_ header: SweepHeader, _ rows: [SweepRow]) -> SweepPool {
    var pool = SweepPool(header)
    for row in rows { pool.add(row) }
    return pool
  }
}
