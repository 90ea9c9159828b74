import Protocols
import Simulator
import Testing

@Suite("Fenced bully election in whole runs")
struct FencedElectionTests {
  @Test func `the fittest is elected at the start, and all follow`() {
    var world = ElectionSetting(5).world()
    world.run(until: .second)
    #expect(world.isSettled)
    #expect(world.leaders() == [AgentID(0)])
    #expect(world.observer.leaders() == [AgentID(0)])
    #expect(world.observer.invariants.violation == nil)
  }

  @Test func `a single agent leads itself`() {
    var world = ElectionSetting(1).world()
    world.run(until: .second)
    #expect(world.isSettled)
  }

  @Test func `the next fittest follows a leader that crashed, which comes back as a follower`() {
    var world = ElectionSetting(5).world()
    world.run(until: .second)
    world.crash(AgentID(0))
    world.run(until: 2 * .second)
    #expect(world.isSettled)
    #expect(world.leaders() == [AgentID(1)])
    world.restart(AgentID(0))
    world.run(until: 4 * .second)
    #expect(world.isSettled)
    #expect(world.leaders() == [AgentID(1)])
    #expect(world.observer.leaders() == [AgentID(0), AgentID(1)])
    #expect(world.observer.invariants.violation == nil)
  }

  @Test func `no agent leads without a majority, and one does as soon as there is one`() {
    var setting = ElectionSetting(5)
    let down = [Target.agent(AgentID(0)), .agent(AgentID(1)), .agent(AgentID(2))]
    setting.faults = [.at(1000, "down", .crash(down, .none), for: 2000)]
    var world = setting.world()
    world.run(until: 2 * .second)
    #expect(world.leaders() == [])
    world.run(until: 5 * .second)
    #expect(world.isSettled)
    #expect(world.observer.invariants.violation == nil)
  }

  @Test func `a minority that comes back does not unseat the leader`() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var setting = ElectionSetting(5)
      setting.link = LinkClass(delay: .uniform(low: .millisecond, high: 5 * .millisecond))
      setting.faults = [
        .at(
          1000, "split", .cut(.partition([[.role(0), .any(1, .none)], [.rest]]), .lost), for: 3000)
      ]
      var world = setting.world(seed: seed)
      world.run(until: 8 * .second)
      #expect(world.isSettled)
      #expect(world.observer.leaders().count == 2, "seed \(seed)")
      #expect(world.observer.invariants.violation == nil)
    }
  }

  @Test func `an agent that does not hear the leader disturbs nobody`() {
    var setting = ElectionSetting(5)
    setting.faults = [
      .at(
        1000, "deaf", .cut(.oneWay(from: [.agent(AgentID(0))], to: [.agent(AgentID(1))]), .lost),
        for: 5000)
    ]
    var world = setting.world()
    world.run(until: 8 * .second)
    #expect(world.observer.count { if case .suspected = $0 { true } else { false } } == 1)
    #expect(world.observer.leaders() == [AgentID(0)])
    #expect(world.isSettled)
    #expect(world.machine(of: AgentID(2)).fenced?.memberships[0].term == 1)
  }

  @Test func `a fitter agent by the margin takes over once it has followed for the dwell`() {
    var setting = ElectionSetting(5)
    setting.settings.dwell = 2 * .second
    setting.traits[4].scores = Scores(
      performance: 1000, resources: 1000, specialisation: 1000, reliability: 1000)
    setting.faults = [.at(0, "late", .crash([.agent(AgentID(4))], .none), for: 1000)]
    var world = setting.world()
    world.run(until: 2500 * .millisecond)
    #expect(world.leaders() == [AgentID(0)])
    world.run(until: 5 * .second)
    #expect(world.isSettled)
    #expect(world.observer.leaders().suffix(2) == [AgentID(0), AgentID(4)])
    #expect(world.observer.count { $0 == .steppedDown(.yielded) } == 1)
    #expect(world.observer.invariants.violation == nil)
  }

  @Test func `a flapping strong agent changes the leader again and again in bully, never fenced`() {
    for mode in [Election.Mode.bully, .fenced] {
      var setting = ElectionSetting(5, Election.Settings(mode: mode))
      setting.traits[4].scores.performance = 1000
      setting.traits[4].scores.resources = 1000
      setting.faults = (0..<8).map {
        .at(Int64(1000 + $0 * 2000), "flap \($0)", .crash([.agent(AgentID(4))], .none), for: 1000)
      }
      var world = setting.world()
      world.run(until: 18 * .second)
      #expect(world.isSettled)
      let changes = world.observer.leaders().count - 1
      #expect(changes == (mode == .bully ? 16 : 1), "\(mode)")
    }
  }

  @Test func `a leader that resigns is followed by the next fittest without waiting for a lease`() {
    var setting = ElectionSetting(5)
    setting.script = [.init(at: .second, AgentID(0), Election.Request(.resign))]
    var world = setting.world()
    world.run(until: 1100 * .millisecond)
    #expect(world.isSettled)
    #expect(world.leaders() == [AgentID(1)])
    #expect(world.observer.answers == [.answered(client: 0, .done(1))])
  }

  @Test func `with no agent that may lead the outcome says so, and it is tried again`() {
    var setting = ElectionSetting(3)
    for index in 0..<3 { setting.traits[index].mayLead = false }
    var world = setting.world()
    world.run(until: 2 * .second)
    let outcomes = world.observer.count { $0 == .electionFailed(.noEligibleCandidate) }
    #expect(outcomes == 3 * 5)
    #expect(world.leaders() == [])
  }

  @Test func `an agent that may not lead never does, and still helps to elect`() {
    var setting = ElectionSetting(3)
    setting.traits[0].mayLead = false
    setting.faults = [.at(1000, "crash", .crash([.agent(AgentID(1))], .none))]
    var world = setting.world()
    world.run(until: 3 * .second)
    #expect(world.observer.leaders() == [AgentID(1), AgentID(2)])
    #expect(world.isSettled)
  }

  @Test func `scopes elect by themselves, and one agent may lead several`() {
    var setting = ElectionSetting(6)
    setting.settings.scopes = .both
    for index in 3..<6 { setting.profiles[index].group = 1 }
    setting.faults = [.at(1000, "crash", .crash([.agent(AgentID(3))], .none))]
    var world = setting.world()
    world.run(until: .second - 1)
    #expect(world.leaders(of: .global) == [AgentID(0)])
    #expect(world.leaders(of: .group(0)) == [AgentID(0)])
    #expect(world.leaders(of: .group(1)) == [AgentID(3)])
    world.run(until: 3 * .second)
    #expect(world.leaders(of: .group(1)) == [AgentID(4)])
    let memberships = world.machine(of: AgentID(0)).fenced?.memberships ?? []
    #expect(memberships.map { $0.term } == [1, 1])
    #expect((world.machine(of: AgentID(4)).fenced?.membership(of: .group(1))?.term ?? 0) > 1)
    #expect(world.observer.invariants.violation == nil)
  }

  @Test func `orders of a leader are accepted by a majority, and clients find the new one`() {
    var setting = ElectionSetting(5)
    setting.clients = 3
    setting.faults = [.at(2000, "crash", .crash([.role(0)], .none), for: 3000)]
    var world = setting.world()
    world.run(until: 8 * .second)
    let done = world.observer.answers.count { if case .done = $0 { true } else { false } }
    #expect(done > 180)
    #expect(!world.observer.answers.contains { if case .gaveUp = $0 { true } else { false } })
    #expect(world.observer.invariants.violation == nil)
  }

  @Test func `the accrual detector elects too, and sooner when heartbeats are regular`() {
    var times: [Nanoseconds] = []
    for rule in [
      FailureDetector.Rule.fixed(250 * .millisecond), .accrual(.init(threshold: 8000)),
    ] {
      var setting = ElectionSetting(5)
      setting.settings.detection = rule
      var world = setting.world()
      world.run(until: 5 * .second)
      world.crash(AgentID(0))
      world.run(until: 8 * .second)
      #expect(world.isSettled && world.observer.leaders().count == 2)
      let suspected = world.observer.notes.first {
        if case .suspected = $0.note.fact { true } else { false }
      }
      times.append((suspected?.time ?? 0) - 5 * .second)
    }
    #expect(times[1] < times[0] && times[1] > 0)
  }
}
