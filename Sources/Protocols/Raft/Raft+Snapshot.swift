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
      let configuration: Configuration
    }

    /// The snapshot of an agent that has applied everything up to an entry of this term.
    init(upTo lastIndex: Index, _ lastTerm: Term, _ store: Store, _ configuration: Configuration) {
      self.lastIndex = lastIndex
      self.lastTerm = lastTerm
      content = [Content(store: store, configuration: configuration)]
    }

    /// The key-value store, with its sessions (dissertation, 6.3), after the last entry.
    public var store: Store { content[0].store }

    /// Who takes part as of the last entry (dissertation, 5.1).
    public var configuration: Configuration { content[0].configuration }

    /// What it holds, one after another, in an order that is the same at all agents.
    ///
    /// - Complexity: O(keys and sessions).
    public var records: [Record] { [.configuration(configuration)] + store.records }

    /// Bytes of its file: a header, and the records.
    var byteCount: Int { records.reduce(Storage.recordBytes + 16) { $0 + $1.byteCount } }

    /// A part of a snapshot, as files and messages hold it.
    @frozen
    public enum Record: Hashable, Sendable {
      case configuration(Configuration)
      /// In which format entries may be written, if the log has said so.
      case format(UInt8)
      case value(key: Int32, Int64)
      case session(Store.SessionRecord, client: Int32, lastUsed: Index)

      /// Size in a file or in a message.
      var byteCount: Int {
        switch self {
        case .configuration(let configuration): configuration.byteCount
        case .format: 2
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
  ///   - configuration: that of an agent, for parts that have none.
  init(
    upTo lastIndex: Raft.Index, _ lastTerm: Raft.Term, of records: [Record],
    into store: Raft.Store, else configuration: Raft.Configuration
  ) {
    var store = store
    var configuration = configuration
    for record in records {
      switch record {
      case .configuration(let given): configuration = given
      case .format(let format): store.restore(format: format)
      case .value(let key, let value): store.restore(value, of: key)
      case .session(let session, let client, let lastUsed):
        store.restore(session, of: client, lastUsed: lastUsed)
      }
    }
    self.init(upTo: lastIndex, lastTerm, store, configuration)
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
    case .configuration(let configuration):
      visitor.kind(0, "configuration")
      visitor.field("voters", configuration.voterCount)
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
