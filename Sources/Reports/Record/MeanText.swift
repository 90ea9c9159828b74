import Experiments
import Scenarios
import Simulator

/// A mean over runs with its 95 % interval, in the digits that the interval leaves.
struct MeanText {
  let text: String

  /// - Parameters:
  ///   - values: one number a run, in the measure's unit; not empty.
  ///   - unit: in which they are.
  init(_ values: [Int64], _ unit: Measure.Unit) {
    let base = values[0]
    if values.allSatisfy({ $0 == base }) {
      text = UnitText.text(base, unit, .total)
      return
    }
    let spread = Spread.Estimate(values, scale: 1_000)
    guard let margin = spread.margin else {
      text = MeanText.plain(spread.value, unit)
      return
    }
    // Two digits of the interval, and no more of the mean than those.
    var step: Int64 = 1
    while margin / step >= 100 { step *= 10 }
    // Nothing smaller than a nanosecond, a byte or a millionth is told.
    if unit != .count { step = max(step, 1_000) }
    text =
      MeanText.plain(MeanText.near(spread.value, step), unit) + " ± "
      + MeanText.plain(MeanText.near(margin, step, .up), unit)
  }

  private static func near(
    _ value: Int64, _ step: Int64, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> Int64 {
    let rounded = (Double(value) / Double(step)).rounded(rule)
    let (near, overflow) = Int64(rounded).multipliedReportingOverflow(by: step)
    return overflow ? value : near
  }

  /// Thousandths of a unit.
  private static func plain(_ thousandths: Int64, _ unit: Measure.Unit) -> String {
    let sign = thousandths < 0 ? "-" : ""
    let size = thousandths.magnitude > UInt64(Int64.max) ? .max : abs(thousandths)
    switch unit {
    case .duration: return sign + DurationText.exact(size / 1_000)
    case .count: return sign + DurationText.decimal(size, 1_000)
    case .ratio: return sign + DurationText.decimal(size / 1_000, 1_000_000)
    case .bytes: return sign + "\(size / 1_000) bytes"
    }
  }
}
