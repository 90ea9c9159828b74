import Protocols
import Simulator
import Testing

/// Votes, records and decisions.
struct HierarchyDecisionTests {
  /// Three agents in one group.
  private static let flat = Hierarchy.Settings(
    branching: 3, levels: 1, opinion: .scripted([.accept, .accept, .reject]))

  private static func root() -> HierarchyAgent {
    var agent = HierarchyAgent(0, of: 3, flat)
    agent.becomeCoordinator(acknowledgedBy: 1)
    return agent
  }

  private static func query(
    _ kind: Hierarchy.Query.Kind, _ outcome: Tally.Outcome? = nil, term: Int64 = 1
  ) -> Hierarchy.Query {
    Hierarchy.Query(kind, 0, outcome, term: term, origin: AgentID(0))
  }

  private static func unit(_ agent: Int) -> Hierarchy.Unit {
    Hierarchy.Unit(level: 0, number: agent)
  }
  private static let yes = Hierarchy.Counts(.accept)
  private static let no = Hierarchy.Counts(.reject)

  @Test func `an agent that is not the root names it`() {
    var agent = HierarchyAgent(1, of: 3, Self.flat)
    let id = RequestID(client: 0, attempt: 3)
    #expect(agent.decide(0) == [.respond(.notRoot(0, nil), to: id)])
    agent.receive(.heartbeat(Hierarchy.Heartbeat(to: Self.unit(1), term: 2, learned: 0)), from: 2)
    #expect(agent.decide(0) == [.respond(.notRoot(0, AgentID(2)), to: id)])
  }

  @Test func `a decision is recorded by a quorum before anyone is told`() {
    var root = Self.root()
    #expect(root.decide(0).asked(.vote) == [0, 1, 2])
    root.report(Self.query(.vote), by: 1, Self.yes)
    let second = root.report(Self.query(.vote), by: 0, Self.yes)
    // Two of three accept, which is three fifths of all whatever the third says.
    #expect(second.asked(.record) == [0, 1, 2] && second.asked(.announce) == [])
    #expect(root.report(Self.query(.record, .accepted), by: 2).asked(.announce) == [])
    let decided = root.report(Self.query(.record, .accepted), by: 1)
    #expect(
      decided.contains(
        .respondAhead(.decided(0, .accepted), to: RequestID(client: 0, attempt: 3))))
    #expect(decided.asked(.announce) == [0, 1, 2])
    #expect(decided.notes == [.decided(0, .accepted, Hierarchy.Counts(accepts: 2))])
  }

  @Test func `a unit that reports twice is counted once`() {
    var root = Self.root()
    root.decide(0)
    root.report(Self.query(.vote), by: 1, Self.yes)
    #expect(root.report(Self.query(.vote), by: 1, Self.yes).asked(.record) == [])
    #expect(root.machine.collections[0].counts == Self.yes)
  }

  @Test func `an agent votes durably, the same each time, and promises to heed no earlier root`() {
    var agent = HierarchyAgent(2, of: 3, Self.flat)
    let first = agent.receive(.query(Self.query(.vote, term: 5), Self.unit(2)), from: 0)
    #expect(
      first.writes == [
        .acknowledged(level: 1, Hierarchy.Ballot(term: 5, candidate: AgentID(0))),
        .voted(0, .reject),
      ])
    #expect(first.reports.map { $0.counts } == [Self.no] && first.firstWrite! < first.firstSend!)
    let again = agent.receive(.query(Self.query(.vote, term: 6), Self.unit(2)), from: 0)
    #expect(again.reports.map { $0.counts } == [Self.no])
    let stale = agent.receive(.query(Self.query(.record, .failed, term: 5), Self.unit(2)), from: 0)
    #expect(stale.reports.map { $0.refusal } == [6] && stale.writes == [])
  }

  @Test func `a root decides for the latest record that a quorum knows of, whatever the votes say`()
  {
    var root = Self.root()
    root.decide(0)
    root.report(
      Self.query(.vote), by: 1, Self.yes, record: Hierarchy.Record(term: 7, outcome: .timedOut))
    let effects = root.report(
      Self.query(.vote), by: 0, Self.yes, record: Hierarchy.Record(term: 3, outcome: .rejected))
    #expect(effects.asked(.record) == [0, 1, 2])
    #expect(
      root.report(Self.query(.record, .timedOut), by: 1).asked(.announce) == [])
    #expect(
      root.report(Self.query(.record, .timedOut), by: 0).notes == [.decided(0, .timedOut, nil)])
  }

  @Test func `what an agent knows to be decided is announced at once`() {
    var root = Self.root()
    root.decide(0)
    root.report(Self.query(.vote), by: 1, Self.yes)
    let effects = root.report(
      Self.query(.vote), by: 2, Self.no, record: Hierarchy.Record(term: .max, outcome: .failed))
    #expect(effects.asked(.announce) == [0, 1, 2] && effects.asked(.record) == [])
  }

  @Test func `at the deadline a quorum is enough, and less is not`() {
    var root = Self.root()
    root.decide(0)
    root.report(Self.query(.vote), by: 2, Self.no)
    root.now = 5000
    #expect(root.expire(.retry, 1).asked(.record) == [])
    #expect(root.report(Self.query(.vote), by: 1, Self.yes).asked(.record) == [0, 1, 2])
  }

  @Test func `a root whose agents heed a later one stands again`() {
    var root = Self.root()
    root.decide(0)
    var report = Hierarchy.Report(Self.query(.vote), of: Self.unit(2))
    report.refusal = 9
    let effects = root.receive(.report(report), from: 2)
    #expect(effects.notes.contains(.stood(Hierarchy.Unit(level: 1, number: 0), 10)))
    #expect(
      effects.contains(.respond(.notRoot(0, nil), to: RequestID(client: 0, attempt: 3))))
  }

  @Test func `a new root goes on with what was recorded`() {
    var agent = HierarchyAgent(0, of: 3, Self.flat)
    agent.expire(.phase, 1)
    var report = Hierarchy.Report(agent.election(1), of: Self.unit(1))
    report.isQuorate = true
    report.unsettled = [2, 4]
    agent.receive(.report(report), from: 1)
    let effects = agent.report(agent.election(1), by: 0)
    #expect(effects.notes.suffix(2) == [.opened(2, 1), .opened(4, 1)])
  }

  @Test func `an agent says in an election of the root what it recorded and has not learned`() {
    var storage = Hierarchy.Storage()
    storage.apply(.learned(0, .accepted))
    storage.apply(.recorded(1, Hierarchy.Record(term: 1, outcome: .accepted)))
    storage.apply(.voted(2, .accept))
    storage.apply(.recorded(3, Hierarchy.Record(term: 1, outcome: .failed)))
    var agent = HierarchyAgent(1, of: 3, Self.flat, storage: storage)
    let query = Hierarchy.Query(.elect, 1, term: 2, origin: AgentID(2))
    #expect(
      agent.receive(.query(query, Self.unit(1)), from: 2).reports.map { $0.unsettled } == [[1, 3]])
  }

  @Test func `what was missed is asked for and told in order`() {
    var agent = HierarchyAgent(1, of: 3, Self.flat)
    let effects = agent.receive(
      .heartbeat(Hierarchy.Heartbeat(to: Self.unit(1), term: 2, learned: 2)), from: 0)
    #expect(effects.messages.map { $0.message }.contains(.ask(from: 0)))
    let learned = agent.receive(.decisions(from: 0, [.accepted, .failed]), from: 0)
    #expect(learned.notes == [.learned(0, .accepted), .learned(1, .failed)])
    #expect(
      agent.receive(.ask(from: 1), from: 2) == [
        .send(.decisions(from: 1, [.failed]), to: AgentID(2))
      ])
    #expect(agent.receive(.ask(from: 2), from: 2) == [])
  }

  @Test func `a group forwards counts, or one vote by its own tally`() {
    for (rule, counts) in [
      (Hierarchy.TallyRule.counts, Hierarchy.Counts(accepts: 2, rejects: 1)), (.oneVote, Self.yes),
    ] {
      var settings = HierarchyAgent.settings
      settings.tally = rule
      var agent = HierarchyAgent(0, of: 9, settings)
      agent.becomeCoordinator(acknowledgedBy: 1)
      agent.receive(.query(Self.query(.vote), Hierarchy.Unit(level: 1, number: 0)), from: 3)
      agent.report(Self.query(.vote), by: 0, Self.yes)
      agent.report(Self.query(.vote), by: 1, Self.yes)
      #expect(agent.report(Self.query(.vote), by: 2, Self.no).reports.map { $0.counts } == [counts])
    }
  }

  @Test func `a group reports what it has when its share of the deadline is over`() {
    var agent = HierarchyAgent(0)
    agent.becomeCoordinator(acknowledgedBy: 1)
    agent.receive(.query(Self.query(.vote), Hierarchy.Unit(level: 1, number: 0)), from: 3)
    agent.report(Self.query(.vote), by: 1, Self.yes)
    agent.now = 1400
    #expect(agent.expire(.retry, 1).reports == [])
    agent.now = 1500
    let reports = agent.expire(.retry, 1).reports
    #expect(reports.map { $0.counts } == [Self.yes] && reports.map { $0.isComplete } == [false])
    // Nothing new, nothing to report.
    #expect(agent.expire(.retry, 1).reports == [])
  }
}
