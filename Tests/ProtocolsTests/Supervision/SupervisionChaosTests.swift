import Protocols
import Simulator
import Testing

@Suite("Supervision under random faults")
struct SupervisionChaosTests {
  static let seeds = 1...(Effort.isFull ? 2500 : 40)

  /// A fault of a random kind at a random time, on random agents.
  private static func fault(_ number: Int, _ random: inout RandomStream) -> Fault {
    let one = Target.any(1, .none)
    let action: FaultAction =
      switch random.below(6) {
      case 0: .crash([one], .none)
      case 1: .crash([one], .torn)
      case 2: .crash([one], .amnesia)
      case 3: .pause([one])
      case 4: .cut(.isolate([one]), .lost)
      default: .links(from: nil, to: nil, LinkChange(loss: Ratio(30, outOf: 100)))
      }
    let time = 200 + Int64(random.below(8000))
    return .at(time, "fault \(number)", action, for: 50 + Int64(random.below(1500)))
  }

  private static func settings(_ seed: Int, _ random: inout RandomStream) -> Supervision.Settings {
    var defaults = Supervision.Defaults()
    defaults.strategy = [.oneForOne, .oneForAll, .restForOne][seed % 3]
    defaults.intensity = 1 + seed % 4
    defaults.period = 2 * .second
    defaults.grace = 20 * .millisecond
    var top = Specification.brief
    func vary(_ one: inout Specification) {
      if one.children.isEmpty {
        one.work.start = .uniform(low: 0, high: 5 * .millisecond)
        one.work.stop = .uniform(low: 0, high: 30 * .millisecond)
        one.work.call = .uniform(low: 0, high: 3 * .millisecond)
        one.work.isDurable = random.below(3) == 0
        if random.below(4) == 0 { one.work.startFails = Ratio(1, outOf: 5) }
        if random.below(5) == 0 { one.restart = .transient }
        if random.below(8) == 0 { one.restart = .temporary }
      } else if random.below(4) == 0 {
        one.grace = 40 * .millisecond
      }
      for place in one.children.indices { vary(&one.children[place]) }
    }
    vary(&top)
    return Supervision.Settings(
      tree: Supervision.Tree(top, defaults), references: seed % 2 == 0 ? .held : .renewed,
      backoff: seed % 5 < 3 ? .immediate : .delayed, pause: 50 * .millisecond,
      longestPause: .second, reboot: 300 * .millisecond)
  }

  private static func world(_ seed: Int) -> SupervisionWorld {
    var random = RandomStream(seed: UInt64(seed), .test)
    let settings = settings(seed, &random)
    var load = SupervisionLoad.Settings(
      clients: 4, agents: 3, interval: .exponential(mean: 40 * .millisecond))
    load.targets = settings.tree.staticWorkers + [settings.tree["Agent"]!]
    load.dynamic = settings.tree.dynamicSupervisors
    load.stop = 10 * .second
    load.poison = Ratio(1, outOf: 20)
    load.reasons = Supervision.Reason.allCases
    load.starts = Ratio(1, outOf: 20)
    load.script = (0..<3).map {
      SupervisionLoad.Scripted(
        at: Nanoseconds(random.below(10_000)) * .millisecond, of: AgentID($0),
        .exit(settings.tree["CoordinationSupervisor"]!, .killed))
    }
    return supervisionWorld(
      3, settings, load: load, faults: (0..<6).map { fault($0, &random) },
      disk: DiskConditions(flush: .uniform(low: 0, high: 3 * .millisecond)),
      clocks: (0..<3).map { _ in
        ClockConditions(
          offset: random.within(0...Nanoseconds.second), drift: random.within(-200...200))
      }, seed: UInt64(seed))
  }

  @Test func `no faults break a rule, and in calm everything runs`() {
    for seed in Self.seeds {
      var world = Self.world(seed)
      world.run(until: 20 * .second)
      #expect(world.observer.first.violation == nil, "seed \(seed)")
      let complete = (0..<3).map { world.tally.isComplete[AgentID($0)] ?? false }
      #expect(complete == [true, true, true], "seed \(seed)")
    }
  }

  @Test func `the same seed gives the same run`() {
    var one = Self.world(3)
    var other = Self.world(3)
    one.run(until: 12 * .second)
    other.run(until: 12 * .second)
    #expect(one.digest == other.digest)
    #expect(one.eventCount > 1000)
  }
}
