public import Experiments
import Simulator

extension SweepResult {
  /// The result of rows, whose fingerprint is that of their lines.
  ///
  /// - Parameter rows: each run once, in any order.
  public init(_ header: SweepHeader, rows: [SweepRow]) {
    let ordered = rows.sorted(by: SweepRow.precedes)
    var digest = Digest()
    for row in ordered { digest.feed(row.digestText) }
    self.init(header, ordered: ordered, fingerprint: digest)
  }
}
