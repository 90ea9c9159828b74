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
    /// To oneself: everything up to `index`, appended in `term`, is on the own disk.
    case stored(term: Term, index: Index)
  }

  /// A candidate asks for a vote (paper, figure 2).
  @frozen
  public struct VoteRequest: Hashable, Sendable {
    public var term: Term
    public var lastIndex: Index
    public var lastTerm: Term

    @inlinable
    public init(term: Term, lastIndex: Index, lastTerm: Term) {
      self.term = term
      self.lastIndex = lastIndex
      self.lastTerm = lastTerm
    }
  }

  /// A leader replicates entries (paper, figure 2).
  @frozen
  public struct AppendEntries: Hashable, Sendable {
    public var term: Term
    public var previousIndex: Index
    public var previousTerm: Term
    /// The leader's commit index; the receiver's may follow no further than this message reaches.
    public var commitIndex: Index
    /// Number of this message among the leader's; the reply repeats it.
    public var stamp: Int64
    public var entries: [Entry]

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
    public var term: Term
    public var stamp: Int64
    public var outcome: Outcome

    @frozen
    public enum Outcome: Hashable, Sendable {
      /// All entries up to this index match the leader's and are durable.
      case matched(Index)
      /// The request's `previousIndex` has no entry or one of another term: that term, or 0 if none,
      /// and the first index of that term, or one after the last entry (paper, end of 5.3).
      case conflict(at: Index, term: Term, first: Index)
    }

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
    public var term: Term
    /// How far the receiver may commit: never beyond what its log is known to match.
    public var commitIndex: Index
    /// Number of this message among the leader's; the reply repeats it.
    public var stamp: Int64

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
    public var term: Term
    public var stamp: Int64
    /// The end of the sender's log, which says nothing of what it matches.
    public var lastIndex: Index

    @inlinable
    public init(term: Term, stamp: Int64, lastIndex: Index) {
      self.term = term
      self.stamp = stamp
      self.lastIndex = lastIndex
    }
  }
}
