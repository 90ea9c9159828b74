/// One axis: what it measures, where it starts and ends, and where it is marked.
struct ChartAxis {
  /// With the unit, such as `commit latency p99 (ms)`.
  var title: String
  var scale: Scale
  /// Where it is marked, with what stands there.
  var ticks: [(value: Double, label: String)]

  enum Scale {
    case linear(from: Double, to: Double)
    case logarithmic(from: Double, to: Double)
    /// Categories at 0, 1, 2 and so on.
    case categories(Int)
  }

  /// The part of the axis's length at which a value stands, from 0 to 1.
  func position(_ value: Double) -> Double {
    switch scale {
    case .linear(let from, let to): (value - from) / (to - from)
    case .logarithmic(let from, let to):
      (Logarithm.binary(value) - Logarithm.binary(from))
        / (Logarithm.binary(to) - Logarithm.binary(from))
    case .categories(let count): (value + 0.5) / Double(count)
    }
  }

  /// An axis of categories.
  init(_ title: String, categories: [String]) {
    self.title = title
    scale = .categories(Swift.max(1, categories.count))
    ticks = categories.enumerated().map { (Double($0), $1) }
  }

  /// An axis for numbers, logarithmic where they span more than an order of magnitude and a half.
  ///
  /// - Parameters:
  ///   - startsAtZero: whether zero belongs to a linear one.
  ///   - marks: values to be marked, if they are few, such as those that were run.
  init(
    _ title: String, values: [Double], startsAtZero: Bool, marks: [Double] = [],
    isLogarithmic: Bool? = nil
  ) {
    self.title = title
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let spans = low > 0 && high / low > 30
    if isLogarithmic ?? spans, low > 0, high > low {
      let (from, to) = marks.isEmpty ? ChartTicks.decades(low, high) : (low / 1.15, high * 1.15)
      scale = .logarithmic(from: from, to: to)
      ticks = (marks.isEmpty ? ChartTicks.logarithmic(from, to) : marks).map {
        ($0, ChartTicks.text($0))
      }
    } else {
      let start = startsAtZero ? Swift.min(0, low) : low
      let steps = ChartTicks.linear(start, high > start ? high : start + 1)
      let room = marks.isEmpty ? 0 : (high - low) * 0.04
      scale =
        marks.isEmpty
        ? .linear(from: steps[0], to: steps[steps.count - 1])
        : .linear(from: start == low ? low - room : start, to: high + room)
      ticks = (marks.isEmpty ? steps : marks).map { ($0, ChartTicks.text($0)) }
    }
  }
}
