public import Simulator

/// The safety of Raft, checked in every step of a run: no two leaders, no two histories, nothing
/// lost.
///
/// `RaftCheck` lists what is checked. The checks see the machines themselves, so one that forgets a
/// note blinds none of them; notes only say where to look first.
///
/// The scheme is incremental. Log matching makes one tree of all entries that any log has held (see
/// `RaftLogTree`), in which a log is known by its last entry's place. Each entry is compared with
/// the tree once when it enters an agent's log, once when it enters a disk and once when the agent
/// commits it; all else compares places. So it suffices for leader completeness that a new leader's
/// log holds the newest entry committed in an earlier term: with that place it holds every entry
/// before it. One copy of an entry serves all agents.
///
/// What every agent has given up for snapshots leaves the tree: of it the state remains that the
/// committed log makes there, from which the state at the end of each snapshot follows (see
/// `RaftStates`). So the checks need no more memory than the longest log.
///
/// Raft promises nothing to a cluster whose disks lose what was durable. Where a scenario declares
/// amnesia or a corrupt tail, `electionSafety` (a forgotten vote), `leaderCompleteness`,
/// `stateMachineSafety` and `commitDurability` (forgotten entries, and what follows from them) may
/// rightly fire, `logMatching` after two leaders in one term, and `matchIndex` for an
/// acknowledgement that was under way. None of them is switched off, since most such faults harm a
/// minority only and do no damage. `monotoneTerm`, `oneVote` and `durableState` go by what the disk
/// keeps after the fault.
public struct RaftInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Raft

  @usableFromInline var safety: RaftSafety
  /// Whether agents take snapshots, so that what is checked of them says something.
  public let areSnapshotsTaken: Bool
  /// Whether it states the checks of changes of the membership.
  public let watchesMembership: Bool
  /// Whether it states the check of formats of entries.
  public let watchesFormats: Bool

  /// Watches a run with this number of agents from its start.
  ///
  /// - Parameters:
  ///   - members: who takes part at the start; nil for everybody.
  ///   - watchesMembership: whether it states the checks of changes of the membership.
  ///   - watchesFormats: whether it states the check of formats of entries.
  @inlinable
  public init(
    agentCount: Int, members: Raft.Membership? = nil, areSnapshotsTaken: Bool = false,
    watchesMembership: Bool = false, watchesFormats: Bool = false
  ) {
    safety = RaftSafety(agentCount: agentCount, members: members)
    self.areSnapshotsTaken = areSnapshotsTaken
    self.watchesMembership = watchesMembership
    self.watchesFormats = watchesFormats
  }

  /// The checks that say something of this run.
  public var names: [String] {
    let left = RaftCheck.allCases.filter { check in
      switch check {
      case .snapshot: !areSnapshotsTaken
      case .readableEntries: !watchesFormats
      default: !watchesMembership && RaftCheck.membershipNames.contains(check.name)
      }
    }
    return RaftCheck.names.filter { name in
      name == violation?.check || !left.contains { $0.name == name }
    }
  }

  /// What must never happen and did, the first time it did.
  @inlinable public var violation: Violation? { safety.violation }

  @inlinable public var hasViolation: Bool { safety.violation != nil }

  /// The run is over: a promise that was broken and did no harm counts now.
  public mutating func conclude() { safety.conclude() }

  @inlinable
  public mutating func noted(_ note: Raft.Note, by agent: AgentID, at time: Nanoseconds) {
    // Decided here, so that the many others cost no call.
    switch note {
    case .becameLeader, .truncated, .lostEntries, .unreadable:
      safety.noted(note, by: agent, at: time)
    default: break
    }
  }

  @inlinable
  public mutating func stepped(_ machine: borrowing Raft, _ agent: AgentID, at time: Nanoseconds) {
    // Its fields apart: the machine as a whole would be copied for the call.
    safety.stepped(
      RaftView(machine), machine.log, machine.progress, agent, at: time)
  }

  @inlinable
  public mutating func sent(
    _ message: Raft.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    switch message {
    case .vote, .requestVote, .appendReply, .installReply, .stored:
      safety.sent(message, from: source, to: target, at: time)
    default: break
    }
  }

  @inlinable
  public mutating func delivered(
    _ message: Raft.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    safety.sender = source.rawValue
  }

  @inlinable
  public mutating func requested(
    _ request: Raft.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    safety.requested(request, id)
  }

  @inlinable
  public mutating func responded(
    _ reply: Raft.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    safety.responded(reply, id, by: agent)
  }

  @inlinable
  public mutating func becameDurable(
    _ write: Raft.Storage.Write, _ storage: borrowing Raft.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    safety.becameDurable(write, of: agent, at: time)
  }

  @inlinable
  public mutating func storageChanged(
    _ storage: borrowing Raft.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    safety.storageChanged(storage, of: agent, at: time)
  }

  @inlinable
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    safety.changed(agent, change)
  }

  @inlinable
  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    if safety.hasAnswers { safety.conclude(at: time) }
  }
}
