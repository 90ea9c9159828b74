import Protocols
import Simulator
import Testing

/// What is told of a run.
private struct HierarchyTally: Observer {
  typealias Subject = Hierarchy
  typealias LoadNote = HierarchyClientNote

  var decided: [Int32: Tally.Outcome] = [:]
  var learned = 0
  var messages = 0
  var answered = 0

  mutating func noted(_ note: Hierarchy.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .decided(let proposal, let outcome, _): decided[proposal] = outcome
    case .learned: learned += 1
    default: break
    }
  }

  mutating func sent(
    _ message: Hierarchy.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target, message.proposal != nil { messages += 1 }
  }

  mutating func clientNoted(_ note: HierarchyClientNote, at time: Nanoseconds) {
    if case .answered = note { answered += 1 }
  }
}

/// Whole runs.
struct HierarchyWorldTests {
  private typealias HierarchyWorld = World<
    Hierarchy, HierarchyLoad, Pair<HierarchyInvariants<HierarchyClientNote>, HierarchyTally>
  >

  private static func world(
    _ count: Int, _ settings: Hierarchy.Settings, proposals: Int32 = 1, loss: Ratio = .never,
    faults: [Fault] = [], seed: UInt64 = 1
  ) -> HierarchyWorld {
    var conditions = Conditions(
      agentCount: count,
      link: LinkClass(
        delay: .uniform(low: .millisecond, high: 4 * .millisecond), loss: .independent(loss)),
      clientLink: LinkClass(delay: .constant(.millisecond)))
    conditions.disks = Array(
      repeating: DiskConditions(flush: .uniform(low: 0, high: 3 * .millisecond)), count: count)
    conditions.faults = faults
    let load = HierarchyLoad.Settings(agents: count, proposals: proposals)
    return World(
      conditions, settings, load: HierarchyLoad(load),
      observer: Pair(HierarchyInvariants(settings, agentCount: count), HierarchyTally()),
      seed: seed)
  }

  @Test(arguments: [(9, 3, 2), (27, 3, 3), (20, 2, 1), (23, 4, 2), (64, 2, 6)])
  func `a decision takes six messages for each agent but the root, in any tree`(
    agents: Int, branching: Int, levels: Int
  ) {
    let settings = Hierarchy.Settings(branching: branching, levels: levels)
    var world = Self.world(agents, settings)
    world.run(until: 3 * .second)
    #expect(world.observer.first.violation == nil)
    #expect(world.observer.second.learned == agents && world.observer.second.answered == 1)
    // Where a group has no quorum of others, its coordinator's own report completes it: no fewer.
    #expect(world.observer.second.messages == 6 * (agents - 1))
  }

  @Test func `a minority wins where each group has one vote, and not by counts`() {
    let row: [Vote.Choice] = [.accept, .accept, .accept, .reject, .reject]
    let votes = row + row + row + Array(repeating: .reject, count: 10)
    for (rule, outcome) in [
      (Hierarchy.TallyRule.counts, Tally.Outcome.rejected), (.oneVote, .accepted),
    ] {
      let settings = Hierarchy.Settings(branching: 5, tally: rule, opinion: .scripted(votes))
      var world = Self.world(25, settings)
      world.run(until: 3 * .second)
      #expect(world.observer.second.decided == [0: outcome])
    }
  }

  @Test func `with a tenth of all messages lost every agent learns every decision`() {
    for levels in 1...3 {
      let settings = Hierarchy.Settings(branching: 3, levels: levels)
      var world = Self.world(12, settings, proposals: 20, loss: Ratio(1, outOf: 10))
      world.run(until: 60 * .second)
      #expect(world.observer.first.violation == nil)
      #expect(world.observer.second.learned == 20 * 12)
    }
  }

  @Test
  func `with a majority of the groups down nothing is decided, and once they are back all is`() {
    let settings = Hierarchy.Settings(branching: 3, levels: 2)
    let faults = (3..<9).map { crash($0, at: 500 * .millisecond, for: 10 * .second) }
    var world = Self.world(9, settings, faults: faults)
    world.run(until: 10 * .second)
    #expect(world.observer.second.decided.isEmpty)
    world.run(until: 30 * .second)
    #expect(world.observer.second.decided.count == 1 && world.observer.second.learned == 9)
    #expect(world.observer.first.violation == nil)
  }

  /// A fault of a random kind at a random time, on random agents.
  private static func fault(_ number: Int, _ random: inout RandomStream) -> Fault {
    let some = Target.any(Int(random.below(3)) + 1, .none)
    let role = Target.role(Int(random.below(3)))
    let action: FaultAction =
      switch random.below(7) {
      case 0: .crash([.role(0)], .none)
      case 1: .crash([some], .torn)
      case 2: .pause([role])
      case 3: .cut(.isolate([.role(0)]), .lost)
      case 4: .cut(.oneWay(from: [some], to: [.rest]), .kept)
      case 5: .links(from: nil, to: nil, LinkChange(loss: Ratio(30, outOf: 100)))
      default: .cut(.partition([[some], [.rest]]), .lost)
      }
    return Fault(
      name: "fault \(number)", trigger: .at(Int64(500 + random.below(9000)) * .millisecond),
      action: action, duration: Int64(50 + random.below(1500)) * .millisecond,
      mayHaveNoEffect: true)
  }

  @Test func `no faults make two decisions, and in calm every agent learns each`() {
    for seed in 1...(Effort.isFull ? 1000 : 40) as ClosedRange<UInt64> {
      var random = RandomStream(seed: seed, .test)
      let levels = Int(seed % 3) + 1
      let settings = Hierarchy.Settings(
        branching: 3, levels: levels, opinion: .random(accepts: 620, abstains: 50, seed: seed))
      let faults = (0..<8).map { Self.fault($0, &random) }
      var world = Self.world(
        7 + Int(random.below(6)) + (levels == 3 ? 5 : 0), settings, proposals: 10,
        loss: Ratio(2, outOf: 100), faults: faults, seed: seed)
      world.run(until: 25 * .second)
      #expect(world.observer.first.violation == nil, "seed \(seed)")
      #expect(
        world.observer.second.learned == 10 * world.agentCount, "seed \(seed)")
    }
  }
}
