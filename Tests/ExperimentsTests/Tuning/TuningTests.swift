import Experiments
import Simulator
import Testing

@testable import Scenarios

/// Successive halving over numbers that are made up.
@Suite struct TuningTests {
  private static let header = SweepHeader(
    version: "1", file: "a", content: "", protocolName: "p", about: "", seeds: SeedSet([1...999]),
    labels: [""], measures: [Measure("cost", .count, .count, about: "")], shard: .whole)

  /// Numbers that depend on the seed, so that they can be had in any order.
  private struct Weather {
    var state: UInt64

    mutating func next() -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var word = state
      word ^= word >> 29
      word = word &* 0xBF58_476D_1CE4_E5B9
      return Int64((word >> 40) % 1_000)
    }
  }

  private struct Run {
    var cost: Int64?
    var holds = true
  }

  private static func tuning(
    _ count: Int, seeds: Int64, goal: String = "minimise cost", allowed: Int64 = 0
  ) throws -> Tuning {
    Tuning(
      try Goal(text: goal), Goal.Place(measure: 0, statistic: .total, window: .whole),
      labels: (0..<count).map { "arm \($0)" }, seedCount: seeds, allowed: allowed)
  }

  /// Plays a search to its end; tells the rounds.
  @discardableResult
  private static func play(
    _ tuning: inout Tuning, _ run: (_ arm: Int, _ place: Int64) -> Run
  ) -> [Tuning.Round] {
    var rounds: [Tuning.Round] = []
    while let round = tuning.round {
      rounds.append(round)
      var rows: [SweepRow] = []
      for (variant, arm) in round.arms.enumerated() {
        for place in round.places {
          let result = run(arm, place)
          rows.append(
            SweepRow(
              variant: variant, place: place - round.places.lowerBound, seed: UInt64(place) + 1,
              fingerprint: Digest(), eventCount: 1, end: 1,
              measures: [result.cost.map { .value($0) } ?? .nothing], faults: [], violation: nil,
              failures: result.holds ? [] : ["cost: \"< 5\": 7"]))
        }
      }
      tuning.add(SweepRows(rows), header)
    }
    return rounds
  }

  private static func noisy(_ arm: Int, _ place: Int64, _ seed: UInt64, effect: Int64) -> Int64 {
    var weather = Weather(state: seed &* 77_777 &+ UInt64(place) &* 131 &+ UInt64(arm))
    _ = weather.next()
    return 5_000 + Int64(arm) * effect + weather.next()
  }

  @Test func `half of the settings are dropped each time and the last meet all seeds`() throws {
    var tuning = try Self.tuning(8, seeds: 400)
    let rounds = Self.play(&tuning) { Run(cost: Self.noisy($0, $1, 3, effect: 400)) }
    #expect(rounds.map { $0.arms.count } == [8, 4, 2])
    #expect(rounds.map { $0.places } == [0..<100, 100..<200, 200..<400])
    #expect(tuning.leader == 0 && tuning.isDecided)
    #expect(tuning.arms.map { $0.runCount } == [400, 400, 200, 200, 100, 100, 100, 100])
    #expect(tuning.standings.map { $0.arm } == Array(0..<8))
    #expect(tuning.standings.dropFirst().allSatisfy { $0.status == .worse })
  }

  @Test func `most is best where the goal says so`() throws {
    var tuning = try Self.tuning(3, seeds: 64, goal: "maximise cost")
    Self.play(&tuning) { Run(cost: Self.noisy($0, $1, 3, effect: 900)) }
    #expect(tuning.leader == 2 && tuning.isDecided)
  }

  @Test func `of settings that do not differ the best is called in few of many searches`() throws {
    var called = 0
    for seed in 0..<400 {
      var tuning = try Self.tuning(4, seeds: 32)
      Self.play(&tuning) { Run(cost: Self.noisy($0, $1, UInt64(seed), effect: 0)) }
      if tuning.isDecided { called += 1 }
      #expect(tuning.leader != nil)
    }
    #expect(called <= 20)
  }

  @Test func `a setting that fails is dropped, and one in a hundred may where it is said`() throws {
    func run(_ arm: Int, _ place: Int64) -> Run {
      Run(cost: Self.noisy(arm, place, 9, effect: 500), holds: arm > 0 || place % 100 != 7)
    }
    var strict = try Self.tuning(2, seeds: 200)
    Self.play(&strict, run)
    #expect(strict.leader == 1 && strict.isDecided)
    #expect(strict.standings[1].status == .failing && strict.arms[0].failedCount == 2)
    #expect(strict.arms[0].reason == "cost: \"< 5\"")
    var lax = try Self.tuning(2, seeds: 200, allowed: 10_000)
    Self.play(&lax, run)
    #expect(lax.leader == 0)
  }

  @Test func `those that were only worse are taken back when all others fail late`() throws {
    var tuning = try Self.tuning(4, seeds: 64)
    let rounds = Self.play(&tuning) { arm, place in
      Run(cost: Self.noisy(arm, place, 5, effect: 500), holds: arm > 1 || place < 60)
    }
    #expect(rounds.map { $0.arms } == [[0, 1, 2, 3], [0, 1], [2]])
    #expect(tuning.leader == 2 && tuning.arms[2].runCount == 64 && tuning.isDecided)
    var none = try Self.tuning(4, seeds: 64)
    Self.play(&none) { _, _ in Run(cost: 1, holds: false) }
    #expect(none.leader == nil && none.standings.allSatisfy { $0.status == .failing })
  }

  @Test func `equal numbers are called equal and missing ones unmeasured`() throws {
    var equal = try Self.tuning(2, seeds: 16)
    Self.play(&equal) { _, place in Run(cost: place) }
    #expect(equal.standings.map { $0.status } == [.leads, .equal])
    var absent = try Self.tuning(2, seeds: 16)
    Self.play(&absent) { arm, place in Run(cost: arm == 0 ? nil : place) }
    #expect(absent.leader == 1 && absent.standings.map { $0.status } == [.best, .unmeasured])
    var nothing = try Self.tuning(2, seeds: 16)
    Self.play(&nothing) { _, _ in Run(cost: nil) }
    #expect(nothing.leader == nil && nothing.standings.allSatisfy { $0.status == .unmeasured })
  }

  @Test func `one seed or many settings make no round without seeds`() throws {
    var single = try Self.tuning(5, seeds: 1)
    let rounds = Self.play(&single) { Run(cost: Self.noisy($0, $1, 1, effect: 500)) }
    #expect(rounds.map { $0.places } == [0..<1] && single.leader == 0 && !single.isDecided)
    var many = try Self.tuning(64, seeds: 20)
    let all = Self.play(&many) { Run(cost: Self.noisy($0, $1, 1, effect: 500)) }
    #expect(all.allSatisfy { !$0.places.isEmpty } && all.last?.places.upperBound == 20)
    #expect(many.leader == 0)
  }
}
