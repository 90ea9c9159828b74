public import Simulator

extension Raft {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The agent took a higher term: a candidate by itself, others by a message of an agent in it.
    case termChanged(Term)
    /// A candidate or pre-candidate gave up in favour of a term or a leader.
    case becameFollower(Term)
    /// The agent asks whether it could win term `term + 1`; its own term stays.
    case becamePreCandidate(Term)
    /// The agent took this term and voted for itself.
    case becameCandidate(Term)
    /// The agent won; the log as it stood before its own first entry.
    case becameLeader(Term, lastIndex: Index, lastTerm: Term)
    /// The agent led this term and does no longer.
    case steppedDown(Term)
    /// First word from the leader of this term.
    case followed(AgentID, Term)
    case voteGranted(Term, to: AgentID)
    /// The leader of this term put entries at the end of its log.
    case appended(first: Index, last: Index, Term)
    /// A follower removed entries that conflict with its leader's.
    case truncated(first: Index, last: Index)
    /// The commit index rose from before `first` to `last`, and these entries were applied.
    case committed(first: Index, last: Index, byLeader: Bool)
    /// The leader answered reads, all of a state that holds everything up to `index`.
    case readsServed(count: Int, index: Index)
    /// A follower proved to the leader that it lost durable entries; its match index starts over.
    case lostEntries(AgentID, match: Index)
    /// The disk of this term's leader has left a write undone for too long, and the leader acts on it.
    case diskStalled(Term)
    /// The agent took a snapshot of what it has applied, up to this entry; its disk does not have it yet.
    case tookSnapshot(last: Index, Term)
    /// The disk has the snapshot, and the log gave up what is not behind this index.
    case compacted(base: Index)
    /// The leader starts to send a snapshot up to this index, in place of entries that it has no more.
    case sendsSnapshot(to: AgentID, last: Index)
    /// The agent took over the state of a leader's snapshot up to this entry.
    case installedSnapshot(last: Index, Term)
    /// The agent met an entry of a format that its version does not read, and does nothing more in this life.
    case unreadable(at: Index, format: UInt8)
    /// The log said that entries may be written in this format from now on.
    case formatFinalized(UInt8)
    /// A write failed, and the agent goes on.
    case writeFailed(Term)
    /// The configuration that the log has at an index counts from now on; 0 of the one at the start.
    case configurationInForce(index: Index, Membership)
    /// A configuration is known to be committed.
    case configurationCommitted(index: Index, Membership, byLeader: Bool)
    /// The leader of this term hands over, and takes in no more commands meanwhile.
    case transferBegun(to: AgentID, Term)
    /// Nobody took over in time, and the leader leads on.
    case transferAborted(to: AgentID, Term)
    /// The agent does not do, or gives up, what it was asked for.
    case refused(Change, Refusal)
  }
}

extension Raft.Note: NoteContent {
  public static var milestoneNames: [String] {
    [
      "leader elected", "candidate", "pre-candidate", "leader stepped down", "commit", "term",
      "leader heard", "snapshot taken", "snapshot sent", "snapshot installed",
      "configuration committed", "transfer begun", "unreadable entry", "format finalized",
    ]
  }

  public var milestone: Milestone? {
    switch self {
    case .becameLeader: Milestone(index: 0)
    case .becameCandidate: Milestone(index: 1)
    case .becamePreCandidate: Milestone(index: 2)
    case .steppedDown: Milestone(index: 3)
    case .committed(_, let last, true): Milestone(index: 4, .level(Int64(last)))
    case .termChanged(let term): Milestone(index: 5, .level(term))
    case .followed: Milestone(index: 6)
    case .tookSnapshot: Milestone(index: 7)
    case .sendsSnapshot: Milestone(index: 8)
    case .installedSnapshot: Milestone(index: 9)
    case .unreadable: Milestone(index: 12)
    case .formatFinalized: Milestone(index: 13)
    case .configurationCommitted(_, _, true): Milestone(index: 10)
    case .transferBegun: Milestone(index: 11)
    default: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .termChanged(let term):
      visitor.kind(0, "took term")
      visitor.field("term", term)
    case .becameFollower(let term):
      visitor.kind(1, "became follower")
      visitor.field("term", term)
    case .becamePreCandidate(let term):
      visitor.kind(2, "became pre-candidate")
      visitor.field("term", term)
    case .becameCandidate(let term):
      visitor.kind(3, "became candidate")
      visitor.field("term", term)
    case .becameLeader(let term, let lastIndex, let lastTerm):
      visitor.kind(4, "became leader")
      visitor.field("term", term)
      visitor.field("lastIndex", lastIndex)
      visitor.field("lastTerm", lastTerm)
    case .steppedDown(let term):
      visitor.kind(5, "stepped down")
      visitor.field("term", term)
    case .followed(let leader, let term):
      visitor.kind(6, "follows")
      visitor.field("leader", leader)
      visitor.field("term", term)
    case .voteGranted(let term, let candidate):
      visitor.kind(7, "voted")
      visitor.field("candidate", candidate)
      visitor.field("term", term)
    case .appended(let first, let last, let term):
      visitor.kind(8, "appended")
      visitor.field("first", first)
      visitor.field("last", last)
      visitor.field("term", term)
    case .truncated(let first, let last):
      visitor.kind(9, "truncated")
      visitor.field("first", first)
      visitor.field("last", last)
    case .committed(let first, let last, let byLeader):
      visitor.kind(10, "committed")
      visitor.field("first", first)
      visitor.field("last", last)
      visitor.field("byLeader", byLeader)
    case .readsServed(let count, let index):
      visitor.kind(11, "served reads")
      visitor.field("count", count)
      visitor.field("index", index)
    case .lostEntries(let follower, let match):
      visitor.kind(12, "lost entries")
      visitor.field("follower", follower)
      visitor.field("match", match)
    case .diskStalled(let term):
      visitor.kind(13, "gave up on its disk")
      visitor.field("term", term)
    case .tookSnapshot(let last, let term):
      visitor.kind(14, "took snapshot")
      visitor.field("last", last)
      visitor.field("term", term)
    case .compacted(let base):
      visitor.kind(15, "compacted")
      visitor.field("base", base)
    case .sendsSnapshot(let follower, let last):
      visitor.kind(16, "sends snapshot")
      visitor.field("follower", follower)
      visitor.field("last", last)
    default: memberFields(into: &visitor)
    }
  }

  /// The same of notes on who takes part and leads, on formats, on writes that fail, and on a snapshot
  /// that was installed.
  @inlinable
  public func memberFields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .configurationInForce(let index, let members):
      visitor.kind(18, "configuration in force")
      visitor.field("index", index)
      members.fields(into: &visitor)
    case .configurationCommitted(let index, let members, let byLeader):
      visitor.kind(19, "configuration committed")
      visitor.field("index", index)
      members.fields(into: &visitor)
      visitor.field("byLeader", byLeader)
    case .transferBegun(let target, let term):
      visitor.kind(20, "transfer begun")
      visitor.field("target", target)
      visitor.field("term", term)
    case .transferAborted(let target, let term):
      visitor.kind(21, "transfer aborted")
      visitor.field("target", target)
      visitor.field("term", term)
    case .refused(let change, let refusal):
      visitor.kind(22, "refused")
      visitor.field("change", change)
      visitor.field("reason", refusal)
    case .unreadable(let index, let format):
      visitor.kind(23, "cannot read an entry")
      visitor.field("index", index)
      visitor.field("format", Int(format))
    case .formatFinalized(let format):
      visitor.kind(24, "format finalized")
      visitor.field("format", Int(format))
    case .writeFailed(let term):
      visitor.kind(25, "heard of a failed write")
      visitor.field("term", term)
    case .installedSnapshot(let last, let term):
      visitor.kind(17, "installed snapshot")
      visitor.field("last", last)
      visitor.field("term", term)
    default: break
    }
  }
}
