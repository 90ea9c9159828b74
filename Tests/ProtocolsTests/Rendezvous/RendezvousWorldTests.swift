import Simulator
import Testing

@testable import Protocols

/// What agents stated, over all of a run.
private struct RendezvousTally: Observer {
  typealias Subject = Rendezvous
  typealias LoadNote = Nothing

  /// By agent, the last round that it did, and when.
  var rounds: [AgentID: Int32] = [:]
  var lastTime: Nanoseconds = 0
  var largest = 0

  mutating func noted(_ note: Rendezvous.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .did(_, let round):
      rounds[agent] = round
      lastTime = time
    case .formed(let group): largest = max(largest, group.members.count)
    default: break
    }
  }
}

/// Whole runs by each method, calm and under faults.
struct RendezvousWorldTests {
  private typealias RendezvousWorld = World<
    Rendezvous, NoLoad<Rendezvous>, Pair<RendezvousInvariants, RendezvousTally>
  >

  private static func world(
    _ settings: Rendezvous.Settings, _ link: LinkClass, disk: Delay = .constant(0),
    faults: [Fault] = [], seed: UInt64 = 1
  ) -> RendezvousWorld {
    var conditions = Conditions(agentCount: 5, link: link)
    conditions.disks = Array(repeating: DiskConditions(flush: disk), count: 5)
    conditions.faults = faults
    return World(
      conditions, settings, load: NoLoad(),
      observer: Pair(RendezvousInvariants(agentCount: 5, settings), RendezvousTally()), seed: seed)
  }

  private static let link = LinkClass(
    delay: .uniform(low: .millisecond, high: 30 * .millisecond),
    loss: .independent(Ratio(1, outOf: 20)), duplication: Ratio(1, outOf: 10))

  private static func crash(_ agent: Int, at time: Nanoseconds, for span: Nanoseconds) -> Fault {
    Fault(
      name: "crash", trigger: .at(time), action: .crash([.agent(AgentID(agent))], .none),
      duration: span)
  }

  private static let chaos: [Fault] = [
    crash(1, at: 3_001 * .millisecond, for: 2 * .second),
    crash(3, at: 4_502 * .millisecond, for: 5 * .second),
    crash(0, at: 6_501 * .millisecond, for: 3 * .second),
    Fault(
      name: "split", trigger: .at(12 * .second),
      action: .cut(.partition([[.agent(AgentID(0)), .agent(AgentID(1))], [.rest]]), .lost),
      duration: 5 * .second),
    Fault(
      name: "pause", trigger: .at(14 * .second), action: .pause([.agent(AgentID(2))]),
      duration: 6 * .second),
  ]

  @Test(arguments: Rendezvous.Method.allCases)
  func `without faults all do their rounds together`(method: Rendezvous.Method) {
    let link = LinkClass(delay: .constant(.millisecond))
    var world = Self.world(rendezvousSettings(method), link)
    world.run(until: 60 * .second)
    #expect(world.observer.first.violation == nil)
    let rounds = world.observer.second.rounds.values
    #expect(rounds.count == 5 && rounds.allSatisfy { $0 >= 25 })
    // Most are a quorum once the last call is over, whoever is still at work.
    #expect(world.observer.second.largest >= (method == .lighthouse ? 3 : 5))
  }

  @Test(arguments: Rendezvous.Method.allCases)
  func `nothing is violated when everything fails, and all go on afterwards`(
    method: Rendezvous.Method
  ) {
    let settings = rendezvousSettings(method) {
      $0.collectiveTimeout = 5 * .second
      $0.patience = 10 * .second
      $0.work = .uniform(low: 300 * .millisecond, high: .second)
    }
    for seed in 1...20 as ClosedRange<UInt64> {
      var world = Self.world(
        settings, Self.link, disk: .uniform(low: .millisecond, high: 5 * .millisecond),
        faults: Self.chaos, seed: seed)
      world.run(until: 60 * .second)
      #expect(world.observer.first.violation == nil, "seed \(seed)")
      #expect(world.observer.second.lastTime > 50 * .second, "seed \(seed)")
    }
  }

  @Test(arguments: [Rendezvous.Method.store, .lighthouse, .matchmaking])
  func `a former that counts the dead is seen`(method: Rendezvous.Method) {
    let settings = rendezvousSettings(method) { $0.mistake = .countsDead }
    // What the agent sent before it crashed comes after what it sends when it is back.
    var link = LinkClass(delay: .uniform(low: .millisecond, high: 3 * .second))
    link.duplication = Ratio(1, outOf: 2)
    let faults = (0..<20 as Range<Int64>).map {
      Self.crash(
        1 + Int($0 % 4), at: .second + $0 * 900 * .millisecond, for: 100 * .millisecond)
    }
    let violations = (1...20 as ClosedRange<UInt64>).compactMap { seed in
      var world = Self.world(settings, link, faults: faults, seed: seed)
      world.run(until: 30 * .second)
      return world.observer.first.violation?.check
    }
    #expect(violations.count > 0 && violations.allSatisfy { $0 == "dead incarnation" })
  }
}
