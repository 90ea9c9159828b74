/// Samples by the buckets of `ValueGrid.fine`: what runs hand on so that their samples can be pooled.
///
/// Its size follows the spread of the values, not their number. Count, sum and extremes are exact.
public struct Sketch: Hashable, Sendable {
  /// A bucket and how many samples it has.
  @frozen
  public struct Run: Hashable, Sendable {
    /// Its number in the fine grid.
    public let bucket: Int32
    /// At least one.
    public let count: Int64

    /// A bucket with `count` samples.
    public init(bucket: Int32, count: Int64) {
      self.bucket = bucket
      self.count = count
    }
  }

  /// Strictly ascending by bucket.
  public let runs: [Run]
  /// The sum of all samples in two words of two's complement, the high one first.
  public let sum: (high: Int64, low: UInt64)

  /// A sketch of these parts; nil unless buckets ascend, counts are positive, and the sum is one of such
  /// samples.
  public init?(runs: [Run], sum: (high: Int64, low: UInt64)) {
    var total: Int64 = 0
    var (least, most) = (WideSum(), WideSum())
    let grid = ValueGrid.fine
    for index in runs.indices {
      guard runs[index].count > 0, grid.buckets.contains(runs[index].bucket),
        index == 0 || runs[index - 1].bucket < runs[index].bucket
      else { return nil }
      let (next, overflow) = total.addingReportingOverflow(runs[index].count)
      if overflow { return nil }
      total = next
      let values = grid.values(of: runs[index].bucket)
      least.add(values.lowerBound, times: runs[index].count)
      most.add(values.upperBound, times: runs[index].count)
    }
    var own = WideSum()
    own.add(high: sum.high, low: sum.low)
    guard own.isAtLeast(least), most.isAtLeast(own) else { return nil }
    self.runs = runs
    self.sum = sum
  }

  /// The samples of a histogram.
  ///
  /// - Complexity: that of sorting them.
  public init(_ histogram: Histogram) {
    let grid = ValueGrid.fine
    var runs: [Run] = []
    for run in histogram.runs {
      let bucket = grid.bucket(of: run.value)
      if let last = runs.last, last.bucket == bucket {
        runs[runs.count - 1] = Run(bucket: bucket, count: last.count + run.count)
      } else {
        runs.append(Run(bucket: bucket, count: run.count))
      }
    }
    self.runs = runs
    sum = (histogram.sum.high, histogram.sum.low)
  }

  /// How many samples there are.
  public var count: Int64 { runs.reduce(0) { $0 + $1.count } }

  public static func == (left: Sketch, right: Sketch) -> Bool {
    left.runs == right.runs && left.sum == right.sum
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(runs)
    hasher.combine(sum.high)
    hasher.combine(sum.low)
  }
}
