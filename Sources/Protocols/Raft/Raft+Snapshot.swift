public import Simulator

extension Raft {
  /// The state that a prefix of the committed log makes, which stands for that prefix (paper, section 7;
  /// dissertation, chapter 5).
  public struct Snapshot: Hashable, Sendable {
    /// The last entry that it covers.
    public let lastIndex: Index
    /// The term of that entry.
    public let lastTerm: Term
    /// One: apart, so that a snapshot is no larger than a number and two references in what carries it.
    private let content: [Content]

    private struct Content: Hashable, Sendable {
      let store: Store
      let members: Membership?
    }

    /// The snapshot of an agent that has applied everything up to an entry of this term.
    init(upTo lastIndex: Index, _ lastTerm: Term, _ store: Store, _ members: Membership?) {
      self.lastIndex = lastIndex
      self.lastTerm = lastTerm
      content = [Content(store: store, members: members)]
    }

    /// The key-value store, with its sessions (dissertation, 6.3), after the last entry.
    public var store: Store { content[0].store }

    /// Who takes part as of the last entry (dissertation, 5.1); nil where every agent votes for good.
    public var members: Membership? { content[0].members }

    /// What it holds, one after another, in an order that is the same at all agents.
    ///
    /// - Complexity: O(keys and sessions).
    public var records: [Record] { [.members(members)] + store.records }

    /// Bytes of its file: a header, and the records.
    var byteCount: Int { records.reduce(Storage.recordBytes + 16) { $0 + $1.byteCount } }

    /// A part of a snapshot, as files and messages hold it.
    @frozen
    public enum Record: Hashable, Sendable {
      case members(Membership?)
      /// In which format entries may be written, if the log has said so.
      case format(UInt8)
      case value(key: Int32, Int64)
      case session(Store.SessionRecord, client: Int32, lastUsed: Index)

      /// Size in a file or in a message.
      var byteCount: Int {
        switch self {
        case .format: 2
        case .members(let members): members == nil ? 8 : 24
        case .value: 13
        case .session: 26
        }
      }
    }
  }
}

extension Raft.Snapshot {
  /// Puts one together from its parts.
  ///
  /// - Parameters:
  ///   - store: an empty one.
  init(
    upTo lastIndex: Raft.Index, _ lastTerm: Raft.Term, of records: [Record],
    into store: Raft.Store
  ) {
    var store = store
    var members: Raft.Membership?
    for record in records {
      switch record {
      case .format(let format): store.restore(format: format)
      case .members(let given): members = given
      case .value(let key, let value): store.restore(value, of: key)
      case .session(let session, let client, let lastUsed):
        store.restore(session, of: client, lastUsed: lastUsed)
      }
    }
    self.init(upTo: lastIndex, lastTerm, store, members)
  }
}

extension Raft.Snapshot: Fielded {
  /// Its place; what it holds follows from the log.
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("lastIndex", lastIndex)
    visitor.field("lastTerm", lastTerm)
  }
}

extension Raft.Snapshot.Record: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .members(let members):
      visitor.kind(0, "members")
      members?.fields(into: &visitor)
    case .value(let key, let value):
      visitor.kind(1, "value", "key", key)
      visitor.field("value", value)
    case .session(let session, let client, let lastUsed):
      visitor.kind(2, "session", "client", client)
      visitor.field("sequence", session.sequence)
      if case .mismatch(let found) = session.outcome { visitor.field("found", found) }
      visitor.field("lastUsed", lastUsed)
    case .format(let format):
      visitor.kind(3, "format")
      visitor.field("newest", Int(format))
    }
  }
}
