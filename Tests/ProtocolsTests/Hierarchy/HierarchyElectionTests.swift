import Protocols
import Simulator
import Testing

/// Elections of groups, of agents and of groups.
struct HierarchyElectionTests {
  private static let group = Hierarchy.Unit(level: 1, number: 0)

  private static func query(_ term: Int64, from candidate: Int, level: Int32 = 1) -> Hierarchy.Query
  {
    Hierarchy.Query(.elect, level, term: term, origin: AgentID(candidate))
  }

  private static func unit(_ agent: Int) -> Hierarchy.Unit {
    Hierarchy.Unit(level: 0, number: agent)
  }

  @Test func `a suspicious member asks the others, and itself when that makes a majority`() {
    var agent = HierarchyAgent(1)
    let effects = agent.expire(.phase, 1)
    #expect(effects.asked(.elect) == [0, 2] && effects.writes == [])
    #expect(effects.notes == [.stood(Self.group, 1)])
    let second = agent.report(agent.election(1), by: 2)
    #expect(
      second.writes == [
        .acknowledged(level: 1, Hierarchy.Ballot(term: 1, candidate: AgentID(1)))
      ])
    // Its own acknowledgement waits for its disk.
    #expect(second.asked(.elect) == [1] && second.firstWrite! < second.firstSend!)
    #expect(agent.machine.rank == 0)
  }

  @Test
  func `it coordinates once a quorum with itself has acknowledged it, and joins the next level`() {
    var agent = HierarchyAgent(1)
    agent.expire(.phase, 1)
    agent.report(agent.election(1), by: 2)
    let effects = agent.report(agent.election(1), by: 1)
    #expect(effects.notes == [.elected(Self.group, 1)])
    #expect(agent.machine.rank == 1 && agent.machine.seats.count == 2)
    #expect(agent.machine.claim(toRole: 2) == 1 && agent.machine.claim(toRole: 0) == nil)
  }

  @Test func `an agent acknowledges one candidate a term, durably, and none of an earlier one`() {
    var agent = HierarchyAgent(1)
    let first = agent.receive(.query(Self.query(4, from: 2), Self.unit(1)), from: 2)
    #expect(first.reports.map { $0.isQuorate } == [true])
    #expect(first.firstWrite! < first.firstSend!)
    let again = agent.receive(.query(Self.query(4, from: 2), Self.unit(1)), from: 2)
    #expect(again.reports.map { $0.isQuorate } == [true] && again.writes == [])
    for query in [Self.query(4, from: 0), Self.query(3, from: 2)] {
      let refused = agent.receive(.query(query, Self.unit(1)), from: 0)
      #expect(refused.reports.map { $0.isQuorate } == [false])
      #expect(refused.reports.map { $0.refusal } == [4])
    }
  }

  @Test func `one that has heard from a coordinator lately acknowledges no other`() {
    var agent = HierarchyAgent(1)
    agent.receive(.heartbeat(Hierarchy.Heartbeat(to: Self.unit(1), term: 2, learned: 0)), from: 0)
    agent.now = 150
    let effects = agent.receive(.query(Self.query(3, from: 2), Self.unit(1)), from: 2)
    #expect(effects.messages.map { $0.message } == [.leads(Self.group, AgentID(0))])
    agent.now = 250
    #expect(
      agent.receive(.query(Self.query(3, from: 2), Self.unit(1)), from: 2).reports
        .map { $0.isQuorate } == [true])
  }

  @Test func `of two candidates of a term the one of lower identity is acknowledged by the other`()
  {
    var agent = HierarchyAgent(1)
    agent.expire(.phase, 1)
    #expect(agent.receive(.query(Self.query(1, from: 2), Self.unit(1)), from: 2).messages.isEmpty)
    #expect(
      agent.receive(.query(Self.query(1, from: 0), Self.unit(1)), from: 0).reports.count == 1)
    #expect(agent.machine.seats[0].phase == .following)
  }

  @Test
  func `a heartbeat of an earlier term than acknowledged is refused, and its sender stands again`()
  {
    var member = HierarchyAgent(1)
    member.receive(.query(Self.query(4, from: 2), Self.unit(1)), from: 2)
    let effects = member.receive(
      .heartbeat(Hierarchy.Heartbeat(to: Self.unit(1), term: 3, learned: 0)), from: 0)
    #expect(effects.messages.map { $0.message } == [.refused(Self.group, 4)])
    var coordinator = HierarchyAgent(0)
    coordinator.becomeCoordinator(acknowledgedBy: 2)
    let stood = coordinator.receive(.refused(Self.group, 4), from: 1)
    #expect(stood.notes.contains(.stood(Self.group, 5)))
    #expect(stood.notes.contains(.steppedDown(Self.group, 1, .preempted)))
  }

  @Test func `a coordinator that hears from too few of its group steps down`() {
    var agent = HierarchyAgent(0)
    agent.becomeCoordinator(acknowledgedBy: 2)
    agent.now = 400
    #expect(agent.expire(.phase, 1).notes == [.steppedDown(Self.group, 1, .unheard)])
    #expect(agent.machine.seats.count == 1)
  }

  @Test func `a question to a group goes on to its agents, and a quorum of them is reported once`()
  {
    var agent = HierarchyAgent(0)
    agent.becomeCoordinator(acknowledgedBy: 2)
    let query = Self.query(1, from: 3, level: 2)
    agent.now = 1000
    let asked = agent.receive(.query(query, Self.group), from: 3)
    #expect(asked.asked(.elect) == [0, 1, 2])
    #expect(agent.report(query, by: 1).reports.isEmpty)
    let reports = agent.report(query, by: 2).reports
    #expect(reports.map { $0.isQuorate } == [true] && reports.map { $0.unit } == [Self.group])
    #expect(agent.report(query, by: 0).reports.isEmpty)
    // Asked again, as the report may be lost, it says so again.
    #expect(agent.receive(.query(query, Self.group), from: 3).reports.count == 1)
  }

  @Test func `one that does not hold a unit says who does, as far as it knows`() {
    var agent = HierarchyAgent(1)
    let query = Self.query(1, from: 3, level: 2)
    #expect(
      agent.receive(.query(query, Self.group), from: 3).messages.map { $0.message }
        == [.elsewhere(Self.group, nil)])
    agent.receive(.heartbeat(Hierarchy.Heartbeat(to: Self.unit(1), term: 2, learned: 0)), from: 2)
    #expect(
      agent.receive(.query(query, Self.group), from: 3).messages.map { $0.message }
        == [.elsewhere(Self.group, AgentID(2))])
    var candidate = HierarchyAgent(3)
    candidate.becomeCoordinator(acknowledgedBy: 4)
    candidate.expire(.phase, 2)
    #expect(
      candidate.receive(.elsewhere(Self.group, AgentID(2)), from: 0).asked(.elect) == [2])
  }

  @Test
  func `the first of a group stands at once when the cluster starts, and after a crash waits`() {
    #expect(HierarchyAgent(3, .fresh).startEffects.asked(.elect) == [4, 5])
    #expect(HierarchyAgent(4, .fresh).startEffects.asked(.elect) == [])
    #expect(HierarchyAgent(3, .intact).startEffects.asked(.elect) == [])
  }
}

extension HierarchyAgent {
  init(_ index: Int, _ recovery: Recovery) {
    self.init(index, of: 9, storage: Hierarchy.Storage(), recovery)
  }
}
