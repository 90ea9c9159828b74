public import Simulator

/// The safety of a team, checked in every step of a run; `TeamCheck` lists what is checked.
///
/// Which agent coordinates in a term is taken from the election, what was decided from the log, and what a
/// snapshot should be from the job: each decided round is computed once more. Memory grows with the tasks of
/// the job and the terms of coordinators.
public struct TeamInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = TeamAgent

  /// The first violated invariant, if any.
  public internal(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  let settings: TeamAgent.Settings
  let agents: Int
  /// The snapshots that the log decided, one a round, as far as they could be computed.
  var course: [Snapshot]
  /// What the log decided, by round.
  var digests: [Int64]
  /// The agent that the election chose, by term.
  var coordinators: [Election.Term: AgentID] = [:]
  /// The term in which each agent took over last, unless it has crashed since.
  var terms: [Election.Term?]
  /// What each coordinator is doing in its round, by term.
  var rounds: [Election.Term: TeamRound] = [:]
  /// What each agent has done.
  var done: [Set<TeamWork>]
  /// What was made of the results of the newest round, by digest.
  var gathered: [Int64: TeamRound] = [:]
  /// The round that each agent went on from last.
  var adopted: [Int32]
  /// By agent: the digests that its disk keeps of the rounds not decided.
  var kept: [[Int64]]

  /// Watches a run from its start.
  public init(agentCount: Int, _ settings: TeamAgent.Settings) {
    self.settings = settings
    agents = agentCount
    course = [settings.job.initial]
    digests = [course[0].digest]
    terms = Array(repeating: nil, count: agentCount)
    done = Array(repeating: [], count: agentCount)
    adopted = Array(repeating: 0, count: agentCount)
    kept = Array(repeating: [], count: agentCount)
  }

  public mutating func noted(_ note: TeamAgent.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .parts(.election(let note)):
      if case .becameLeader = note.fact, note.scope == .global { coordinators[note.term] = agent }
    case .parts(.deliberation(.applied(let assignment, .applied(let version), _))):
      decide(assignment, version, at: time)
    case .tookOver(let term, _): terms[agent.index] = term
    case .started(let term, let round, let tasks):
      rounds[term] = TeamRound(round: round, tasks: Int(tasks), since: time)
    case .leased(let lease, _): noteLease(lease, agent, at: time)
    case .expired(let lease, let worker): end(lease, of: worker, by: agent, at: time)
    case .worked(let lease): done[agent.index].insert(TeamWork(lease))
    case .counted(let lease, let worker): count(lease, of: worker, by: agent, at: time)
    case .gathered(let term, let snapshot, _): gather(term, snapshot, agent, at: time)
    default: break
    }
  }

  public mutating func stepped(
    _ machine: borrowing TeamAgent, _ agent: AgentID, at time: Nanoseconds
  ) {
    let round = machine.decided.round
    if round == adopted[agent.index] { return }
    adopted[agent.index] = round
    let snapshot = machine.decided
    let fresh = Snapshot(round: round, values: snapshot.values)
    if Int(round) < digests.count, digests[Int(round)] == fresh.digest { return }
    report(
      .oneSnapshot, "\(agent.description) goes on from \(fresh.text), which was not decided",
      at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard case .crashed = change else { return }
    adopted[agent.index] = -1
    terms[agent.index] = nil
  }

  public mutating func becameDurable(
    _ write: TeamAgent.Storage.Write, _ storage: borrowing TeamAgent.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    switch write {
    case .candidate, .decided: keep(storage, agent)
    case .parts: break
    }
  }

  public mutating func storageChanged(
    _ storage: borrowing TeamAgent.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    keep(storage, agent)
  }

  private mutating func keep(_ storage: borrowing TeamAgent.Storage, _ agent: AgentID) {
    kept[agent.index] = storage.candidates.map { $0.digest }
    if let decided = storage.decided { kept[agent.index].append(decided.digest) }
  }

  mutating func report(_ check: TeamCheck, _ message: String, at time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}

/// A task of a round from a snapshot, whoever does it.
struct TeamWork: Hashable, Sendable {
  let round: Int32
  let task: Int32
  let base: Int64

  init(_ lease: Lease) {
    round = lease.round
    task = lease.task
    base = lease.base
  }
}

/// What one coordinator has done in one round.
struct TeamRound: Hashable, Sendable {
  let round: Int32
  /// The newest lease of each task.
  var leases: [Lease?]
  /// Whether the newest lease of each task has ended without a report.
  var hasEnded: [Bool]
  /// Whether each task was counted.
  var isCounted: [Bool]
  let since: Nanoseconds
  /// Whether the next snapshot was made.
  var isOver = false

  init(round: Int32, tasks: Int, since: Nanoseconds) {
    self.round = round
    leases = Array(repeating: nil, count: tasks)
    hasEnded = Array(repeating: false, count: tasks)
    isCounted = hasEnded
    self.since = since
  }

  var results: Int { isCounted.count { $0 } }
}
