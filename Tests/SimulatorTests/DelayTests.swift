import Foundation
import Testing

@testable import Simulator

@Suite struct DelayTests {
  /// Chances of a lesser delay, from 1e-6 to 1 - 1e-6.
  private static let chances: [Double] = {
    let tails = (0..<400).map { 0.5 * pow(2e-6, Double($0) / 399) }
    return tails.reversed() + tails.dropFirst().map { 1 - $0 }
  }()

  private static let all: [Delay] = [
    .constant(5), .uniform(low: 10, high: 1_000_000), .normal(mean: 50_000, deviation: 10_000),
    .normal(mean: 5, deviation: 1_000), .exponential(mean: 1_000_000),
    .exponential(mean: .second, offset: .millisecond),
    .logNormal(median: 3_000_000, sigmaMillionths: 750_000),
    .logNormal(median: .second, sigmaMillionths: 10_000_000, offset: 7),
    .truncatedNormal(TruncatedNormal(mean: 3_000_000, deviation: 1_500_000)),
    .truncatedNormal(TruncatedNormal(mean: 5_000, deviation: 2_000, minimum: 6_000)),
    .gamma(GammaDelay(shapeThousandths: 500, mean: 1_000_000)),
    .gamma(GammaDelay(shapeThousandths: 40_000, mean: 1_000_000, offset: 500_000)),
    .pareto(minimum: 1_000, alphaThousandths: 1_500), .pareto(minimum: 1, alphaThousandths: 1),
    .table([1, 2, 2, 9]),
  ]

  private func word(_ chance: Double) -> UInt64 { UInt64(chance * 0x1p64) }

  /// The standard normal's quantile by Newton's method on `erfc`.
  private func normalQuantile(_ chance: Double) -> Double {
    let tail = min(chance, 1 - chance)
    var z = 0.0
    for _ in 0..<60 {
      z += (erfc(z / 2.0.squareRoot()) / 2 - tail) / (exp(-z * z / 2) / (2 * .pi).squareRoot())
    }
    return chance < 0.5 ? -z : z
  }

  private func expectQuantiles(_ delay: Delay, _ quantile: (Double) -> Double) {
    for chance in DelayTests.chances {
      let expected = min(quantile(chance), Double(Nanoseconds.never))
      let error = abs(Double(delay.sample(word(chance))) - expected) / expected
      let isBody = chance > 1e-3 && chance < 1 - 1e-3
      #expect(error < (isBody ? 1e-4 : 1e-3), "\(delay) at \(chance): off by \(error)")
    }
  }

  @Test func `exponential quantiles are those of the logarithm`() {
    expectQuantiles(.exponential(mean: 1_000_000_000_000)) { -1e12 * log1p(-$0) }
    expectQuantiles(.exponential(mean: 1 << 50, offset: 1 << 40)) {
      -0x1p50 * log1p(-$0) + 0x1p40
    }
  }

  @Test func `normal quantiles are those of the error function`() {
    expectQuantiles(.normal(mean: 6_000_000_000, deviation: 1_000_000_000)) {
      6e9 + 1e9 * self.normalQuantile($0)
    }
  }

  @Test func `the standard normal is right far into its tails`() {
    for exponent in 1...50 {
      let word = (1 as UInt64) << UInt64(64 - exponent)
      let z = Double(NormalQuantile.standard(word)) / 0x1p32
      #expect(abs(erfc(-z / 2.0.squareRoot()) / 2 / exp2(-Double(exponent)) - 1) < 2e-5)
      #expect(abs(NormalQuantile.standard(~word) + NormalQuantile.standard(word)) < 64)
    }
  }

  @Test(arguments: [100_000, 750_000, 2_000_000, 5_000_000] as [Int64])
  func `log-normal quantiles are powers of the normal's`(_ sigma: Int64) {
    expectQuantiles(.logNormal(median: 1 << 50, sigmaMillionths: sigma)) {
      0x1p50 * exp(Double(sigma) / 1e6 * self.normalQuantile($0))
    }
  }

  @Test(arguments: [-3, -1, 0, 2, 5])
  func `truncated normal quantiles are those of what is left`(bound: Int64) {
    let minimum: Nanoseconds = 10_000_000_000 + bound * 1_000_000_000
    let delay = Delay.truncatedNormal(
      TruncatedNormal(mean: 10_000_000_000, deviation: 1_000_000_000, minimum: minimum))
    let below = erfc(-Double(bound) / 2.0.squareRoot()) / 2
    expectQuantiles(delay) { chance in
      // By the upper tail, which keeps its precision where little is left.
      let left = bound > 0 ? erfc(Double(bound) / 2.0.squareRoot()) / 2 : 1 - below
      let upper = (1 - chance) * left
      return 1e10 - 1e9 * self.tailQuantile(upper)
    }
    #expect(delay.minimum == minimum)
  }

  /// The standard normal's quantile, by its tail's chance and not by what that leaves.
  private func tailQuantile(_ tail: Double) -> Double {
    if tail > 0.5 { return -normalQuantile(1 - tail) }
    var z = 0.0
    for _ in 0..<80 {
      z += (erfc(z / 2.0.squareRoot()) / 2 - tail) / (exp(-z * z / 2) / (2 * .pi).squareRoot())
    }
    return -z
  }

  /// The regularised incomplete gamma functions, lower and upper, for shapes that are multiples of a half: the
  /// error function or the exponential, and the recurrence in the shape.
  private func gammaTails(_ halves: Int, _ x: Double) -> (lower: Double, upper: Double) {
    var shape = halves % 2 == 0 ? 1.0 : 0.5
    var upper = halves % 2 == 0 ? exp(-x) : erfc(x.squareRoot())
    var lower = halves % 2 == 0 ? -expm1(-x) : erf(x.squareRoot())
    while shape < Double(halves) / 2 {
      let term = exp(shape * log(x) - x - lgamma(shape + 1))
      upper += term
      lower -= term
      shape += 1
    }
    return (lower, upper)
  }

  @Test(arguments: [1, 3, 8])
  func `gamma quantiles have the chance that is asked for`(halves: Int) {
    let shape = Double(halves) / 2
    let delay = Delay.gamma(
      GammaDelay(shapeThousandths: Int64(halves) * 500, mean: 1 << 50, offset: 0))
    for chance in DelayTests.chances {
      let drawn = delay.sample(word(chance))
      let x = Double(drawn) / 0x1p50 * shape
      let (lower, upper) = gammaTails(halves, x)
      // The lower tail of a recurrence loses its digits to the difference.
      let limit = (halves > 2 && chance < 1e-3 ? 1e-3 : 2e-5) + 1 / Double(drawn)
      let error = chance < 0.5 ? lower / chance - 1 : upper / (1 - chance) - 1
      #expect(abs(error) < limit, "shape \(shape) at \(chance): off by \(error)")
    }
  }

  @Test func `a gamma distribution of shape 1 is exponential`() {
    let gamma = Delay.gamma(GammaDelay(shapeThousandths: 1_000, mean: 1 << 40, offset: 7))
    expectQuantiles(gamma) { -0x1p40 * log1p(-$0) + 7 }
  }

  @Test(arguments: [1_100, 1_500, 2_000, 7_300] as [Int64])
  func `Pareto quantiles are powers of the tail`(_ alpha: Int64) {
    expectQuantiles(.pareto(minimum: 1_000_000_000, alphaThousandths: alpha)) {
      1e9 * pow(1 - $0, -1_000 / Double(alpha))
    }
  }

  @Test func `uniform and table draws reach every value alike`() {
    var uniform = [Int](repeating: 0, count: 10)
    var table = [Int](repeating: 0, count: 10)
    for step in 0..<1_000 as Range<UInt64> {
      let word = step &* (.max / 1_000) &+ 7
      uniform[Int(Delay.uniform(low: 0, high: 9).sample(word))] += 1
      table[Int(Delay.table([3, 1, 4]).sample(word))] += 1
    }
    #expect(uniform.allSatisfy { abs($0 - 100) <= 1 })
    #expect(abs(table[3] - 333) <= 1 && abs(table[1] - 333) <= 1 && abs(table[4] - 333) <= 1)
  }

  @Test(arguments: all)
  func `the mean is the mean of many draws`(_ delay: Delay) {
    if delay.mean > 100 * .second { return }  // too heavy a tail for a sample
    var random = RandomStream(seed: 5, .test)
    let draws = 200_000
    let values = (0..<draws).map { _ in Double(delay.sample(random.next())) }
    let mean = values.reduce(0, +) / Double(draws)
    let isHeavy = if case .pareto = delay { true } else { false }
    #expect(abs(mean - Double(delay.mean)) < (isHeavy ? 0.1 : 0.01) * Double(delay.mean) + 1)
  }

  @Test(arguments: all)
  func `a greater word gives no lesser delay`(_ delay: Delay) {
    var last = delay.minimum
    #expect(last >= 0)
    for step in 0..<40_000 as Range<UInt64> {
      let next = delay.sample(step &* (.max / 40_000))
      #expect(next >= last)
      last = next
    }
    for shift in 1..<64 as Range<UInt64> {
      let next = delay.sample(.max - (.max >> (shift + 15)))
      #expect(next >= last)
      last = next
    }
    #expect(delay.maximum >= last && delay.maximum <= .never)
  }

  @Test func `senseless parameters neither crash nor leave the range`() {
    let times: [Nanoseconds] = [.min, -1, 0, 1, .never, .max]
    for a in times {
      for b in times {
        let delays: [Delay] = [
          .constant(a), .uniform(low: a, high: b), .normal(mean: a, deviation: b),
          .logNormal(median: a, sigmaMillionths: b, offset: a), .exponential(mean: a, offset: b),
          .pareto(minimum: a, alphaThousandths: b), .table([a, b]), .table([]),
          .truncatedNormal(TruncatedNormal(mean: a, deviation: b, minimum: a)),
          .truncatedNormal(TruncatedNormal(mean: 5, deviation: a, minimum: b)),
        ]
        for delay in delays {
          for word in [0, 1, 1 << 63, (1 << 63) - 1, .max - 1, .max] as [UInt64] {
            #expect((0 ... .never).contains(delay.sample(word)))
          }
          #expect((0 ... .never).contains(delay.mean))
        }
      }
    }
  }

  /// Checked against 60-digit arithmetic; every build and machine must give these very numbers.
  private static let known: [(Delay, [Nanoseconds])] = [
    (.uniform(low: 1_000, high: 9_000_000), [1_000, 40_995, 3_000_666, 4_500_500, 8_960_005]),
    (
      .normal(mean: 5_000_000, deviation: 1_000_000),
      [1, 2_383_702, 4_569_273, 5_000_000, 7_616_298]
    ),
    (
      .truncatedNormal(TruncatedNormal(mean: 3_000_000, deviation: 1_500_000)),
      [1, 111_991, 2_415_941, 3_042_775, 6_936_218]
    ),
    (
      .gamma(GammaDelay(shapeThousandths: 2_500, mean: 5_000_000, offset: 40)),
      [40, 391_724, 3_216_417, 4_351_500, 17_029_402]
    ),
    (
      .logNormal(median: 3_000_000, sigmaMillionths: 500_000, offset: 40),
      [32_058, 811_000, 2_418_785, 3_000_040, 11_098_000]
    ),
    (
      .exponential(mean: .second, offset: .millisecond),
      [1_000_000, 5_454_350, 406_465_108, 694_147_181, 5_417_100_402]
    ),
    (
      .pareto(minimum: 1_000_000, alphaThousandths: 1_500),
      [1_000_000, 1_002_974, 1_310_371, 1_587_401, 36_993_181]
    ),
  ]

  @Test func `draws of known words are known`() {
    let words: [UInt64] = [
      0, 0x0123_4567_89AB_CDEF, 0x5555_5555_5555_5555, 1 << 63, 0xFEDC_BA98_7654_3210,
    ]
    for (delay, expected) in DelayTests.known {
      #expect(words.map { delay.sample($0) } == expected)
    }
    #expect(Delay.logNormal(median: 3_000_000, sigmaMillionths: 500_000).mean == 3_399_445)
    #expect(Delay.pareto(minimum: 1_000_000, alphaThousandths: 1_500).mean == 3_000_000)
    #expect(Delay.table([7, 8, 9]).mean == 8)
    for (shape, mean) in [(.min, -1), (0, .max), (.max, .never)] as [(Int64, Nanoseconds)] {
      let gamma = Delay.gamma(GammaDelay(shapeThousandths: shape, mean: mean, offset: mean))
      #expect(words.allSatisfy { (0 ... .never).contains(gamma.sample($0)) })
    }
  }
}
