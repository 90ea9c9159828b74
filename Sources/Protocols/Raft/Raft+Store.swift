public import Simulator

extension Raft {
  /// The replicated state machine: a key-value store that applies each session's command once.
  ///
  /// Every key holds 0 until it is written. Keys and clients are meant to be small numbers from 0.
  public struct Store: Hashable, Sendable {
    private var values = Table<Int64>(repeating: 0)
    private var sessions = Table(repeating: SessionRecord(sequence: -1, outcome: .written))

    init() {}

    /// What a command did.
    public enum Outcome: Hashable, Sendable {
      case written
      /// The compare-and-set found this value.
      case mismatch(Int64)
    }

    /// The newest command of a client that was applied.
    struct SessionRecord: Hashable, Sendable {
      var sequence: Int32
      var outcome: Outcome
    }

    /// What a key holds; 0 if it was never written.
    public func read(_ key: Int32) -> Int64 { values[key] }

    /// Applies a command unless its session shows that it was (dissertation, 6.3).
    ///
    /// - Parameter isOnce: whether sessions are kept; else a repeated command takes effect again.
    /// - Returns: what it did, now or the first time; nil for a no-op and for a command that the client
    ///   has since followed by another.
    mutating func apply(_ command: Command, isOnce: Bool = true) -> Outcome? {
      switch command {
      case .noop, .assign, .deed: return nil
      case .write(let value, let key, let session):
        if isOnce, isRepetition(session) { return outcome(of: session) }
        values[key] = value
        sessions[session.client] = SessionRecord(sequence: session.sequence, outcome: .written)
        return .written
      case .compareAndSet(let expected, let new, let key, let session):
        if isOnce, isRepetition(session) { return outcome(of: session) }
        let outcome = compareAndSet(key, expected: expected, new: new)
        sessions[session.client] = SessionRecord(sequence: session.sequence, outcome: outcome)
        return outcome
      }
    }

    /// Whether this command or a later one of its client has been applied.
    func isRepetition(_ session: Session) -> Bool {
      session.sequence <= sessions[session.client].sequence
    }

    /// What an applied command did, if it is its client's newest.
    func outcome(of session: Session) -> Outcome? {
      let record = sessions[session.client]
      return record.sequence == session.sequence ? record.outcome : nil
    }

    /// A mistake: what was applied is not known any more, so it is applied again.
    mutating func forgetSessions() {
      sessions = Table(repeating: SessionRecord(sequence: -1, outcome: .written))
    }

    private mutating func compareAndSet(_ key: Int32, expected: Int64, new: Int64) -> Outcome {
      let found = values[key]
      if found != expected { return .mismatch(found) }
      values[key] = new
      return .written
    }
  }
}

extension Raft.Store: Fielded {
  /// The keys that hold a value, in ascending order.
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    for (key, value) in values.entries where value != 0 { visitor.field("key \(key)", value) }
  }
}
