extension Raft {
  /// What agents send to one another, and a leader to itself.
  @frozen
  public enum Message: Hashable, Sendable {
    case requestVote(VoteRequest)
    case vote(term: Term, granted: Bool)
    /// `term` is the one that the sender would take.
    case requestPreVote(VoteRequest)
    /// `term` is the voter's own, `proposed` the request's.
    case preVote(term: Term, proposed: Term, granted: Bool)
    case appendEntries(AppendEntries)
    case appendReply(AppendReply)
    case heartbeat(Heartbeat)
    case heartbeatReply(HeartbeatReply)
    /// To oneself: everything up to `index`, appended in `term`, is on its disk.
    case stored(term: Term, index: Index)
    case installSnapshot(InstallSnapshot)
    case installReply(InstallReply)
    /// To oneself: a snapshot up to `index` is on its disk.
    case snapshotStored(index: Index)
    /// A follower tells the leader of `term` the newest format that it reads.
    case format(term: Term, newest: UInt8)
    /// The leader of this term asks the receiver to stand at once (dissertation, 3.10).
    case timeoutNow(term: Term)
  }

  /// A candidate asks for a vote (paper, figure 2).
  @frozen
  public struct VoteRequest: Hashable, Sendable {
    /// The candidate's term (figure 2); in a pre-vote the one that it would take.
    public var term: Term
    /// The index of the candidate's last log entry, 0 for an empty log (paper, 5.4.1).
    public var lastIndex: Index
    /// The term of that entry, 0 for an empty log (paper, 5.4.1).
    public var lastTerm: Term
    /// Whether the leader asked for the election, so that agents that hear from it vote as well
    /// (dissertation, 4.2.3).
    public var isTransfer: Bool

    /// The request of a candidate with such a log.
    @inlinable
    public init(term: Term, lastIndex: Index, lastTerm: Term, isTransfer: Bool = false) {
      self.term = term
      self.lastIndex = lastIndex
      self.lastTerm = lastTerm
      self.isTransfer = isTransfer
    }
  }

  /// A leader replicates entries (paper, figure 2).
  @frozen
  public struct AppendEntries: Hashable, Sendable {
    /// The leader's term.
    public var term: Term
    /// The index of the entry just before the new ones, 0 for the start of the log (paper, 5.3).
    public var previousIndex: Index
    /// The term of that entry; a log without an entry of this index and term refuses the new ones.
    public var previousTerm: Term
    /// The leader's commit index; the receiver's may follow no further than this message reaches.
    public var commitIndex: Index
    /// Number of this message among the leader's; the reply repeats it.
    public var stamp: Int64
    /// The new entries, ascending; may be empty, as a probe for where the logs match.
    public var entries: [Entry]

    /// The message of a leader of this term that follows the entry at `previousIndex`.
    @inlinable
    public init(
      term: Term, previousIndex: Index, previousTerm: Term, commitIndex: Index, stamp: Int64,
      entries: [Entry]
    ) {
      self.term = term
      self.previousIndex = previousIndex
      self.previousTerm = previousTerm
      self.commitIndex = commitIndex
      self.stamp = stamp
      self.entries = entries
    }
  }

  /// A follower tells how far its log matches, or where it does not.
  @frozen
  public struct AppendReply: Hashable, Sendable {
    /// The follower's term; a leader of a lower one steps down (paper, 5.1).
    public var term: Term
    /// The number of the message that is answered.
    public var stamp: Int64
    /// How far the log matches, or where it does not.
    public var outcome: Outcome

    /// What came of comparing the message with the log.
    @frozen
    public enum Outcome: Hashable, Sendable {
      /// All entries up to this index match the leader's and are durable.
      case matched(Index)
      /// The request's `previousIndex` has no entry or one of another term: that term, or 0 if none,
      /// and the first index of that term, or one after the last entry (paper, end of 5.3).
      case conflict(at: Index, term: Term, first: Index)
    }

    /// A follower's answer to the message of this number.
    @inlinable
    public init(term: Term, stamp: Int64, _ outcome: Outcome) {
      self.term = term
      self.stamp = stamp
      self.outcome = outcome
    }
  }

  /// A leader's sign of life.
  @frozen
  public struct Heartbeat: Hashable, Sendable {
    /// The leader's term.
    public var term: Term
    /// How far the receiver may commit: never beyond what its log is known to match.
    public var commitIndex: Index
    /// Number of this message among the leader's; the reply repeats it.
    public var stamp: Int64

    /// A sign of life of a leader of this term.
    @inlinable
    public init(term: Term, commitIndex: Index, stamp: Int64) {
      self.term = term
      self.commitIndex = commitIndex
      self.stamp = stamp
    }
  }

  /// A follower's answer to a sign of life.
  @frozen
  public struct HeartbeatReply: Hashable, Sendable {
    /// The follower's term; a leader of a lower one steps down (paper, 5.1).
    public var term: Term
    /// The number of the heartbeat that is answered; a majority of them proves that the leader led
    /// when it sent them (dissertation, 6.4).
    public var stamp: Int64
    /// The end of the sender's log, which says nothing of what it matches.
    public var lastIndex: Index

    /// A follower's answer to the heartbeat of this number.
    @inlinable
    public init(term: Term, stamp: Int64, lastIndex: Index) {
      self.term = term
      self.stamp = stamp
      self.lastIndex = lastIndex
    }
  }
}
