public import Experiments
import Scenarios
import Simulator

/// A difference of two systems as cells of a table.
public struct DifferenceText {
  private let difference: Difference

  /// The cells of this difference.
  public init(_ difference: Difference) { self.difference = difference }

  /// What is compared, and the values.
  public var cells: [String] { name + values }

  /// What is compared: measure, statistic and window.
  public var name: [String] {
    let subject = difference.subject
    let statistic =
      subject.isCensored ? "censored" : subject.statistic == .total ? "" : subject.statistic.name
    return [subject.measure.name, statistic, subject.window.name]
  }

  /// The mean before, the mean after, the difference with its interval, and the change in percent.
  public var values: [String] {
    let unit: Measure.Unit =
      difference.subject.isCensored ? .count : difference.subject.measure.unit
    let change = NumberText.signed(difference.difference, unit)
    let margin = difference.margin.map { " ± \(NumberText.text($0, unit))" } ?? ""
    return [
      NumberText.text(difference.means.first, unit),
      NumberText.text(difference.means.second, unit), change + margin,
      percent,
    ]
  }

  /// The difference by the first's mean: `+12.5 %`, or nothing by a mean of zero.
  private var percent: String {
    if difference.means.first == 0 || difference.difference == 0 { return "" }
    let share = difference.difference / difference.means.first.magnitude
    guard share.magnitude < 1e6 else { return "" }
    let text = PercentText.text(Int64((share.magnitude * 1_000_000).rounded()))
    return (share < 0 ? "-" : "+") + text
  }
}
