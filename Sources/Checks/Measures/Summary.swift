/// What reports print of a histogram that has a sample; without one there is no summary at all.
@frozen
public struct Summary: Hashable, Sendable {
  /// How many samples there were, at least one.
  public let count: Int64
  /// Rounded to the nearest whole number, halves upward.
  public let mean: Int64
  /// The least sample.
  public let minimum: Int64
  /// The greatest sample.
  public let maximum: Int64
  /// The median: the least sample that at least half of all do not exceed.
  public let p50: Int64
  /// The 90th percentile.
  public let p90: Int64
  /// The 99th percentile.
  public let p99: Int64
  /// The 99.9th percentile.
  public let p999: Int64

  /// A summary with these figures; `Histogram.summary` computes them.
  public init(
    count: Int64, mean: Int64, minimum: Int64, maximum: Int64, p50: Int64, p90: Int64, p99: Int64,
    p999: Int64
  ) {
    self.count = count
    self.mean = mean
    self.minimum = minimum
    self.maximum = maximum
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
    self.p999 = p999
  }
}
