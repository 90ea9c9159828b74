import Simulator
import Testing

@testable import Checks

@Suite struct SamplePoolTests {
  private static func histogram(_ samples: [Int64]) -> Histogram {
    var histogram = Histogram()
    for sample in samples { histogram.record(sample) }
    return histogram
  }

  private static func add(_ samples: [Int64], _ place: Int64, _ pool: inout SamplePool) throws {
    let histogram = histogram(samples)
    pool.add(Sketch(histogram), try #require(histogram.summary), place: place)
  }

  @Test func `the middle of a bucket is within a thousandth of all its values`() {
    let grid = ValueGrid.fine
    var random = RandomStream(seed: 1, .test)
    var values: [Int64] = [0, 1, -1, 511, 512, 1_023, 1_024, .max, .min, .min + 1]
    for _ in 0..<20_000 {
      values.append(Int64(bitPattern: random.next()) >> Int64(random.below(63)))
    }
    for value in values.sorted() {
      let bucket = grid.bucket(of: value)
      let bounds = grid.values(of: bucket)
      #expect(bounds.contains(value) && grid.buckets.contains(bucket))
      let distance = Double(grid.middle(of: bucket)) - Double(value)
      #expect(distance.magnitude <= 0.001 * Double(value).magnitude)
      if bounds.upperBound < .max { #expect(grid.bucket(of: bounds.upperBound + 1) == bucket + 1) }
    }
    // A bucket of the fine grid lies within one of the coarse.
    let coarse = ValueGrid(bits: 7)
    for value in values {
      let bounds = grid.values(of: grid.bucket(of: value))
      #expect(coarse.bucket(of: bounds.lowerBound) == coarse.bucket(of: bounds.upperBound))
    }
  }

  @Test func `one run alone is exact, and has no interval`() throws {
    var pool = SamplePool()
    try Self.add((1...1_000).map { $0 * 1_000_003 }, 5, &pool)
    let pooled = try #require(pool.pooled)
    #expect(pooled.runCount == 1 && pooled.count == 1_000)
    #expect(pooled.p50.value == 500 * 1_000_003 && pooled.p99.value == 990 * 1_000_003)
    #expect(pooled.p50.interval == nil && pooled.mean.interval == nil)
  }

  @Test func `pooled quantiles are within a thousandth, in whatever order runs come`() throws {
    var random = RandomStream(seed: 2, .test)
    let runs = (0..<90).map { _ in
      (0..<200).map { _ in 1_000_000 + Int64(random.below(1 << 30)) }
    }
    var (pool, reversed) = (SamplePool(), SamplePool())
    for (place, run) in runs.enumerated() { try Self.add(run, Int64(place), &pool) }
    for (place, run) in runs.enumerated().reversed() { try Self.add(run, Int64(place), &reversed) }
    let pooled = try #require(pool.pooled)
    let summary = try #require(Self.histogram(runs.flatMap { $0 }).summary)
    #expect(pooled.mean.value == summary.mean && pooled.count == summary.count)
    #expect(pooled.minimum == summary.minimum && pooled.maximum == summary.maximum)
    let pairs = [
      (pooled.p50, summary.p50), (pooled.p90, summary.p90), (pooled.p99, summary.p99),
      (pooled.p999, summary.p999),
    ]
    for (bound, exact) in pairs {
      #expect((Double(bound.value) / Double(exact) - 1).magnitude <= 0.001)
      let interval = try #require(bound.interval)
      #expect(interval.contains(bound.value) && interval.lowerBound < interval.upperBound)
    }
    let other = try #require(reversed.pooled)
    #expect(other.p99 == pooled.p99 && other.mean == pooled.mean && other.values == pooled.values)
  }

  @Test func `samples of one run are not taken for as many runs`() throws {
    // Half of what a run measures is the run's own luck: the median of all is 0.
    var random = RandomStream(seed: 3, .test)
    func normal() -> Int64 {
      (0..<12).reduce(0) { sum, _ in sum + Int64(random.below(2_000)) } - 11_994
    }
    var (hits, meanHits, tooNarrow) = (0, 0, 0)
    for _ in 0..<200 {
      var pool = SamplePool()
      for place in 0..<40 {
        let own = normal()
        try Self.add((0..<50).map { _ in own + normal() }, Int64(place), &pool)
      }
      let pooled = try #require(pool.pooled)
      let interval = try #require(pooled.p50.interval)
      hits += interval.contains(0) ? 1 : 0
      meanHits += try #require(pooled.mean.interval).contains(0) ? 1 : 0
      // As if the 2,000 samples were independent: 1.96 * 1.25 * 2,828 / sqrt(2000).
      tooNarrow += (-155...155).contains(pooled.p50.value) ? 1 : 0
    }
    #expect((182...199).contains(hits), "\(hits) of 200")
    #expect((182...199).contains(meanHits), "\(meanHits) of 200")
    #expect(tooNarrow < 100, "\(tooNarrow) of 200")
  }

  @Test func `a sketch that no samples give is none`() {
    let run = Sketch.Run(bucket: 2_000, count: 3)
    let values = ValueGrid.fine.values(of: 2_000)
    #expect(Sketch(runs: [run], sum: (0, UInt64(values.lowerBound) * 3)) != nil)
    #expect(Sketch(runs: [run], sum: (0, UInt64(values.upperBound) * 3 + 1)) == nil)
    #expect(Sketch(runs: [run], sum: (1, 0)) == nil)
    #expect(Sketch(runs: [run, run], sum: (0, 0)) == nil)
    #expect(Sketch(runs: [Sketch.Run(bucket: 1, count: 0)], sum: (0, 0)) == nil)
    #expect(Sketch(runs: [Sketch.Run(bucket: .max, count: 1)], sum: (0, 0)) == nil)
  }
}
