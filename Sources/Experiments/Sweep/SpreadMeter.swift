import Checks

/// Gathers one number of each run in memory that does not grow with the runs: up to `exactCount` of them are
/// kept, and beyond that quantiles are those of the pools' buckets, within 0.1 %.
///
/// Extremes are always exact. The mean and its interval are those of all numbers; beyond `exactCount` by
/// recurrences (Welford, *Note on a Method for Calculating Corrected Sums of Squares and Products*, 1962).
struct SpreadMeter: Sendable {
  /// Runs up to which every number is kept.
  static var exactCount: Int { 10_000 }

  private let scale: Int64
  /// All numbers in the order of the runs, while they are few.
  private var values: [Int64] = []
  private var buckets = Histogram()
  private var count: Int64 = 0
  private var minimum = Int64.max
  private var maximum = Int64.min
  private var mean = 0.0
  private var squares = 0.0

  init(scale: Int64) { self.scale = scale }

  /// Takes the number of the next run, in the order of the seeds.
  mutating func record(_ value: Int64) {
    count += 1
    minimum = Swift.min(minimum, value)
    maximum = Swift.max(maximum, value)
    if count <= SpreadMeter.exactCount {
      values.append(value)
      return
    }
    if !values.isEmpty {
      for (index, value) in values.enumerated() { merge(value, count: index + 1) }
      values = []
    }
    merge(value, count: Int(count))
  }

  private mutating func merge(_ value: Int64, count: Int) {
    let grid = ValueGrid.fine
    buckets.record(grid.middle(of: grid.bucket(of: value)))
    let distance = Double(value) - mean
    mean += distance / Double(count)
    squares += distance * (Double(value) - mean)
  }

  /// How the numbers are distributed; nil if there is none.
  var spread: Spread? {
    if count <= SpreadMeter.exactCount { return Spread(values, scale: scale) }
    guard let summary = buckets.summary else { return nil }
    func within(_ value: Int64) -> Int64 { Swift.min(maximum, Swift.max(minimum, value)) }
    return Spread(
      runs: count, minimum: minimum, p50: within(summary.p50), p90: within(summary.p90),
      p99: within(summary.p99), maximum: maximum,
      mean: Spread.Estimate(mean: mean, squares: squares, count: Int(count), scale: scale))
  }
}
