import Checks

/// How one number of a run is distributed over the runs of a sweep.
public struct Spread: Hashable, Sendable {
  /// Runs that have the number; at least one.
  public let runs: Int64
  /// The least of the runs' numbers.
  public let minimum: Int64
  /// The median: the least number that at least half of the runs do not exceed.
  public let p50: Int64
  /// The 90th percentile.
  public let p90: Int64
  /// The 99th percentile.
  public let p99: Int64
  /// The greatest of the runs' numbers.
  public let maximum: Int64
  /// The mean over the runs, with its confidence interval.
  public let mean: Estimate

  /// A mean with the half-width of its 95 % confidence interval.
  public struct Estimate: Hashable, Sendable {
    /// `scale` times the mean, rounded to the nearest.
    public let value: Int64
    /// `scale` times the half-width, rounded up; nil with fewer than two runs.
    public let margin: Int64?
    /// 1, or 1000 for counts, whose means are seldom whole.
    public let scale: Int64
  }

  /// - Parameter values: one number a run, in the order of the seeds; nil if there is none.
  public init?(_ values: [Int64], scale: Int64) {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    guard let summary = histogram.summary else { return nil }
    runs = summary.count
    minimum = summary.minimum
    p50 = summary.p50
    p90 = summary.p90
    p99 = summary.p99
    maximum = summary.maximum
    mean = Estimate(values, scale: scale)
  }
}

extension Spread {
  init(
    runs: Int64, minimum: Int64, p50: Int64, p90: Int64, p99: Int64, maximum: Int64,
    mean: Estimate
  ) {
    self.runs = runs
    self.minimum = minimum
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
    self.maximum = maximum
    self.mean = mean
  }
}

extension Spread.Estimate {
  /// The mean and Student's interval around it: the quantile of t for 95 % times the standard error.
  ///
  /// Only sums, differences, products, quotients and square roots, each of which IEEE 754 rounds in
  /// one way, taken in the order of the values: the same numbers on every machine.
  public init(_ values: [Int64], scale: Int64) {
    let count = Double(values.count)
    // Sums of differences to the first value: exact as long as they stay below 2^53.
    let base = Double(values[0])
    var sum = 0.0
    for value in values { sum += Double(value) - base }
    let mean = sum / count
    var squares = 0.0
    for value in values {
      let difference = Double(value) - base - mean
      squares += difference * difference
    }
    self.init(mean: base + mean, squares: squares, count: values.count, scale: scale)
  }

  /// - Parameter squares: the sum of the squared differences to the mean.
  init(mean: Double, squares: Double, count: Int, scale: Int64) {
    self.scale = scale
    self.value = Spread.whole(mean * Double(scale), .toNearestOrAwayFromZero)
    guard count > 1 else {
      margin = nil
      return
    }
    let error = (squares / Double(count - 1) / Double(count)).squareRoot()
    let quantile = Double(Spread.studentThousandths(count - 1)) / 1_000
    margin = Spread.whole(error * quantile * Double(scale), .up)
  }
}

extension Spread {
  /// The nearest 64-bit number.
  static func whole(_ value: Double, _ rule: FloatingPointRoundingRule) -> Int64 {
    let rounded = value.rounded(rule)
    if rounded >= 9.2e18 { return .max }
    if rounded <= -9.2e18 { return .min }
    return Int64(rounded)
  }

  /// The 97.5 % quantile of Student's t in thousandths, never less than the true one.
  static func studentThousandths(_ freedom: Int) -> Int64 {
    if freedom <= studentTable.count { return studentTable[freedom - 1] }
    for (limit, value) in [(40, 2_040), (60, 2_022), (120, 2_001), (200, 1_980)] as [(Int, Int64)]
    where freedom < limit {
      return value
    }
    return 1_972
  }

  /// For 1 to 30 degrees of freedom.
  private static let studentTable: [Int64] = [
    12_707, 4_303, 3_183, 2_777, 2_571, 2_447, 2_365, 2_307, 2_263, 2_229, 2_201, 2_179, 2_161,
    2_145, 2_132, 2_120, 2_110, 2_101, 2_094, 2_086, 2_080, 2_074, 2_069, 2_064, 2_060, 2_056,
    2_052, 2_049, 2_046, 2_043,
  ]
}
