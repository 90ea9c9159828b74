import Simulator
import Testing

@testable import Protocols

/// Scores from ratings.
struct ScoringTests {
  private static func list(_ scores: [Int32], rater: Int32 = 0, epoch: Int32 = 3) -> [Rating] {
    scores.enumerated().map {
      Rating(
        rater: rater, number: Int32(scores.count - $0.offset), worker: 0, score: $0.element,
        epoch: epoch)
    }
  }

  private static func score(
    _ rule: Scoring.Rule, _ list: [Rating], at epoch: Int32 = 3
  ) -> Int32 {
    Scoring(rule).score(of: 0, [list], at: epoch)
  }

  @Test func `the mean is that of fractions, the prior with it`() {
    for seed in 0..<1_000 as Range<UInt64> {
      var stream = RandomStream(seed: seed, .test)
      let scores = (0..<stream.within(1...100)).map { _ in Int32(stream.within(0...1000)) }
      var (sum, weight, next) = (0.0, 0.0, 1.0)
      for score in scores + [500] {
        sum += next * Double(score)
        weight += next
        next *= 0.95
      }
      let due = Int32(sum / weight)
      #expect(abs(Self.score(.mean, Self.list(scores)) - due) <= 1, "seed \(seed)")
    }
  }

  @Test(arguments: Scoring.Rule.allCases)
  func `a worker that was never rated has half`(rule: Scoring.Rule) {
    #expect(Self.score(rule, []) == 500)
    #expect(Scoring(rule).scores([], workers: 2, at: 9) == [500, 500])
  }

  @Test(arguments: Scoring.Rule.allCases)
  func `a score is within its bounds and falls by a twentieth an epoch`(rule: Scoring.Rule) {
    for score in [0, 1000] as [Int32] {
      let list = Self.list(Array(repeating: score, count: 200))
      let now = Self.score(rule, list)
      #expect((0...1000).contains(now))
      #expect(abs(Self.score(rule, list, at: 4) - now * 95 / 100) <= 1)
      #expect(Self.score(rule, list, at: 5_000) == 0)
      // A clock that is behind that of the rater takes nothing.
      #expect(Self.score(rule, list, at: 1) == now)
    }
  }

  @Test func `two slanderers of seven move the mean, and the robust rules less`() {
    var list: [Rating] = []
    for number in (1...10 as ClosedRange<Int32>).reversed() {
      for rater in 0..<7 as Range<Int32> {
        list.append(
          Rating(
            rater: rater, number: number, worker: 0, score: rater < 2 ? 0 : 800, epoch: 3))
      }
    }
    let errors = Scoring.Rule.allCases.map { abs(Self.score($0, list) - 800) }
    #expect(errors[0] > 200)
    #expect(errors[1] == 0 && 2 * errors[2] < errors[0] && errors[3] < 30, "\(errors)")
  }

  @Test func `tiers begin at their bounds`() {
    #expect(
      [950, 949, 850, 849, 650, 649].map { Tier($0) } == [
        .platinum, .gold, .gold, .silver, .silver, .bronze,
      ])
  }
}
