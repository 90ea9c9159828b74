/// Every sample of a measure, kept exactly: quantiles, mean and extremes carry no rounding.
///
/// Samples are `Int64`: nanoseconds or counts. Fresh samples are appended to a buffer that is now and
/// then sorted into runs of equal values, so memory follows the number of distinct values and not of
/// samples. Equal samples give equal histograms, in whatever order they came.
///
/// - Complexity: `record` O(1) amortised but for the sorting, O(log n) a sample in all.
@frozen
public struct Histogram: Sendable {
  /// One value and how often it came.
  @frozen
  public struct Run: Hashable, Sendable {
    /// The value, in the unit of the measure.
    public let value: Int64
    /// How often it came, at least once.
    public let count: Int64

    /// A value that came `count` times.
    @inlinable
    public init(value: Int64, count: Int64) {
      self.value = value
      self.count = count
    }
  }

  /// Strictly ascending in `value`; every count is positive.
  @usableFromInline var settled: [Run] = []
  /// Samples that came since the last sorting, in order of arrival.
  @usableFromInline var fresh: [Int64] = []
  /// How many fresh samples bring about the next sorting; grows with the runs, which keeps the
  /// merging amortised.
  @usableFromInline var freshLimit = Histogram.smallestFreshLimit
  @usableFromInline var sum = WideSum()
  @usableFromInline var total: Int64 = 0
  @usableFromInline var least = Int64.max
  @usableFromInline var greatest = Int64.min

  @usableFromInline static var smallestFreshLimit: Int { 4_096 }

  /// A part of the runs, so that the buffer is small beside them and each sample is moved a few times.
  private static func freshLimit(_ runCount: Int) -> Int { max(smallestFreshLimit, runCount / 4) }

  /// A histogram without samples.
  @inlinable
  public init() {}

  /// How many samples there are.
  @inlinable
  public var count: Int64 { total }

  /// Adds one sample.
  @inlinable
  public mutating func record(_ sample: Int64) {
    fresh.append(sample)
    note(sample, times: 1)
    if fresh.count >= freshLimit { settle() }
  }

  /// Adds one sample `times` times.
  public mutating func record(_ sample: Int64, times: Int64) {
    precondition(times >= 0, "a sample comes a whole number of times, got \(times)")
    guard times > 0 else { return }
    note(sample, times: times)
    settled = Histogram.joined(settled, [Run(value: sample, count: times)])
  }

  /// Adds every sample of another histogram.
  ///
  /// - Complexity: O(distinct values of both).
  public mutating func merge(_ other: Histogram) {
    guard other.count > 0 else { return }
    settle()
    settled = Histogram.joined(settled, other.runs)
    total += other.total
    sum.add(other.sum)
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// The samples of all these histograms.
  ///
  /// - Complexity: O(n log n) in their distinct values, however many they are.
  public init(joining parts: ArraySlice<Histogram>) {
    var runs: [Run] = []
    runs.reserveCapacity(parts.reduce(0) { $0 + $1.settled.count + $1.fresh.count })
    for part in parts {
      runs += part.runs
      total += part.total
      sum.add(part.sum)
      least = min(least, part.least)
      greatest = max(greatest, part.greatest)
    }
    settled = Histogram.coalesced(runs)
    freshLimit = Histogram.freshLimit(settled.count)
  }

  /// Runs in any order as runs that ascend, one for each value.
  private static func coalesced(_ runs: [Run]) -> [Run] {
    var joined: [Run] = []
    for run in runs.sorted(by: { $0.value < $1.value }) {
      if let last = joined.last, last.value == run.value {
        joined[joined.count - 1] = Run(value: run.value, count: last.count + run.count)
      } else {
        joined.append(run)
      }
    }
    return joined
  }

  /// Sorts fresh samples into the runs; what is asked afterwards is answered without a copy.
  @usableFromInline
  mutating func settle() {
    guard !fresh.isEmpty else { return }
    fresh.sort()
    settled = Histogram.joined(settled, Histogram.runs(ofSorted: fresh))
    fresh.removeAll(keepingCapacity: true)
    freshLimit = Histogram.freshLimit(settled.count)
  }

  /// The samples as runs of equal values, ascending: the one form that equal histograms share.
  public var runs: [Run] {
    if fresh.isEmpty { return settled }
    var copy = self
    copy.settle()
    return copy.settled
  }

  @inlinable
  mutating func note(_ sample: Int64, times: Int64) {
    total += times
    sum.add(sample, times: times)
    if sample < least { least = sample }
    if sample > greatest { greatest = sample }
  }

  private static func runs(ofSorted samples: [Int64]) -> [Run] {
    var runs: [Run] = []
    var start = 0
    for index in samples.indices where samples[index] != samples[start] {
      runs.append(Run(value: samples[start], count: Int64(index - start)))
      start = index
    }
    runs.append(Run(value: samples[start], count: Int64(samples.count - start)))
    return runs
  }

  private static func joined(_ left: [Run], _ right: [Run]) -> [Run] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    var joined: [Run] = []
    joined.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count && j < right.count {
      let (a, b) = (left[i], right[j])
      if a.value == b.value {
        joined.append(Run(value: a.value, count: a.count + b.count))
      } else {
        joined.append(a.value < b.value ? a : b)
      }
      if a.value <= b.value { i += 1 }
      if b.value <= a.value { j += 1 }
    }
    joined.append(contentsOf: left[i...])
    joined.append(contentsOf: right[j...])
    return joined
  }
}
