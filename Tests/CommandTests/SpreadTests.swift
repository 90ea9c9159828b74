import Experiments
import Testing

@Suite struct SpreadTests {
  @Test func `a spread sums up numbers with Student's interval`() throws {
    // Mean 3, variance 2.5, standard error sqrt(0.5); the quantile for 4 degrees is 2.777.
    let spread = try #require(Spread([1, 2, 3, 4, 5], scale: 1_000))
    #expect(spread.minimum == 1 && spread.p50 == 3 && spread.maximum == 5)
    #expect(spread.mean.value == 3_000)
    #expect(spread.mean.margin == 1_964)
  }

  @Test func `one number has no interval and none has no spread`() throws {
    #expect(Spread([], scale: 1) == nil)
    let single = try #require(Spread([42], scale: 1))
    #expect(single.mean.value == 42 && single.mean.margin == nil)
  }

  @Test func `equal numbers have an interval of nothing`() throws {
    let spread = try #require(Spread(Array(repeating: 1 << 60, count: 50), scale: 1))
    #expect(spread.mean.value == 1 << 60 && spread.mean.margin == 0)
  }

  @Test func `the rate of no failures in ten thousand is still uncertain`() {
    let share = Share(0, of: 10_000)
    #expect(share.partsPerMillion == 0)
    // Wilson: z^2 / (n + z^2) = 3.8416 / 10003.8416.
    #expect(share.interval == 0...385)
    #expect(Share(10, of: 10).interval.upperBound == 1_000_000)
  }
}
