import Checks
import Experiments
import Scenarios

/// The samples of all runs of a variant as one, measure by measure and window by window.
struct WindowTable {
  private let variant: SweepResult.Variant

  init(_ variant: SweepResult.Variant) { self.variant = variant }

  /// The table, or nothing where no measure has a sample.
  var lines: [String] {
    let runs = CountText.counted(variant.runCount, "run")
    let hasCensored = variant.windows.contains { $0.measures.contains { $0.censored > 0 } }
    var table = TextTable(
      ["pooled over \(runs)", "", "samples", hasCensored ? "censored" : ""]
        + ["p50", "", "p90", "", "p99", "", "p99.9", ""], leading: 2)
    for place in variant.measures.indices where variant.measures[place].pooled != nil {
      var isFirst = true
      for window in variant.windows {
        let spread = window.measures[place]
        guard spread.pooled != nil || spread.censored > 0 else { continue }
        table.add(
          [isFirst ? spread.measure.name : "", window.window.name]
            + WindowTable.cells(spread, hasCensored))
        isFirst = false
      }
    }
    return table.isEmpty ? [] : table.lines
  }

  private static func cells(
    _ spread: SweepResult.MeasureSpread, _ hasCensored: Bool
  ) -> [String] {
    let censored = hasCensored ? CountText.grouped(spread.censored) : ""
    guard let pooled = spread.pooled else { return ["0", censored] }
    let bounds = [pooled.p50, pooled.p90, pooled.p99, pooled.p999]
    return [CountText.grouped(pooled.count), censored]
      + bounds.flatMap { bound -> [String] in
        [SweepPage.value(bound.value, spread.measure.unit), interval(bound, spread.measure.unit)]
      }
  }

  /// `[11.2 ms .. 12.4 ms]`, or nothing where there is no interval.
  private static func interval(_ bound: Pooled.Bounded, _ unit: Measure.Unit) -> String {
    guard let interval = bound.interval else { return "" }
    let low = SweepPage.value(interval.lowerBound, unit)
    return "[\(low) .. \(SweepPage.value(interval.upperBound, unit))]"
  }
}
