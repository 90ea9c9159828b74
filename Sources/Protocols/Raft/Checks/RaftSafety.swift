public import Simulator

/// The state of the safety checks; `RaftInvariants` says what they promise.
@usableFromInline
struct RaftSafety: Sendable {
  @usableFromInline var violation: Violation?

  var agents: [Agent]
  /// By leader, what it takes each agent's log to match; empty for who never led.
  var matches: [[Raft.Index]]
  /// Whose message the next step is with, or -1.
  @usableFromInline var sender: Int32 = -1
  var tree = RaftLogTree()
  /// In ascending order of terms.
  var elections: [Election] = []
  /// The newest entry that anybody has committed.
  var committed = RaftLogTree.Place.root
  /// How far each term that committed something new got, in the order in which it happened.
  var commitments: [Commitment] = []
  var acknowledgements = RaftAcknowledgements()
  /// What the committed log makes, for comparison with snapshots.
  var states = RaftStates()
  /// Snapshots that became durable in this event, and on whose disk.
  var newSnapshots: [(snapshot: Raft.Snapshot, agent: AgentID)] = []
  /// The newest format that any version reads that was seen.
  var newestFormat: UInt8 = 1
  /// What is known of changes of the membership.
  var membership = RaftMembershipRecord()
  /// Whether a client was answered in this event, or a snapshot became durable.
  @usableFromInline var hasAnswers = false

  /// What is known of one agent.
  // Without arrays, so that a copy costs no count of references.
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
    /// The base of its log.
    var base: Raft.Index = 0

    /// The term that it leads, or 0.
    var leadingTerm: Raft.Term = 0
    /// An agent of which it said that it lost entries.
    var forgiven: AgentID?

    // The disk.
    var durableTerm: Raft.Term = 0
    var durableVote: AgentID?
    var durableLog = RaftLogTree.Place.root
    var durableBase: Raft.Index = 0
    /// The last entry that its snapshot covers.
    var durableSnapshot = RaftLogTree.Place.root
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
  init(agentCount: Int, members: Raft.Membership?) {
    membership.initial = members
    membership.everybody = Raft.Membership(voters: Raft.Membership.first(agentCount))
    agents = Array(repeating: Agent(), count: agentCount)
    matches = Array(repeating: [], count: agentCount)
  }

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
  mutating func noted(_ note: Raft.Note, by agent: AgentID, at time: Nanoseconds) {
    guard watches(agent) else { return }
    switch note {
    case .becameLeader(let term, _, _): elect(agent, term, at: time)
    case .truncated(let first, _):
      agents[agent.index].firstRemoved = min(agents[agent.index].firstRemoved, first)
    case .lostEntries(let follower, _): agents[agent.index].forgiven = follower
    case .unreadable(let index, let format): failUnreadable(index, format, agent, at: time)
    default: break
    }
  }

  @usableFromInline
  mutating func stepped(
    _ machine: RaftView, _ log: Raft.Log, _ progress: [Raft.Progress], _ agent: AgentID,
    at time: Nanoseconds
  ) {
    guard watches(agent) else { return }
    let index = agent.index
    if agents[index].isStarting { checkStart(log, agent, at: time) }
    // Each comparison is of what no other check of this step changes.
    let known = agents[index]
    if machine.readFormat != newestFormat { compareFormats(log, machine, agent, at: time) }
    if machine.isLeader {
      if known.leadingTerm != machine.term { elect(agent, machine.term, at: time) }
    } else if known.leadingTerm != 0 {
      agents[index].leadingTerm = 0
    }
    if machine.term != known.term || machine.vote != known.vote {
      checkTerm(machine, agent, at: time)
    }
    if log.base != known.base { checkBase(log, machine, agent, at: time) }
    if log.lastIndex != known.log.index || log.lastTerm != known.log.term
      || known.firstRemoved != .max
    {
      checkLog(log, machine, agent, at: time)
    }
    if machine.appliedIndex > machine.commitIndex { failApplied(machine, agent, at: time) }
    if machine.commitIndex != known.commitIndex && violation == nil {
      checkCommit(machine, log, progress, agent, at: time)
    }
    if machine.isLeader { checkMatch(progress, agent, at: time) }
    if membership.isUsed { checkMembership(machine, agent, at: time) }
    sender = -1
  }

  @inline(never)
  private mutating func failApplied(
    _ machine: RaftView, _ agent: AgentID, at time: Nanoseconds
  ) {
    let applied = "\(agent.description) applied up to \(machine.appliedIndex)"
    fail(.appliedIndex, "\(applied), committed up to \(machine.commitIndex)", at: time)
  }
}
