public import Simulator

extension Histogram {
  /// Whether no sample came; then there is no quantile, no mean and no extreme.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The smallest sample, or nil without one.
  @inlinable
  public var minimum: Int64? { isEmpty ? nil : least }

  /// The largest sample, or nil without one.
  @inlinable
  public var maximum: Int64? { isEmpty ? nil : greatest }

  /// The sum, or the nearest 64-bit number to it; nil without a sample.
  public var sumOfSamples: Int64? { isEmpty ? nil : sum.clamped }

  /// The arithmetic mean rounded to the nearest whole number, halves upward; nil without a sample.
  public var mean: Int64? { isEmpty ? nil : sum.mean(of: count) }

  /// The nearest-rank quantile: the smallest sample with at least `ceil(q * n)` samples at or below it.
  ///
  /// - Parameter partsPerTenThousand: the fraction `q` in ten-thousandths: 5,000 is the median, 9,990 is
  ///   p99.9; 0 gives the minimum and 10,000 the maximum.
  /// - Returns: nil without a sample.
  /// - Complexity: O(distinct values), and O(n log n) in the samples that came since the last sorting.
  public func quantile(_ partsPerTenThousand: Int64) -> Int64? {
    Histogram.quantile(partsPerTenThousand, of: runs, count: count)
  }

  /// The numbers that reports print; all of them are taken from one sorting.
  public var summary: Summary? {
    guard let mean else { return nil }
    let runs = self.runs
    func quantile(_ parts: Int64) -> Int64 {
      Histogram.quantile(parts, of: runs, count: count) ?? greatest
    }
    return Summary(
      count: count, mean: mean, minimum: least, maximum: greatest,
      p50: quantile(5_000), p90: quantile(9_000), p99: quantile(9_900), p999: quantile(9_990))
  }

  private static func quantile(_ parts: Int64, of runs: [Run], count: Int64) -> Int64? {
    precondition((0...10_000).contains(parts), "a quantile lies in 0...10000, got \(parts)")
    // Split by the whole ten-thousands of the count, so that no product overflows.
    let whole = (count / 10_000) * parts
    let rank = max(1, whole + ((count % 10_000) * parts + 9_999) / 10_000)
    var below: Int64 = 0
    for run in runs {
      below += run.count
      if below >= rank { return run.value }
    }
    return nil
  }
}

extension Histogram: Hashable {
  public static func == (left: Histogram, right: Histogram) -> Bool {
    left.count == right.count && left.runs == right.runs
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(runs) }

  /// Feeds every run, so that equal samples give equal digests.
  public func feed(into digest: inout Digest) {
    digest.feed(count)
    for run in runs {
      digest.feed(run.value)
      digest.feed(run.count)
    }
  }
}
