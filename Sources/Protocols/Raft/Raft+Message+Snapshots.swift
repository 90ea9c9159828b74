public import Simulator

extension Raft {
  /// A leader sends a part of a snapshot to a follower that lags behind its log (paper, figure 13).
  // The order keeps a message at the size of one with entries.
  @frozen
  public struct InstallSnapshot: Hashable, Sendable {
    /// The leader's term.
    public var term: Term
    /// The last entry that the snapshot covers (figure 13).
    public var lastIndex: Index
    /// The term of that entry.
    public var lastTerm: Term
    /// Number of this message among the leader's; the reply repeats it.
    public var stamp: Int64
    private var place: Int32
    private var total: Int32
    /// The records of this part, ascending.
    public var records: [Snapshot.Record]

    /// A part, of the records of a snapshot, that starts behind `offset` of them.
    public init(
      term: Term, lastIndex: Index, lastTerm: Term, stamp: Int64, offset: Int, total: Int,
      records: [Snapshot.Record]
    ) {
      self.term = term
      self.lastIndex = lastIndex
      self.lastTerm = lastTerm
      self.stamp = stamp
      place = Int32(truncatingIfNeeded: offset)
      self.total = Int32(truncatingIfNeeded: total)
      self.records = records
    }

    /// How many records of the snapshot come before those of this part (figure 13).
    public var offset: Int { Int(place) }

    /// Whether no part follows this one (figure 13, `done`).
    public var isLast: Bool { offset + records.count == Int(total) }
  }

  /// A follower tells what it has of a snapshot.
  @frozen
  public struct InstallReply: Hashable, Sendable {
    /// The follower's term; a leader of a lower one steps down (paper, 5.1).
    public var term: Term
    /// The number of the message that is answered.
    public var stamp: Int64
    /// What the follower has.
    public var outcome: Outcome

    /// How far a follower is.
    @frozen
    public enum Outcome: Hashable, Sendable {
      /// This number of the snapshot's records, from the first on; they are not durable.
      case received(Int)
      /// Everything up to this index matches the leader's log, by a snapshot or without, and is durable.
      case installed(Index)
    }

    /// A follower's answer to the message of this number.
    @inlinable
    public init(term: Term, stamp: Int64, _ outcome: Outcome) {
      self.term = term
      self.stamp = stamp
      self.outcome = outcome
    }
  }
}

extension Raft.InstallSnapshot: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("lastIndex", lastIndex)
    visitor.field("lastTerm", lastTerm)
    visitor.field("stamp", stamp)
    visitor.field("offset", offset)
    visitor.field("last", isLast)
    visitor.field("records", records)
  }
}

extension Raft.InstallReply: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("stamp", stamp)
    switch outcome {
    case .received(let count): visitor.field("received", count)
    case .installed(let index):
      visitor.field("installed", index)
      visitor.field("isDone", true)
    }
  }
}
