public import Simulator

extension Raft {
  /// What must outlive a crash: term, vote and log (paper, figure 2, persistent state), and a snapshot of what
  /// the log has no more (section 7).
  public struct Storage: DurableStorage {
    /// The latest term that the agent has seen, 0 before the first.
    public private(set) var term: Term = 0
    /// For whom the agent voted in `term`.
    public private(set) var votedFor: AgentID?
    /// Every entry that is durable.
    public private(set) var log = Log()

    /// The newest snapshot that is durable, if any.
    public private(set) var snapshot: Snapshot?

    public init() {}

    /// A durable write.
    @frozen
    public enum Write: Fielded, Hashable, Sendable {
      /// Term and vote, one record: a crash leaves both old or both new.
      case term(Term, votedFor: AgentID?)
      /// Everything after an index is cut off and these entries are put there.
      case append(after: Index, [Entry])
      /// A snapshot of this agent's own log, of which everything up to an index goes in the same instant.
      case snapshot(Snapshot, base: Index)
      /// A snapshot of a leader's log: what follows it stays if the log has its last entry, else nothing.
      case install(Snapshot)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .term(let term, let votedFor):
        self.term = term
        self.votedFor = votedFor
      case .append(let index, let entries):
        precondition(index <= log.lastIndex, "a gap: \(log.lastIndex) entries, append at \(index)")
        // What a snapshot covers stays as it is.
        let covered = max(0, log.base - index)
        log.truncate(after: index + covered)
        log.append(covered == 0 ? entries : Array(entries.dropFirst(covered)))
      case .snapshot(let snapshot, let base):
        self.snapshot = snapshot
        log.discard(through: base)
      case .install(let snapshot): install(snapshot)
      }
    }

    private mutating func install(_ snapshot: Snapshot) {
      self.snapshot = snapshot
      if log.term(at: snapshot.lastIndex) == snapshot.lastTerm {
        log.discard(through: snapshot.lastIndex)
      } else {
        log.restart(after: snapshot.lastIndex, snapshot.lastTerm)
      }
    }

    /// Takes the memory of what is equal in the log of another agent; changes no value.
    mutating func shareMemory(with other: Raft.Log) { log.shareMemory(with: other) }

    /// An append keeps its first entries; a term record is atomic, and so is a snapshot, which takes its name once
    /// it is whole.
    public mutating func tear(_ write: Write, kept: UInt32) {
      guard case .append(let index, let entries) = write else { return }
      let count = Int((UInt64(entries.count) * UInt64(kept)) >> 32)
      apply(.append(after: index, Array(entries[..<count])))
    }

    /// Drops the newest entry; a snapshot has a checksum and a name of its own.
    public mutating func corruptTail() -> Bool {
      if log.lastIndex == log.base { return false }
      log.truncate(after: log.lastIndex - 1)
      // What the snapshot has is not lost.
      if let snapshot, log.lastIndex < snapshot.lastIndex {
        log.restart(after: snapshot.lastIndex, snapshot.lastTerm)
      }
      return true
    }

    /// Bytes of the record's header, term and checksum.
    static let recordBytes = 16

    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .term: recordBytes + 4
      case .append(_, let entries): entries.reduce(0) { $0 + recordBytes + $1.command.byteCount }
      case .snapshot(let snapshot, _), .install(let snapshot): snapshot.byteCount
      }
    }
  }
}

extension Raft.Storage {
  /// Term and vote, and the log by its terms: of each, the first index that has it, and it.
  public func summary<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("votedFor", votedFor)
    visitor.field("lastIndex", log.lastIndex)
    visitor.field("terms", log.terms)
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("votedFor", votedFor)
    if let snapshot { visitor.field("snapshot", snapshot) }
    visitor.field("log", log)
  }
}

extension Raft.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .term(let term, let votedFor):
      visitor.kind(0, "term")
      visitor.field("term", term)
      visitor.field("votedFor", votedFor)
    case .append(let after, let entries):
      visitor.kind(1, "append")
      visitor.field("after", after)
      visitor.field("entries", entries)
    case .snapshot(let snapshot, let base):
      visitor.kind(2, "snapshot")
      snapshot.fields(into: &visitor)
      visitor.field("base", base)
    case .install(let snapshot):
      visitor.kind(3, "install")
      snapshot.fields(into: &visitor)
    }
  }
}
