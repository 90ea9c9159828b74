public import Simulator

/// The state of the safety checks; `RaftInvariants` says what they promise.
@usableFromInline
struct RaftSafety: Sendable {
  @usableFromInline var violation: Violation?

  var agents: [Agent]
  var tree = RaftLogTree()
  /// In ascending order of terms.
  var elections: [Election] = []
  /// The newest entry that anybody has committed.
  var committed = RaftLogTree.Place.root
  /// How far each term that committed something new got, in the order in which it happened.
  var commitments: [Commitment] = []
  var acknowledgements = RaftAcknowledgements()
  /// Whether a client was answered in this event.
  @usableFromInline var hasAnswers = false

  /// What is known of one agent.
  struct Agent: Sendable {
    // The process, as its last step left it.
    /// Whether the process has begun and not yet finished its first step.
    var isStarting = false
    var term: Raft.Term = 0
    var vote: AgentID?
    var log = RaftLogTree.Place.root
    /// The first index that the agent said it removed since then.
    var firstRemoved = Raft.Index.max
    var commitIndex: Raft.Index = 0

    /// The term that it leads, or 0.
    var leadingTerm: Raft.Term = 0
    /// What it takes each agent's log to match while it leads.
    var match: [Raft.Index] = []
    /// An agent of which it said that it lost entries.
    var forgiven: AgentID?
    /// Whose message it is stepped with.
    var sender: Int32 = -1

    // The disk.
    var durableTerm: Raft.Term = 0
    var durableVote: AgentID?
    var durableLog = RaftLogTree.Place.root
  }

  /// A leader, and the log that it had when it was elected.
  struct Election: Sendable {
    let term: Raft.Term
    let leader: AgentID
    let log: RaftLogTree.Place
  }

  struct Commitment: Sendable {
    let term: Raft.Term
    var last: Raft.Index
  }

  @usableFromInline
  init(agentCount: Int) { agents = Array(repeating: Agent(), count: agentCount) }

  /// Only the first violation counts: what follows it may follow from it.
  mutating func fail(
    _ check: RaftCheck, _ message: @autoclosure () -> String, at time: Nanoseconds
  ) {
    if violation == nil {
      violation = Violation(check: check.name, message: message(), time: time)
    }
  }

  /// Whether an agent is one of those watched, and nothing has been violated yet.
  @inline(__always)
  func watches(_ agent: AgentID) -> Bool {
    violation == nil && agent.index >= 0 && agent.index < agents.count
  }

  @usableFromInline
  mutating func delivered(from source: AgentID, to target: AgentID) {
    if watches(target) { agents[target.index].sender = source.rawValue }
  }

  @usableFromInline
  mutating func noted(_ note: Raft.Note, by agent: AgentID, at time: Nanoseconds) {
    guard watches(agent) else { return }
    switch note {
    case .becameLeader(let term, _, _): elect(agent, term, at: time)
    case .truncated(let first, _):
      agents[agent.index].firstRemoved = min(agents[agent.index].firstRemoved, first)
    case .lostEntries(let follower, _): agents[agent.index].forgiven = follower
    default: break
    }
  }

  @usableFromInline
  mutating func stepped(_ machine: borrowing Raft, _ agent: AgentID, at time: Nanoseconds) {
    guard watches(agent) else { return }
    let index = agent.index
    if agents[index].isStarting { checkStart(machine, agent, at: time) }
    if machine.role == .leader {
      if agents[index].leadingTerm != machine.term { elect(agent, machine.term, at: time) }
    } else if agents[index].leadingTerm != 0 {
      agents[index].leadingTerm = 0
    }
    if machine.term != agents[index].term || machine.votedFor != agents[index].vote {
      checkTerm(machine, agent, at: time)
    }
    if machine.log.lastIndex != agents[index].log.index
      || machine.log.lastTerm != agents[index].log.term || agents[index].firstRemoved != .max
    {
      checkLog(machine, agent, at: time)
    }
    checkIndices(machine, agent, at: time)
    if machine.role == .leader { checkMatch(machine, agent, at: time) }
    agents[index].sender = -1
  }

  /// Commit and applied index, before what was committed is looked at.
  @inline(__always)
  private mutating func checkIndices(
    _ machine: borrowing Raft, _ agent: AgentID, at time: Nanoseconds
  ) {
    if machine.appliedIndex > machine.commitIndex {
      let applied = "\(agent.description) applied up to \(machine.appliedIndex)"
      fail(.appliedIndex, "\(applied), committed up to \(machine.commitIndex)", at: time)
    }
    if machine.commitIndex != agents[agent.index].commitIndex && violation == nil {
      checkCommit(machine, agent, at: time)
    }
  }
}
