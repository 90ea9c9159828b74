import Testing

@testable import Experiments

@Suite struct SpreadMeterTests {
  private static func values(_ count: Int) -> [Int64] {
    var state: UInt64 = 7
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 40) * 1_000 + 150_000_000
    }
  }

  private static func spread(_ values: [Int64]) -> Spread? {
    var meter = SpreadMeter(scale: 1)
    for value in values { meter.record(value) }
    return meter.spread
  }

  @Test func `of few runs every number is kept`() {
    let values = Self.values(SpreadMeter.exactCount)
    #expect(Self.spread(values) == Spread(values, scale: 1))
    #expect(Self.spread([]) == nil)
  }

  @Test func `of many runs quantiles are within a thousandth and the rest is exact`() throws {
    let values = Self.values(3 * SpreadMeter.exactCount)
    let exact = try #require(Spread(values, scale: 1))
    let spread = try #require(Self.spread(values))
    #expect(spread.runs == exact.runs)
    #expect(spread.minimum == exact.minimum && spread.maximum == exact.maximum)
    let pairs = [
      (spread.p50, exact.p50), (spread.p90, exact.p90), (spread.p99, exact.p99),
    ]
    for (near, value) in pairs { #expect((near - value).magnitude <= value.magnitude / 1_000) }
    #expect((spread.mean.value - exact.mean.value).magnitude <= 1)
    let margins = try (#require(spread.mean.margin), #require(exact.mean.margin))
    #expect((margins.0 - margins.1).magnitude <= 1)
  }

  @Test func `equal numbers of many runs stay what they are`() throws {
    let spread = try #require(
      Self.spread(Array(repeating: 1_234_567_891, count: SpreadMeter.exactCount + 1)))
    #expect(spread.p50 == 1_234_567_891 && spread.p99 == 1_234_567_891)
    #expect(spread.mean.value == 1_234_567_891 && spread.mean.margin == 0)
  }
}
