import Paxos
import Simulator
import Testing

typealias PaxosWorld = World<Paxos, NoLoad<Paxos>, PaxosInvariants>

/// Five agents on a bad network, with crashes and partitions up to 400 ms; calm from there to 3 s.
func troubledWorld(seed: UInt64, agentCount: Int = 5, forgets: Bool = false) -> PaxosWorld {
  var conditions = Conditions(
    agentCount: agentCount,
    link: LinkClass(
      delay: .uniform(low: 1 * .millisecond, high: 10 * .millisecond),
      loss: .independent(Ratio(1, outOf: 20)), duplication: Ratio(1, outOf: 50)))
  conditions.disks = Array(
    repeating: DiskConditions(flush: .uniform(low: 100 * .microsecond, high: 2 * .millisecond)),
    count: agentCount)
  conditions.faults = [
    trouble("split", at: 20, for: 100, .cut(.isolate([.any(1, .none)]), .lost)),
    trouble("first crash", at: 110, for: 20, .crash([.any(1, .none)], .none)),
    trouble("second split", at: 140, for: 120, .cut(.isolate([.any(1, .none)]), .lost)),
    trouble("second crash", at: 300, for: 50, .crash([.any(2, .none)], .none)),
  ]
  return World(
    conditions, Paxos.Settings(mistake: forgets ? .forgets : nil), load: NoLoad(),
    observer: PaxosInvariants(agentCount: agentCount), seed: seed)
}

private func trouble(
  _ name: String, at begin: Nanoseconds, for duration: Nanoseconds, _ action: FaultAction
) -> Fault {
  Fault(
    name: name, trigger: .at(begin * .millisecond), action: action,
    duration: duration * .millisecond, mayHaveNoEffect: true)
}

@Suite
struct PaxosTests {
  let end: Nanoseconds = 3 * .second

  @Test func `all agents learn one proposed value in two hundred troubled runs`() {
    var effects = [0, 0, 0, 0]
    for seed in 1...200 as ClosedRange<UInt64> {
      var world = troubledWorld(seed: seed)
      world.run(until: end)
      #expect(world.observer.violation == nil, "seed \(seed)")
      for agent in 0..<world.agentCount {
        let chosen = world.machine(of: AgentID(agent)).chosen
        #expect(chosen != nil && chosen == world.observer.chosen, "seed \(seed), agent \(agent)")
      }
      for (place, report) in world.faultReports.enumerated() where report.tookEffect {
        effects[place] += 1
      }
    }
    #expect(effects.allSatisfy { $0 >= 20 }, "faults that changed something: \(effects)")
  }

  @Test func `acceptors that forget on restart are caught choosing twice`() {
    var caught = 0
    for seed in 1...200 as ClosedRange<UInt64> {
      var world = troubledWorld(seed: seed, agentCount: 3, forgets: true)
      let stop = world.run(until: end)
      #expect((stop == .violation) == (world.observer.violation != nil))
      if world.observer.violation?.check == "agreement" { caught += 1 }
    }
    #expect(caught > 0)
  }

  @Test func `acceptors that remember choose once where forgetful ones choose twice`() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var world = troubledWorld(seed: seed, agentCount: 3)
      world.run(until: end)
      #expect(world.observer.violation == nil, "seed \(seed)")
    }
  }

  @Test func `the same seed replays to the same digest and another seed does not`() {
    var digests: Set<UInt64> = []
    for seed in 1...20 as ClosedRange<UInt64> {
      var first = troubledWorld(seed: seed)
      var second = troubledWorld(seed: seed)
      first.run(until: end)
      second.run(until: end)
      #expect(first.digest == second.digest && first.eventCount == second.eventCount)
      digests.insert(first.digest.value)
    }
    #expect(digests.count == 20)
  }

  @Test func `a fork runs on as its original does, from any moment`() {
    for moment in [5, 115, 150, 310, 1_000] as [Nanoseconds] {
      var world = troubledWorld(seed: 7)
      world.run(until: moment * .millisecond)
      var fork = world
      world.run(until: end)
      #expect(fork.digest != world.digest || moment == 1_000)
      fork.run(until: end)
      #expect(fork.digest == world.digest && fork.eventCount == world.eventCount)
    }
  }

  @Test func `a proposer writes its ballot before it asks for promises`() {
    var turn = Turn<Paxos>(agent: AgentID(1))
    var machine = Paxos(Profile(id: AgentID(1), clusterSize: 3), Paxos.Settings())
    machine.expire(.retry, &turn)
    let effects = turn.takeEffects()
    let expected: [Effect<Paxos>] =
      [.persist(.tried(4))] + (0..<3).map { .send(.prepare(4), to: AgentID($0)) }
    #expect(Array(effects.dropLast()) == expected)
    guard case .setTimer(.retry, _) = effects.last else {
      Issue.record("no retry is armed")
      return
    }
  }
}
