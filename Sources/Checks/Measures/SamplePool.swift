import Simulator

/// The samples of many runs as one, with intervals that know which samples are of one run.
///
/// Quantiles of several runs are within 0.1 %, of one run they are exact. Memory follows the spread of the
/// values and not the number of runs. Runs may come in any order and give the same.
///
/// Samples of one run belong together: one unlucky fault makes a hundred of them late. So the intervals
/// are of runs and not of samples. Runs are dealt into `groupCount` groups by their places, and the spread of
/// the groups' shares tells that of the whole (random groups; Wolter, *Introduction to Variance Estimation*,
/// 2007, chapter 2). A quantile's interval is that of the share at or below it, read back through the
/// quantiles (Woodruff, *Confidence Intervals for Medians and Other Position Measures*, 1952).
public struct SamplePool: Sendable {
  /// How many groups there are; with fewer runs than that, each is a group.
  public static var groupCount: Int { 32 }

  /// Of each group: where its samples lie, coarsely, how many they are, and their sum.
  private struct Group: Sendable {
    var counts = DenseCounts()
    var count: Int64 = 0
    var sum = WideSum()
  }

  /// Runs with a sample.
  public private(set) var runCount: Int64 = 0
  private var buckets: [Int64] = []
  private var firstBucket: Int32 = 0
  private var groups: [Group] = []
  private var least = Int64.max
  private var greatest = Int64.min
  /// The only run's, if there is one only.
  private var only: Summary?

  private static var coarse: ValueGrid { ValueGrid(bits: 7) }

  /// A pool without a run.
  public init() {}

  /// Adds the samples of a run.
  ///
  /// - Parameters:
  ///   - summary: of the same samples.
  ///   - place: the number of the run among all, from 0.
  public mutating func add(_ sketch: Sketch, _ summary: Summary, place: Int64) {
    if sketch.runs.isEmpty { return }
    only = runCount == 0 ? summary : nil
    runCount += 1
    least = Swift.min(least, summary.minimum)
    greatest = Swift.max(greatest, summary.maximum)
    let number = Int(place % Int64(SamplePool.groupCount))
    while groups.count <= number { groups.append(Group()) }
    groups[number].sum.add(high: sketch.sum.high, low: sketch.sum.low)
    let (fine, coarse) = (ValueGrid.fine, SamplePool.coarse)
    for run in sketch.runs {
      add(run.count, at: run.bucket)
      groups[number].count = groups[number].count.plus(run.count)
      let bucket = coarse.bucket(of: fine.values(of: run.bucket).lowerBound)
      groups[number].counts.add(run.count, at: bucket)
    }
  }

  private mutating func add(_ count: Int64, at bucket: Int32) {
    if buckets.isEmpty { firstBucket = bucket }
    if bucket < firstBucket {
      buckets.insert(contentsOf: repeatElement(0, count: Int(firstBucket - bucket)), at: 0)
      firstBucket = bucket
    }
    let place = Int(bucket - firstBucket)
    if buckets.count <= place {
      buckets += repeatElement(0, count: place + 1 - buckets.count)
    }
    buckets[place] = buckets[place].plus(count)
  }

  /// What the samples come to; nil without any.
  ///
  /// - Complexity: O(buckets × groups).
  public var pooled: Pooled? {
    if let only { return Pooled(only, values) }
    let count = groups.reduce(Int64(0)) { $0.plus($1.count) }
    if count == 0 { return nil }
    let used = groups.filter { $0.count > 0 }
    let factor = used.count > 1 ? StudentT(freedom: used.count - 1).critical(0.05) : nil
    let quantile = { bounded($0, count, used, factor) }
    return Pooled(
      runCount: runCount, count: count, minimum: least, maximum: greatest,
      mean: mean(count, used, factor), p50: quantile(5_000), p90: quantile(9_000),
      p99: quantile(9_900), p999: quantile(9_990), values: values)
  }

  /// The values that stand for buckets, each with its number of samples.
  private var values: [Histogram.Run] {
    buckets.indices.filter { buckets[$0] > 0 }.map {
      Histogram.Run(value: value($0), count: buckets[$0])
    }
  }

  private func value(_ place: Int) -> Int64 {
    let middle = ValueGrid.fine.middle(of: firstBucket + Int32(place))
    return Swift.min(greatest, Swift.max(least, middle))
  }

  /// The place of the bucket with the sample of a rank, from 1.
  private func place(ofRank rank: Int64) -> Int {
    var below: Int64 = 0
    for place in buckets.indices {
      below = below.plus(buckets[place])
      if below >= rank { return place }
    }
    return buckets.count - 1
  }

  private func bounded(
    _ parts: Int64, _ count: Int64, _ groups: [Group], _ factor: Double?
  ) -> Pooled.Bounded {
    let share = Double(parts) / 10_000
    let place = place(ofRank: rank(share, count))
    guard let factor else { return Pooled.Bounded(value: value(place), interval: nil) }
    let reach = factor * error(of: share, at: place, count, groups)
    // The extremes are exact, and what lies beyond them is not known.
    let low = rank(share - reach, count)
    let high = rank(share + reach, count)
    let lower = low <= 1 ? least : value(self.place(ofRank: low))
    let upper = high >= count ? greatest : value(self.place(ofRank: high))
    let own = value(place)
    return Pooled.Bounded(value: own, interval: Swift.min(lower, own)...Swift.max(upper, own))
  }

  private func rank(_ share: Double, _ count: Int64) -> Int64 {
    let rank = (share * Double(count)).rounded(.up)
    return rank <= 1 ? 1 : rank >= Double(count) ? count : Int64(rank)
  }

  /// The standard error of the share of samples up to a bucket.
  ///
  /// It is taken where the coarse buckets of groups have their nearest border, and scaled to the share.
  private func error(
    of share: Double, at place: Int, _ count: Int64, _ groups: [Group]
  ) -> Double {
    let lowest = ValueGrid.fine.values(of: firstBucket + Int32(place)).lowerBound
    let bucket = SamplePool.coarse.bucket(of: lowest)
    var best: (distance: Double, error: Double) = (.infinity, 0)
    for border in [bucket, bucket + 1] {
      let below = groups.map { $0.counts.sum(below: border) }
      let near = Double(below.reduce(Int64(0)) { $0.plus($1) }) / Double(count)
      let distance = (near - share).magnitude
      guard near > 0, near < 1, distance < best.distance else { continue }
      let squares = zip(groups, below).reduce(0.0) { sum, pair in
        let excess = Double(pair.1) - near * Double(pair.0.count)
        return sum + excess * excess
      }
      let error = spread(squares, groups.count, count)
      best = (distance, error * (share * (1 - share) / (near * (1 - near))).squareRoot())
    }
    return best.error
  }

  private func mean(_ count: Int64, _ groups: [Group], _ factor: Double?) -> Pooled.Bounded {
    var sum = WideSum()
    for group in groups { sum.add(group.sum) }
    // Counts that do not fit any more are no divisor of the sum.
    let value = count == .max ? Int64(sum.double / Double(count)) : sum.mean(of: count)
    guard let factor else { return Pooled.Bounded(value: value, interval: nil) }
    let mean = sum.double / Double(count)
    let squares = groups.reduce(0.0) { squares, group in
      let excess = group.sum.double - mean * Double(group.count)
      return squares + excess * excess
    }
    let reach = (factor * spread(squares, groups.count, count)).rounded(.up)
    let width = reach < 4e18 ? Int64(reach) : Int64.max / 2
    let low = value.subtractingReportingOverflow(width)
    let high = value.addingReportingOverflow(width)
    return Pooled.Bounded(
      value: value,
      interval: (low.overflow ? .min : low.partialValue)...(high.overflow
        ? .max : high.partialValue))
  }

  /// The standard error of a ratio, from its squared excesses by group.
  private func spread(_ squares: Double, _ groups: Int, _ count: Int64) -> Double {
    let (groups, count) = (Double(groups), Double(count))
    return (groups / (groups - 1) * squares).squareRoot() / count
  }
}

extension Int64 {
  /// The sum of numbers that are not negative, or the greatest number there is: files that were read may
  /// say anything.
  func plus(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
