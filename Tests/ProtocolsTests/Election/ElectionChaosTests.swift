import Protocols
import Simulator
import Testing

@Suite("Fenced election under random faults")
struct ElectionChaosTests {
  static let seeds = 1...(Effort.isFull ? 2000 : 60)

  /// A fault of a random kind at a random time, on random agents.
  static func fault(_ number: Int, _ random: inout RandomStream) -> Fault {
    let one = Target.any(1, .none)
    let some = Target.any(Int(random.below(2)) + 1, .none)
    let action: FaultAction =
      switch random.below(9) {
      case 0: .crash([.role(0)], .none)
      case 1: .crash([some], .torn)
      case 2: .pause([.role(0)])
      case 3: .pause([some])
      case 4: .cut(.isolate([.role(0)]), .lost)
      case 5: .cut(.oneWay(from: [.role(0)], to: [.rest]), .kept)
      case 6: .cut(.bridge(one), .lost)
      case 7: .links(from: nil, to: nil, LinkChange(loss: Ratio(30, outOf: 100)))
      default: .cut(.partition([[some], [.rest]]), .lost)
      }
    let time = 500 + Int64(random.below(9000))
    return .at(time, "fault \(number)", action, for: 50 + Int64(random.below(1500)))
  }

  @Test func `no faults make two leaders, and calm brings one`() {
    for seed in Self.seeds {
      var random = RandomStream(seed: UInt64(seed), .test)
      var setting = ElectionSetting(3 + seed % 4)
      setting.link = LinkClass(
        delay: .uniform(low: 100_000, high: 8 * .millisecond),
        loss: .independent(Ratio(2, outOf: 100)),
        duplication: Ratio(2, outOf: 100))
      setting.disk = DiskConditions(flush: .uniform(low: 0, high: 3 * .millisecond))
      setting.clocks = (0..<setting.profiles.count).map { _ in
        ClockConditions(
          offset: random.within(0...Nanoseconds.second), drift: random.within(-200...200))
      }
      setting.clients = 2
      setting.settings.dwell = .second
      setting.settings.scopes = seed % 3 == 0 ? .both : .global
      setting.faults = (0..<8).map { Self.fault($0, &random) }
      var world = setting.world(seed: UInt64(seed))
      world.run(until: 15 * .second)
      #expect(world.observer.invariants.violation == nil, "seed \(seed)")
      let leaders = (0..<world.agentCount).filter { world.machine(of: AgentID($0)).leads(.global) }
      #expect(leaders.count == 1, "seed \(seed)")
    }
  }

  @Test func `the same seed gives the same run`() {
    var random = RandomStream(seed: 3, .test)
    var setting = ElectionSetting(5)
    setting.link = LinkClass(delay: .uniform(low: 100_000, high: 8 * .millisecond))
    setting.clients = 2
    setting.faults = (0..<8).map { Self.fault($0, &random) }
    var one = setting.world()
    var other = setting.world()
    one.run(until: 12 * .second)
    other.run(until: 12 * .second)
    #expect(one.digest == other.digest)
    #expect(one.eventCount > 1000)
  }
}
