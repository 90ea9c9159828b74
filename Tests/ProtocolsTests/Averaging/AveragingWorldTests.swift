import Simulator
import Testing

@testable import Protocols

/// Whole runs of each method, calm and under faults.
struct AveragingWorldTests {
  private static let grid: [Int64] = [8, 8]

  private func settings(
    _ method: Averaging.Method, _ exchange: Averaging.Exchange = .plain, rounds: Int32 = 30
  ) -> Averaging.Settings {
    averagingSettings(method) {
      $0.exchange = exchange
      $0.grid = Self.grid
      $0.groupSize = 8
      $0.rounds = rounds
    }
  }

  @Test(arguments: Averaging.Method.allCases)
  func `without faults all numbers come together`(method: Averaging.Method) {
    let count = method == .ring ? 16 : 64
    var world = averagingWorld(count, settings(method, rounds: method == .ring ? 800 : 300))
    world.run(until: 810 * .second)
    #expect(world.violated == nil)
    #expect(world.tally.width < 400, "2^-40 each")
    let mean = world.tally.firstSum / Int64(count)
    for value in world.tally.last.values { #expect(abs(value - mean) < 10_000) }
  }

  @Test(arguments: [Averaging.Method.ring, .torus, .randomGroups, .moshpit])
  func `absences leave the sum alone`(method: Averaging.Method) {
    var settings = settings(method)
    settings.absence = Ratio(1, outOf: 5)
    var world = averagingWorld(64, settings)
    world.run(until: 40 * .second)
    #expect(world.observer.first.isMassPromised && world.violated == nil)
    #expect(world.tally.absences > 300)
    #expect(world.tally.sum == world.tally.firstSum)
  }

  @Test func `push-sum is exact after log2 N rounds`() {
    var world = averagingWorld(64, settings(.pushSum))
    world.run(until: 6 * .second)
    #expect(world.tally.width > Averaging.one / 100)
    world.run(until: 7 * .second)
    #expect(world.tally.width < 200)
  }

  @Test func `all-reduce loses a round in which one agent is absent`() {
    var settings = settings(.allReduce)
    settings.absence = Ratio(1, outOf: 100)
    var world = averagingWorld(64, settings)
    world.run(until: 40 * .second)
    let whole = world.tally.averaged.values.filter { $0 > 0 }
    #expect(whole.allSatisfy { $0 == 64 })
    #expect((5...25).contains(whole.count), "\(whole.count) of 30, 15.8 expected")
    #expect(world.violated == nil && world.tally.sum == world.tally.firstSum)
  }

  private static let chaos: [Fault] = [
    crash(1, at: 3_001 * .millisecond, for: 2 * .second),
    crash(7, at: 4_502 * .millisecond, for: .second),
    crash(0, at: 6_501 * .millisecond, for: .second),
    Fault(
      name: "split", trigger: .at(8 * .second),
      action: .cut(.partition([(0..<20).map { .agent(AgentID($0)) }, [.rest]]), .lost),
      duration: 3 * .second),
  ]

  @Test(arguments: [
    (Averaging.Method.pushSum, Averaging.Exchange.plain), (.allReduce, .plain),
    (.randomGroups, .confirmed), (.moshpit, .confirmed),
  ])
  func `what is acknowledged keeps the sum when everything fails`(
    method: Averaging.Method, exchange: Averaging.Exchange
  ) {
    var settings = settings(method, exchange, rounds: 60)
    settings.absence = Ratio(1, outOf: method == .allReduce ? 500 : 20)
    for seed in 1...5 as ClosedRange<UInt64> {
      var world = averagingWorld(
        64, settings,
        link: LinkClass(
          delay: .uniform(low: .millisecond, high: 30 * .millisecond),
          loss: .independent(Ratio(1, outOf: 20)), duplication: Ratio(1, outOf: 10)),
        disk: .uniform(low: .millisecond, high: 5 * .millisecond), faults: Self.chaos, seed: seed)
      world.run(until: 100 * .second)
      #expect(world.observer.first.isMassPromised && world.violated == nil, "seed \(seed)")
      if method != .allReduce { #expect(world.tally.width < Averaging.one / 1_000) }
    }
  }

  @Test(arguments: [Averaging.Method.randomGroups, .pushSum])
  func `a dropped remainder is seen`(method: Averaging.Method) {
    var settings = settings(method)
    settings.mistake = .dropsRemainders
    // First numbers have eight zeros at the end: six halvings among 64 agents leave nothing over.
    settings.absence = Ratio(1, outOf: 5)
    var world = averagingWorld(64, settings)
    world.run(until: 30 * .second)
    #expect(world.violated == "mass")
  }

  @Test func `a part that counts again when it is sent again is seen`() {
    var settings = settings(.pushSum)
    settings.mistake = .countsRepeats
    var world = averagingWorld(
      64, settings,
      link: LinkClass(
        delay: .constant(.millisecond), loss: .independent(Ratio(1, outOf: 20))))
    world.run(until: 10 * .second)
    #expect(world.violated == "mass")
  }

  @Test func `an agent that lost its disk takes no part, and in push-sum comes to a share again`() {
    let loss = Fault(
      name: "loss", trigger: .at(2_700 * .millisecond),
      action: .crash([.agent(AgentID(3))], .amnesia), duration: .second)
    var world = averagingWorld(64, settings(.randomGroups), faults: [loss])
    world.run(until: 40 * .second)
    #expect(world.tally.averaged[10] == 63 && !world.observer.first.isMassPromised)
    world = averagingWorld(64, settings(.pushSum), faults: [loss])
    world.run(until: 40 * .second)
    #expect(world.tally.averaged[10] == 64 && world.tally.width < Averaging.one / 1_000)
  }
}
