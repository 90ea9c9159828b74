import Simulator
import Testing

@testable import Checks

@Suite struct `Histograms` {
  @Test func `without a sample there is no number`() {
    let histogram = Histogram()
    #expect(histogram.isEmpty && histogram.count == 0)
    #expect(histogram.quantile(5_000) == nil && histogram.mean == nil)
    #expect(histogram.minimum == nil && histogram.maximum == nil && histogram.summary == nil)
  }

  @Test func `quantiles of 1 to 1000 are their ranks`() throws {
    var histogram = Histogram()
    for sample in (1...1_000).reversed() { histogram.record(Int64(sample)) }
    let summary = try #require(histogram.summary)
    #expect(summary.count == 1_000 && summary.minimum == 1 && summary.maximum == 1_000)
    #expect(summary.p50 == 500 && summary.p90 == 900)
    #expect(summary.p99 == 990 && summary.p999 == 999)
    #expect(summary.mean == 501)  // 500.5, half upward
    #expect(histogram.quantile(0) == 1 && histogram.quantile(10_000) == 1_000)
    #expect(histogram.quantile(1) == 1 && histogram.quantile(11) == 2)
  }

  @Test(
    arguments: [
      ([7], 7), ([1, 2], 2), ([-1, -2], -1), ([-1, -1, -2], -1), ([0, 0, 1], 0), ([-3, 1], -1),
      ([.max, .max, .max], .max), ([.min, .min], .min), ([.min, .max], 0),
      ([.min, .min, .max], -3_074_457_345_618_258_603),
    ] as [([Int64], Int64)])
  func `the mean is exact, with halves upward`(_ samples: [Int64], _ mean: Int64) {
    var histogram = Histogram()
    for sample in samples { histogram.record(sample) }
    #expect(histogram.mean == mean)
  }

  @Test func `quantiles equal those of the sorted samples`() {
    var random = RandomStream(seed: 4, .test)
    var histogram = Histogram()
    var samples: [Int64] = []
    for count in 1...20_000 {
      let sample = random.within(-500...(count % 3 == 0 ? 1_000_000 : 50))
      samples.append(sample)
      histogram.record(sample)
    }
    samples.sort()
    for parts in [0, 1, 37, 5_000, 9_000, 9_900, 9_990, 9_999, 10_000] {
      let rank = max(1, (parts * samples.count + 9_999) / 10_000)
      #expect(histogram.quantile(Int64(parts)) == samples[rank - 1])
    }
  }

  @Test func `equal samples give equal histograms whatever their order and grouping`() {
    var random = RandomStream(seed: 5, .test)
    var (whole, reversed, parts) = (
      Histogram(), Histogram(), [Histogram](repeating: .init(), count: 7)
    )
    var samples = (0..<30_000).map { _ in Int64(random.below(9_000)) }
    for (index, sample) in samples.enumerated() {
      whole.record(sample)
      parts[index % 7].record(sample)
    }
    for sample in samples.reversed() { reversed.record(sample) }
    var merged = Histogram()
    for part in parts { merged.merge(part) }
    #expect(whole == reversed && whole == merged)
    #expect(whole.summary == merged.summary)
    var digests = [Digest(), Digest()]
    whole.feed(into: &digests[0])
    merged.feed(into: &digests[1])
    #expect(digests[0] == digests[1])
    samples[0] += 1
    var other = Histogram()
    for sample in samples { other.record(sample) }
    #expect(other != whole)
  }

  @Test func `a sample many times over counts as often`() {
    var histogram = Histogram()
    histogram.record(5)
    histogram.record(3, times: 4)
    histogram.record(9, times: 0)
    #expect(histogram.runs == [.init(value: 3, count: 4), .init(value: 5, count: 1)])
    #expect(histogram.count == 5 && histogram.mean == 3)
  }
}
