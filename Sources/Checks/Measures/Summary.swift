/// What reports print of a histogram that has a sample; without one there is no summary at all.
@frozen
public struct Summary: Hashable, Sendable {
  public let count: Int64
  /// Rounded to the nearest whole number, halves upward.
  public let mean: Int64
  public let minimum: Int64
  public let maximum: Int64
  public let p50: Int64
  public let p90: Int64
  public let p99: Int64
  /// The 99.9th percentile.
  public let p999: Int64
}
