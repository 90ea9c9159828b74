import Simulator
import Testing

@testable import Protocols

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct TeamInvariantsTests {
  private typealias Invariants = TeamInvariants<TeamClientNote>
  private let settings = TeamSamples.settings()
  private var course: [Snapshot] { settings.job.course }

  private func lease(
    term: Int64 = 1, _ number: Int32, round: Int32 = 0, task: Int32
  ) -> Lease {
    Lease(
      term: term, number: number, round: round, base: course[Int(round)].digest, task: task)
  }

  private func note(_ invariants: inout Invariants, _ notes: [(AgentID, TeamAgent.Note)]) {
    for (place, note) in notes.enumerated() {
      invariants.noted(note.1, by: note.0, at: Nanoseconds(place) * .millisecond)
    }
  }

  private func elected(_ term: Int64, _ agent: AgentID) -> (AgentID, TeamAgent.Note) {
    (agent, .parts(.election(Election.Note(.becameLeader(lease: 1), term, .global))))
  }

  /// The work of a round, from its start until all of it is counted.
  private func work(_ agent: AgentID, term: Int64 = 1, round: Int32 = 0) -> [(
    AgentID, TeamAgent.Note
  )] {
    var notes = [elected(term, agent), (agent, .started(term, round: round, tasks: 3))]
    for task in 0..<3 as Range<Int32> {
      let worker = AgentID(Int(task))
      let lease = lease(term: term, task + 1, round: round, task: task)
      notes += [
        (agent, .leased(lease, worker)), (worker, .worked(lease)),
        (agent, .counted(lease, worker)),
      ]
    }
    return notes
  }

  private func keep(_ invariants: inout Invariants, _ snapshot: Snapshot, _ agents: [AgentID]) {
    for agent in agents {
      var storage = TeamAgent.Storage()
      storage.apply(.candidate(snapshot))
      invariants.becameDurable(.candidate(snapshot), storage, of: agent, at: 0)
    }
  }

  private func decided(_ snapshot: Snapshot) -> (AgentID, TeamAgent.Note) {
    let assignment = Assignment(
      variable: 0, value: snapshot.digest, expectedVersion: snapshot.round - 1,
      proposal: ProposalID(epoch: 0, proposer: n1, sequence: 1))
    return (
      n1,
      .parts(.deliberation(.applied(assignment, .applied(version: snapshot.round), index: 3)))
    )
  }

  private func check(
    _ notes: [(AgentID, TeamAgent.Note)], keeping snapshot: Snapshot? = nil,
    at holders: [AgentID] = [n1, n2]
  ) -> String? {
    var invariants = Invariants(agentCount: 3, settings)
    if let snapshot { keep(&invariants, snapshot, holders) }
    note(&invariants, notes)
    return invariants.violation?.check
  }

  @Test func `a round from its first lease to its decision is legal`() {
    let all = work(n1) + [(n1, .gathered(1, course[1], results: 3)), decided(course[1])]
    #expect(check(all, keeping: course[1]) == nil)
  }

  @Test func `a deposed coordinator that goes on counting its own leases is legal`() {
    // A successor has decided the round meanwhile; what the other makes of it is never decided.
    let late = lease(term: 1, 9, task: 2)
    let notes: [(AgentID, TeamAgent.Note)] =
      [elected(1, n3), (n3, .started(1, round: 0, tasks: 3)), (n3, .leased(late, n3))]
      + work(n1, term: 2)
      + [(n1, .gathered(2, course[1], results: 3)), decided(course[1]), (n3, .counted(late, n3))]
    #expect(check(notes, keeping: course[1]) == nil)
  }

  @Test func `a snapshot that too few disks keep is seen when it is decided`() {
    let all = work(n1) + [(n1, .gathered(1, course[1], results: 3)), decided(course[1])]
    #expect(check(all, keeping: course[1], at: [n2]) == "kept by majority")
  }

  @Test func `a snapshot that is not what the job makes of its tasks is seen`() {
    let wrong = Snapshot(round: 1, values: course[1].values.map { $0 + 1 })
    let all = work(n1) + [(n1, .gathered(1, wrong, results: 3)), decided(wrong)]
    #expect(check(all, keeping: wrong) == "as computed")
    #expect(check([decided(wrong)], keeping: wrong) == "as computed")
  }

  @Test func `a report that counts twice, or after the end, is seen`() {
    let again: (AgentID, TeamAgent.Note) = (n1, .counted(lease(2, task: 1), n2))
    #expect(check(work(n1) + [again]) == "counted once")
    #expect(
      check(work(n1).dropLast(3) + [(n1, .gathered(1, course[1], results: 2)), again])
        == "no task lost")
    #expect(check([elected(1, n1), again]) == "counted once")
  }

  @Test func `a report under an old lease, or to an agent that was not elected, is seen`() {
    let (old, new) = (lease(1, task: 0), lease(2, task: 0))
    let notes: [(AgentID, TeamAgent.Note)] = [
      elected(1, n1), (n1, .started(1, round: 0, tasks: 3)), (n1, .leased(old, n2)),
      (n2, .worked(old)), (n1, .expired(old, n2)), (n1, .leased(new, n3)),
    ]
    #expect(check(notes + [(n1, .counted(old, n2))]) == "fenced")
    #expect(check(notes + [(n3, .worked(new)), (n1, .counted(new, n3))]) == nil)
    #expect(check([elected(1, n1), (n2, .leased(old, n2))]) == "fenced")
  }

  @Test func `a report from a snapshot that was not decided is seen`() {
    let foreign = Lease(term: 1, number: 1, round: 0, base: 5, task: 0)
    let notes: [(AgentID, TeamAgent.Note)] = [
      elected(1, n1), (n1, .started(1, round: 0, tasks: 3)), (n1, .leased(foreign, n2)),
      (n2, .worked(foreign)), (n1, .counted(foreign, n2)),
    ]
    #expect(check(notes) == "fenced")
  }

  @Test func `a report of work that its worker never finished is seen`() {
    let given = lease(1, task: 0)
    let notes: [(AgentID, TeamAgent.Note)] = [
      elected(1, n1), (n1, .started(1, round: 0, tasks: 3)), (n1, .leased(given, n2)),
      (n3, .worked(given)), (n1, .counted(given, n2)),
    ]
    #expect(check(notes) == "done work")
  }

  @Test func `a round that ends without a task is seen, unless it is late and has a quorum`() {
    let partial = work(n1).dropLast(3)
    let end: (AgentID, TeamAgent.Note) = (n1, .gathered(1, course[1], results: 2))
    #expect(check(partial + [end]) == "no task lost")
    let settings = TeamSamples.settings(quorum: 2)
    var invariants = Invariants(agentCount: 3, settings)
    note(&invariants, Array(partial))
    invariants.noted(end.1, by: n1, at: settings.roundDeadline + .second)
    #expect(invariants.violation == nil)
  }

  @Test func `an agent that goes on from what was not decided is seen`() {
    var invariants = Invariants(agentCount: 3, settings)
    var storage = TeamAgent.Storage()
    let wrong = Snapshot(round: 1, values: [1, 2, 3])
    storage.apply(.candidate(wrong))
    storage.apply(.decided(round: 1, digest: wrong.digest))
    var agent = TeamAgent(Profile(id: n2, clusterSize: 3), settings)
    invariants.stepped(agent, n2, at: 0)
    #expect(invariants.violation == nil)
    var turn = Turn<TeamAgent>(agent: n2)
    agent.start(from: storage, .intact, &turn)
    invariants.stepped(agent, n2, at: 0)
    #expect(invariants.violation?.check == "one snapshot")
  }
}
