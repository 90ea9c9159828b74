import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct HierarchyInvariantsTests {
  /// Nine agents in groups of three; all accept.
  private var invariants = HierarchyInvariants<HierarchyClientNote>(
    HierarchyAgent.settings, agentCount: 9)
  private var disks = Array(repeating: Hierarchy.Storage(), count: 9)
  private static let group = Hierarchy.Unit(level: 1, number: 0)
  private static let vote = Hierarchy.Query(.vote, 0, term: 1, origin: AgentID(0))

  private var violated: String? { invariants.violation?.check }

  private mutating func keep(_ write: Hierarchy.Storage.Write, _ agents: Int...) {
    for agent in agents {
      disks[agent].apply(write)
      invariants.becameDurable(write, disks[agent], of: AgentID(agent), at: 1)
    }
  }

  private mutating func acknowledge(
    _ candidate: Int, _ term: Int64, _ agents: Int..., level: Int32 = 1
  ) {
    for agent in agents {
      keep(
        .acknowledged(
          level: level, Hierarchy.Ballot(term: term, candidate: AgentID(candidate))), agent)
    }
  }

  private mutating func note(_ note: Hierarchy.Note, _ agent: Int) {
    invariants.noted(note, by: AgentID(agent), at: 2)
  }

  private static func report(
    _ query: Hierarchy.Query, of unit: Hierarchy.Unit,
    _ counts: Hierarchy.Counts = Hierarchy.Counts(accepts: 1)
  ) -> Hierarchy.Report {
    var report = Hierarchy.Report(query, of: unit)
    report.isQuorate = true
    report.isComplete = true
    report.counts = counts
    return report
  }

  private mutating func send(_ report: Hierarchy.Report, from agent: Int) {
    invariants.sent(.report(report), from: AgentID(agent), to: AgentID(0), .arrives(3), at: 3)
  }

  /// An agent's vote reaches the coordinator of the first group.
  private mutating func deliver(_ agent: Int, _ query: Hierarchy.Query = vote) {
    let report = Self.report(query, of: Hierarchy.Unit(level: 0, number: agent))
    invariants.delivered(
      .report(report), from: AgentID(agent), to: AgentID(0), sentAt: 1, at: 4)
  }

  @Test mutating func `two coordinators of a group in a term are seen`() {
    acknowledge(0, 1, 0, 1)
    note(.elected(Self.group, 1), 0)
    #expect(violated == nil)
    note(.elected(Self.group, 1), 2)
    #expect(violated == "one coordinator per term")
  }

  @Test mutating func `a coordinator without a quorum is seen`() {
    acknowledge(1, 1, 0, 1, 2, 3, 6, level: 2)
    note(.elected(Hierarchy.Unit(level: 2, number: 0), 1), 1)
    #expect(violated == "acknowledged by a quorum")
  }

  @Test mutating func `two groups may have coordinators of one term, and one group of two terms`() {
    acknowledge(0, 1, 0, 1)
    note(.elected(Self.group, 1), 0)
    acknowledge(3, 1, 3, 4)
    note(.elected(Hierarchy.Unit(level: 1, number: 1), 1), 3)
    acknowledge(2, 2, 1, 2)
    note(.elected(Self.group, 2), 2)
    // An agent whose acknowledgement counted is of a later term by the time of the election.
    acknowledge(0, 1, 0, 1, 3, 4, level: 2)
    acknowledge(6, 2, 0, 1, level: 2)
    note(.elected(Hierarchy.Unit(level: 2, number: 0), 1), 0)
    #expect(violated == nil)
  }

  @Test mutating func `an agent that acknowledges a second candidate, or an earlier one, is seen`()
  {
    acknowledge(0, 3, 1)
    acknowledge(2, 4, 1)
    #expect(violated == nil)
    var other = self
    other.acknowledge(0, 4, 1)
    #expect(other.violated == "one acknowledgement")
    acknowledge(2, 3, 1)
    #expect(violated == "one acknowledgement")
  }

  @Test func `what is reported before it is durable is seen`() {
    let unit = Hierarchy.Unit(level: 0, number: 1)
    let queries = [
      Hierarchy.Query(.elect, 1, term: 1, origin: AgentID(0)), Self.vote,
      Hierarchy.Query(.record, 0, .accepted, term: 1, origin: AgentID(0)),
      Hierarchy.Query(.announce, 0, .accepted, term: 1, origin: AgentID(0)),
    ]
    for query in queries {
      var test = HierarchyInvariantsTests()
      test.send(Self.report(query, of: unit), from: 1)
      #expect(test.violated == "durable before sent")
    }
    var test = HierarchyInvariantsTests()
    test.acknowledge(0, 1, 1)
    test.keep(.voted(0, .accept), 1)
    test.keep(.recorded(0, Hierarchy.Record(term: 1, outcome: .accepted)), 1)
    for query in queries { test.send(Self.report(query, of: unit), from: 1) }
    // One that refuses claims nothing.
    var refusal = Hierarchy.Report(queries[0], of: Hierarchy.Unit(level: 0, number: 5))
    refusal.refusal = 7
    test.send(refusal, from: 5)
    #expect(test.violated == nil)
  }

  @Test mutating func `a vote that is not the agent's opinion is seen`() {
    keep(.voted(0, .accept), 1)
    #expect(violated == nil)
    keep(.voted(1, .reject), 1)
    #expect(violated == "constant vote")
  }

  @Test mutating func `a member that is counted twice is seen`() {
    keep(.voted(0, .accept), 0, 1, 2)
    deliver(0)
    deliver(1)
    deliver(1)
    send(Self.report(Self.vote, of: Self.group, Hierarchy.Counts(accepts: 2)), from: 0)
    #expect(violated == nil)
    send(Self.report(Self.vote, of: Self.group, Hierarchy.Counts(accepts: 3)), from: 0)
    #expect(violated == "counted once")
  }

  @Test mutating func `a group that is counted twice in a decision is seen`() {
    let root = Hierarchy.Unit(level: 1, number: 0)
    keep(.voted(0, .accept), 0, 1, 2, 3, 4, 5)
    let report = Self.report(Self.vote, of: root, Hierarchy.Counts(accepts: 3))
    for _ in 0..<2 {
      invariants.delivered(.report(report), from: AgentID(2), to: AgentID(0), sentAt: 1, at: 4)
    }
    note(.tallied(0, Hierarchy.Unit(level: 2, number: 0), Hierarchy.Counts(accepts: 6)), 0)
    #expect(violated == "counted once")
  }

  @Test mutating func `a successor may count anew, and less than its predecessor reported`() {
    keep(.voted(0, .accept), 0, 1, 2)
    for agent in 0..<3 { deliver(agent) }
    send(Self.report(Self.vote, of: Self.group, Hierarchy.Counts(accepts: 3)), from: 0)
    invariants.changed(AgentID(0), .crashed, at: 5)
    let later = Hierarchy.Query(.vote, 0, term: 2, origin: AgentID(4))
    deliver(2, later)
    send(Self.report(later, of: Self.group, Hierarchy.Counts(accepts: 1)), from: 0)
    #expect(violated == nil)
    send(Self.report(later, of: Self.group, Hierarchy.Counts(accepts: 2)), from: 0)
    #expect(violated == "counted once")
  }

  @Test
  mutating func `a unit's next holder may have heard of others, and a root decides by what it had`()
  {
    keep(.voted(0, .accept), 0, 1, 2)
    let root = Hierarchy.Unit(level: 2, number: 0)
    func report(_ counts: Hierarchy.Counts) -> Hierarchy.Message {
      .report(Self.report(Self.vote, of: Self.group, counts))
    }
    invariants.delivered(
      report(Hierarchy.Counts(accepts: 1)), from: AgentID(1), to: AgentID(5), sentAt: 1, at: 4)
    note(.tallied(0, root, Hierarchy.Counts(accepts: 1)), 5)
    invariants.delivered(
      report(Hierarchy.Counts(abstains: 2)), from: AgentID(2), to: AgentID(5), sentAt: 1, at: 4)
    keep(.recorded(0, Hierarchy.Record(term: 1, outcome: .failed)), 0, 1, 3, 4)
    note(.decided(0, .failed, Hierarchy.Counts(accepts: 1)), 5)
    #expect(violated == nil)
  }

  @Test mutating func `votes that nobody cast are seen`() {
    keep(.voted(0, .accept), 0)
    deliver(0)
    deliver(1)
    send(Self.report(Self.vote, of: Self.group, Hierarchy.Counts(accepts: 2)), from: 0)
    #expect(violated == "true counts")
  }

  @Test func `a group that accepts in one vote without a majority is seen`() {
    var settings = HierarchyAgent.settings
    settings.tally = .oneVote
    settings.opinion = .scripted([.accept, .reject])
    var test = HierarchyInvariantsTests()
    test.invariants = HierarchyInvariants(settings, agentCount: 9)
    test.keep(.voted(0, .accept), 0, 2)
    test.keep(.voted(0, .reject), 1)
    test.send(Self.report(Self.vote, of: Self.group), from: 0)
    #expect(test.violated == nil)
    test.send(Self.report(Self.vote, of: Hierarchy.Unit(level: 1, number: 1)), from: 3)
    #expect(test.violated == "true counts")
  }

  @Test mutating func `two decisions on a proposal are seen, from agents and to clients`() {
    keep(.recorded(0, Hierarchy.Record(term: 1, outcome: .failed)), 0, 1, 3, 4)
    note(.decided(0, .failed, nil), 0)
    note(.learned(0, .failed), 8)
    #expect(violated == nil)
    var other = self
    other.note(.learned(0, .accepted), 7)
    #expect(other.violated == "one decision")
    invariants.responded(
      .decided(0, .rejected), RequestID(client: 0, attempt: 0), by: AgentID(0), at: 7)
    #expect(violated == "one decision")
  }

  @Test mutating func `a decision that no quorum recorded is seen`() {
    keep(.recorded(0, Hierarchy.Record(term: 1, outcome: .failed)), 0, 1, 2, 3, 6)
    note(.decided(0, .failed, nil), 0)
    #expect(violated == "durable decision")
  }

  @Test mutating func `records of several roots are a quorum together if they say the same`() {
    keep(.recorded(0, Hierarchy.Record(term: 1, outcome: .failed)), 0, 1, 3)
    // Overwritten by a later root before that one was decided.
    keep(.recorded(0, Hierarchy.Record(term: 1, outcome: .accepted)), 6)
    keep(.recorded(0, Hierarchy.Record(term: 2, outcome: .failed)), 4, 6)
    note(.decided(0, .failed, nil), 5)
    #expect(violated == nil)
  }

  @Test mutating func `a disk that lost what it kept is a fault of the disk`() {
    acknowledge(0, 3, 1)
    keep(.voted(0, .accept), 1)
    keep(.recorded(0, Hierarchy.Record(term: 3, outcome: .failed)), 1)
    disks[1] = Hierarchy.Storage()
    invariants.storageChanged(disks[1], of: AgentID(1), at: 5)
    acknowledge(2, 1, 1)
    keep(.voted(0, .accept), 1)
    #expect(violated == nil)
    send(
      Self.report(
        Hierarchy.Query(.record, 0, .failed, term: 3, origin: AgentID(0)),
        of: Hierarchy.Unit(level: 0, number: 1)), from: 1)
    #expect(violated == "durable before sent")
  }
}
