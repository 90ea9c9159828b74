public import Experiments

extension SweepTally {
  /// Adds the next row, whose line goes into the fingerprint.
  public mutating func add(_ row: SweepRow) { add(row, line: row.digestText) }
}

extension SweepResult {
  /// The result of rows, whose fingerprint is that of their lines.
  ///
  /// - Parameter rows: each run once, in any order.
  public init(_ header: SweepHeader, rows: [SweepRow]) {
    let ordered = rows.sorted(by: SweepRow.precedes)
    var tally = SweepTally(header)
    for row in ordered { tally.add(row) }
    self = tally.result(SweepRows(ordered))
  }
}
