import Protocols
import Simulator
import Testing

@Suite("Leases of elected leaders")
struct ElectionLeaseTests {
  /// A leader whose clock is slow and followers whose clocks are fast, cut off from one another.
  static func run(drift: Int64, allowance: Int64) -> ElectionWorld {
    var setting = ElectionSetting(5)
    setting.settings.driftAllowance = allowance
    setting.clocks = (0..<5).map { ClockConditions(drift: $0 == 0 ? -drift : drift) }
    setting.settings.detection = .fixed(200 * .millisecond)
    setting.faults = [.at(2000, "cut", .cut(.isolate([.agent(AgentID(0))]), .lost), for: 2000)]
    var world = setting.world()
    world.run(until: 6 * .second)
    return world
  }

  @Test(arguments: [0, 200, 50_000, 300_000])
  func `no two leases overlap while clocks drift within the allowance`(drift: Int64) {
    let world = Self.run(drift: drift, allowance: drift)
    #expect(world.observer.invariants.violation == nil)
    #expect(world.isSettled)
    #expect(world.observer.leaders() == [AgentID(0), AgentID(1)])
    #expect(world.observer.count { $0 == .steppedDown(.leaseLost) } == 1)
  }

  @Test func `they do when clocks drift more than is allowed for, and the check sees it`() {
    let world = Self.run(drift: 400_000, allowance: 200)
    #expect(world.observer.invariants.violation?.check == "one lease")
  }

  @Test func `a leader that stood still does not act on a lease that is over`() {
    var setting = ElectionSetting(3)
    setting.clients = 2
    setting.faults = [.at(1000, "pause", .pause([.agent(AgentID(0))]), for: 2000)]
    var world = setting.world()
    world.run(until: 6 * .second)
    #expect(world.observer.invariants.violation == nil)
    #expect(world.observer.leaders() == [AgentID(0), AgentID(1)])
    #expect(world.isSettled)
  }

  @Test func `the leader's lease is shorter than the promise by the drift both ways`() {
    var settings = Election.Settings(lease: .second, driftAllowance: 0)
    #expect(settings.leaderLease == .second - 1)
    settings.driftAllowance = 1000
    #expect(settings.leaderLease == 998_001_998 - 1)
  }

  @Test func `a member that restarts keeps the promise it may have made`() {
    var setting = ElectionSetting(3)
    setting.faults = [
      .at(1000, "cut", .cut(.isolate([.agent(AgentID(0))]), .lost), for: 3000),
      .at(1001, "crash", .crash([.agent(AgentID(1)), .agent(AgentID(2))], .none), for: 1),
    ]
    var world = setting.world()
    world.run(until: 4 * .second)
    #expect(world.observer.invariants.violation == nil)
    let leads = world.observer.notes.last {
      if case .becameLeader = $0.note.fact { true } else { false }
    }
    #expect((leads?.time ?? 0) >= 1202 * .millisecond)
  }
}
