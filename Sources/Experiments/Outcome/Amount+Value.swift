import Checks
public import Scenarios

extension Amount {
  /// A statistic as an integer in the measure's unit, a ratio in millionths; nil if nothing was seen.
  ///
  /// A measure of samples that saw none has a count of zero and no other statistic.
  public func value(_ statistic: Statistic) -> Int64? {
    switch self {
    case .nothing: return statistic == .count ? 0 : nil
    case .count(let count): return count
    case .ratio(let numerator, let denominator):
      let product = numerator.multipliedFullWidth(by: 1_000_000)
      return denominator.dividingFullWidth(product).quotient
    case .flag(let flag): return flag ? 1 : 0
    case .samples(let histogram): return histogram.value(statistic)
    }
  }
}

extension Histogram {
  func value(_ statistic: Statistic) -> Int64? {
    switch statistic {
    case .p50: quantile(5_000)
    case .p90: quantile(9_000)
    case .p99: quantile(9_900)
    case .p999: quantile(9_990)
    case .max: maximum
    case .min: minimum
    case .mean: mean
    case .count: count
    case .total: sumOfSamples
    }
  }
}
