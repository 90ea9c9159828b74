import Scenarios

/// The unit that a measure's numbers are shown in.
struct UnitScale {
  let name: String
  /// What its own unit is divided by.
  let divisor: Double

  /// - Parameter most: the largest number to be shown.
  init(_ unit: Measure.Unit, most: Double) {
    switch unit {
    case .duration:
      (name, divisor) =
        most >= 2e9 ? ("s", 1e9) : most >= 2e6 ? ("ms", 1e6) : most >= 2e3 ? ("µs", 1e3) : ("ns", 1)
    case .count: (name, divisor) = ("", 1)
    case .ratio: (name, divisor) = ("", 1e6)
    case .bytes: (name, divisor) = most >= 2e6 ? ("MB", 1e6) : most >= 2e3 ? ("kB", 1e3) : ("B", 1)
    }
  }
}
