/// A number that sums up the samples of a measure.
public enum Statistic: UInt8, Hashable, Sendable, CaseIterable {
  case p50
  case p90
  case p99
  case p999
  case max
  case min
  case mean
  case count
  case total

  /// How files spell it.
  public var name: String {
    switch self {
    case .p50: "p50"
    case .p90: "p90"
    case .p99: "p99"
    case .p999: "p99.9"
    case .max: "max"
    case .min: "min"
    case .mean: "mean"
    case .count: "count"
    case .total: "total"
    }
  }

  /// The share of samples at or below it in thousandths, if it is a quantile.
  public var quantileThousandths: Int64? {
    switch self {
    case .p50: 500
    case .p90: 900
    case .p99: 990
    case .p999: 999
    default: nil
    }
  }
}
