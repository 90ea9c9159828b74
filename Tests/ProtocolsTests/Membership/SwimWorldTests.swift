import Simulator
import Testing

@testable import Protocols

/// What members came to hold and when.
private struct SwimTally: Observer {
  typealias Subject = Swim
  typealias LoadNote = SwimClientNote

  var held: [(agent: AgentID, member: AgentID, row: Swim.Row, time: Nanoseconds)] = []
  var failed: [(agent: AgentID, member: AgentID, time: Nanoseconds)] = []
  var sent: [String: Int] = [:]
  var done: [AgentID] = []

  mutating func noted(_ note: Swim.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .held(let member, let row, _): held.append((agent, member, row, time))
    case .failed(let member, _): failed.append((agent, member, time))
    default: break
    }
  }

  mutating func sent(
    _ message: Swim.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    sent[Fields(of: message).kind ?? "", default: 0] += 1
  }

  mutating func clientNoted(_ note: SwimClientNote, at time: Nanoseconds) {
    if case .done(let agent, _) = note { done.append(agent) }
  }
}

/// Whole runs.
struct SwimWorldTests {
  private typealias SwimWorld = World<
    Swim, SwimLoad, Pair<SwimInvariants<SwimClientNote>, SwimTally>
  >

  private static func world(
    _ count: Int, _ settings: Swim.Settings, faults: [Fault] = [], loss: Ratio = .never,
    departures: Int32 = 0, seed: UInt64 = 1
  ) -> SwimWorld {
    var conditions = Conditions(
      agentCount: count, link: LinkClass(delay: .constant(.millisecond), loss: .independent(loss)),
      clientLink: LinkClass(delay: .constant(.millisecond)))
    conditions.faults = faults
    var load = SwimLoad.Settings(agents: count)
    load.departures = departures
    return World(
      conditions, settings, load: SwimLoad(load),
      observer: Pair(SwimInvariants(agentCount: count, settings), SwimTally()), seed: seed)
  }

  @Test func `a quiet group costs a ping and an answer a member and period`() {
    var world = Self.world(20, SwimAgent.settings())
    world.run(until: 100 * .second + 500 * .millisecond)
    #expect(world.observer.second.sent == ["ping": 2000, "ack": 2000])
    #expect(world.observer.second.failed.isEmpty)
  }

  @Test func `a member finds a crash within two passes, however its targets are drawn`() {
    // With a single other member that runs, which finds out for itself whom it probes.
    for seed in 1...20 as ClosedRange<UInt64> {
      let faults = (1..<8).map { crash($0, at: 20_500 * .millisecond, for: nil) }
      var world = Self.world(
        8, SwimAgent.settings { $0.suspicion = false }, faults: faults, seed: seed)
      world.run(until: 60 * .second)
      let failed = world.observer.second.failed
      #expect(Set(failed.map { $0.member }).count == 7 && failed.count == 7)
      // 2n - 1 periods, and one until a probe has failed.
      #expect(failed.allSatisfy { $0.time <= 20_500 * .millisecond + 16 * .second })
      #expect(world.observer.first.violation == nil)
    }
  }

  @Test func `news of a crash reaches all members on pings, each of which sends it so many times`()
  {
    var world = Self.world(
      50, SwimAgent.settings { $0.suspicion = false },
      faults: [crash(3, at: 2500 * .millisecond, for: nil)])
    world.run(until: 30 * .second)
    let holders = world.observer.second.held.filter { $0.row.status == .dead }
    #expect(Set(holders.map { $0.agent }).count == 49)
    #expect(holders.allSatisfy { $0.member == AgentID(3) })
  }

  @Test func `a group that loses every tenth message declares nobody dead that refutes`() {
    let settings = SwimAgent.settings {
      $0.sync = 5 * .second
      $0.reconnect = 5 * .second
    }
    var world = Self.world(30, settings, loss: Ratio(1, outOf: 10))
    world.run(until: 200 * .second)
    #expect(world.observer.first.violation == nil)
    #expect(!world.observer.second.failed.isEmpty)
    #expect(!world.observer.second.held.contains { $0.row.status == .dead })
  }

  @Test func `agents that leave and come back are known to have`() {
    let settings = SwimAgent.settings {
      $0.sync = .second
      $0.reconnect = .second
    }
    var world = Self.world(6, settings, departures: 3)
    world.run(until: 200 * .second)
    world.observer.first.judge(at: 200 * .second)
    #expect(world.observer.second.done.count == 6)
    #expect(world.observer.first.isJudged && world.observer.first.violation == nil)
    #expect(!world.observer.second.held.contains { $0.row.status == .dead })
  }

  @Test func `a planted mistake is seen`() {
    let expected: [(Swim.Mistake, String)] = [
      (.impatient, "suspected first"), (.deaf, "refutation counts"), (.meddling, "never invented"),
    ]
    for (mistake, check) in expected {
      var world = Self.world(
        10, SwimAgent.settings { $0.mistake = mistake }, loss: Ratio(3, outOf: 10))
      world.run(until: 100 * .second)
      #expect(world.observer.first.violation?.check == check)
    }
  }
}
