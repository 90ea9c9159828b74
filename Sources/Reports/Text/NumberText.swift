import Scenarios
import Simulator

/// Means and differences of what is measured, as pages have them.
enum NumberText {
  /// With its sign, also where it is positive.
  static func signed(_ value: Double, _ unit: Measure.Unit) -> String {
    value == 0 ? text(0, unit) : (value < 0 ? "-" : "+") + text(value.magnitude, unit)
  }

  /// In the words of a unit, rounded as pages have it.
  static func text(_ value: Double, _ unit: Measure.Unit) -> String {
    let sign = value < 0 ? "-" : ""
    let size = Swift.min(value.magnitude, 9e15)
    switch unit {
    case .duration: return sign + DurationText.rounded(Int64(size.rounded()))
    case .bytes: return sign + CountText.grouped(Int64(size.rounded()))
    case .count:
      let isFine = size < 9e12
      return sign
        + (isFine
          ? CountText.thousandths(Int64((size * 1_000).rounded()))
          : CountText.grouped(Int64(size.rounded())))
    case .ratio: return sign + CountText.thousandths(Int64((size / 1_000).rounded()))
    }
  }
}
