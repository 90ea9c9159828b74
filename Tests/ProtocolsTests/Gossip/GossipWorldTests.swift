import Protocols
import Simulator
import Testing

/// What agents learned, and how many of them knew a rumour when.
private struct GossipTally: Observer {
  typealias Subject = Gossip
  typealias LoadNote = GossipClientNote

  var learned: [(agent: AgentID, rumour: Rumour, time: Nanoseconds)] = []
  var sent: [String: Int] = [:]
  var clientNotes: [GossipClientNote] = []

  mutating func noted(_ note: Gossip.Note, by agent: AgentID, at time: Nanoseconds) {
    if case .learned(let rumour, _, _) = note { learned.append((agent, rumour, time)) }
  }

  mutating func sent(
    _ message: Gossip.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    sent[Fields(of: message).kind ?? "", default: 0] += 1
  }

  mutating func clientNoted(_ note: GossipClientNote, at time: Nanoseconds) {
    clientNotes.append(note)
  }
}

/// Whole runs.
struct GossipWorldTests {
  private typealias GossipWorld = World<
    Gossip, GossipLoad, Pair<GossipInvariants<GossipClientNote>, GossipTally>
  >

  private static func world(
    _ count: Int, _ settings: Gossip.Settings, rumours: Int32 = 1, loss: Ratio = .never,
    faults: [Fault] = [], origin: AgentID? = nil, seed: UInt64 = 1
  ) -> GossipWorld {
    var conditions = Conditions(
      agentCount: count, link: LinkClass(delay: .constant(.millisecond), loss: .independent(loss)),
      clientLink: LinkClass(delay: .constant(.millisecond)))
    conditions.faults = faults
    let load = GossipLoad.Settings(agents: count, rumours: rumours, origin: origin)
    return World(
      conditions, settings, load: GossipLoad(load),
      observer: Pair(GossipInvariants(agentCount: count), GossipTally()), seed: seed)
  }

  @Test func `who never loses interest at most doubles the number of those who know, by push`() {
    var world = Self.world(64, Gossip.Settings(k: 1_000_000))
    world.run(until: 40 * .second)
    let learned = world.observer.second.learned
    #expect(learned.count == 64 && world.observer.first.violation == nil)
    for cycle in 1...8 as ClosedRange<Int64> {
      // In the first cycle the rumour is started; in each further one each that knew tells one.
      #expect(learned.count { $0.time < (cycle + 1) * .second } <= 1 << cycle)
    }
  }

  @Test
  func `a push-pull at most triples the number of those who know on average, and reaches all`() {
    var world = Self.world(64, Gossip.Settings(exchange: .pushPull, k: 1_000_000))
    world.run(until: 12 * .second)
    #expect(world.observer.second.learned.count == 64)
    // Each of 64 agents makes a contact in each of 11 cycles, and in the one at 12 s.
    #expect(world.observer.second.sent["push-pull"] == 64 * 12)
  }

  @Test func `rumour mongering by push costs nothing once all interest is lost`() {
    var world = Self.world(50, Gossip.Settings(k: 2))
    world.run(until: 60 * .second)
    let sent = world.observer.second.sent
    world.run(until: 600 * .second)
    #expect(world.observer.second.sent == sent)
    #expect(sent["push"] == sent["feedback"])
  }

  @Test func `with a tenth of all messages lost anti-entropy reaches every agent`() {
    for exchange in [Gossip.Exchange.push, .pull, .pushPull, .none] {
      var world = Self.world(
        30, Gossip.Settings(exchange: exchange, k: 1, antiEntropy: 2 * .second), rumours: 70,
        loss: Ratio(1, outOf: 10))
      world.run(until: 120 * .second)
      #expect(world.observer.second.learned.count == 70 * 30)
      #expect(world.observer.first.violation == nil)
    }
  }

  @Test func `a client asks another agent while the first is down`() {
    var world = Self.world(
      3, Gossip.Settings(), faults: [crash(0, at: 0, for: nil)], origin: AgentID(0))
    world.run(until: 20 * .second)
    let notes = world.observer.second.clientNotes
    #expect(notes.first == .asked(r1, AgentID(0)))
    guard notes.count > 2, case .askedAgain(r1, let agent) = notes[1] else {
      Issue.record("did not ask again")
      return
    }
    #expect(agent != AgentID(0))
    #expect(notes.last == .acknowledged(r1, since: 0))
  }

  @Test func `a crash takes interest and leaves knowledge`() {
    var world = Self.world(
      2, Gossip.Settings(k: 1_000_000), faults: [crash(0, at: 500 * .millisecond, for: .second)],
      origin: AgentID(0))
    world.run(until: 30 * .second)
    #expect(world.observer.second.learned.count == 1)
    #expect(world.observer.second.sent.isEmpty && world.observer.first.violation == nil)
  }
}
