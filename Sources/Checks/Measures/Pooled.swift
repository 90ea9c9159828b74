/// What the pooled samples of several runs come to.
public struct Pooled: Sendable {
  /// A number with its 95 % interval, which knows that samples of one run belong together.
  public struct Bounded: Hashable, Sendable {
    /// The number itself.
    public let value: Int64
    /// Nil for one run, and where only one group of runs has a sample.
    public let interval: ClosedRange<Int64>?
  }

  /// Runs with a sample.
  public let runCount: Int64
  /// How many samples there are.
  public let count: Int64
  /// The least sample.
  public let minimum: Int64
  /// The greatest sample.
  public let maximum: Int64
  /// The mean of all samples.
  public let mean: Bounded
  /// The median of all samples.
  public let p50: Bounded
  /// The 90th percentile of all samples.
  public let p90: Bounded
  /// The 99th percentile of all samples.
  public let p99: Bounded
  /// The 99.9th percentile of all samples.
  public let p999: Bounded
  /// Ascending values with their numbers of samples: the distribution, to 0.1 %.
  public let values: [Histogram.Run]
}

extension Pooled {
  /// Of one run alone: what it has, without intervals.
  init(_ summary: Summary, _ values: [Histogram.Run]) {
    func alone(_ value: Int64) -> Bounded { Bounded(value: value, interval: nil) }
    self.init(
      runCount: 1, count: summary.count, minimum: summary.minimum, maximum: summary.maximum,
      mean: alone(summary.mean), p50: alone(summary.p50), p90: alone(summary.p90),
      p99: alone(summary.p99), p999: alone(summary.p999), values: values)
  }
}
