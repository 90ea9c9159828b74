public import Simulator

extension Raft {
  /// The replicated state machine: a key-value store that applies each session's command once.
  ///
  /// Every key holds 0 until it is written. Keys and clients are meant to be small numbers from 0.
  public struct Store: Hashable, Sendable {
    private var values = Table<Int64>(repeating: 0)
    private var sessions = Table(repeating: Store.noSession)
    /// Sessions that clients opened, in place of those above, where their number is limited.
    private var opened: OpenSessions
    /// The newest format in which entries may be written, as the log says.
    public fileprivate(set) var format: UInt8 = 1

    /// Whether sessions are kept; else a repeated command takes effect again.
    private let isOnce: Bool

    /// - Parameters:
    ///   - sessionLimit: the most sessions that are remembered; nil for all, which nobody opens.
    ///   - isOnce: whether sessions are kept; else a repeated command takes effect again.
    init(sessionLimit: Int? = nil, isOnce: Bool = true) {
      opened = OpenSessions(limit: isOnce ? sessionLimit ?? 0 : 0)
      self.isOnce = isOnce
    }

    /// What a command did.
    @frozen
    public enum Outcome: Hashable, Sendable {
      case written
      /// The compare-and-set found this value.
      case mismatch(Int64)
      /// A session of this number was opened.
      case opened(Int32)
      /// Nothing: its session is not known, or not any more.
      case expired
    }

    /// The newest command of a client that was applied.
    public struct SessionRecord: Hashable, Sendable {
      var sequence: Int32
      var outcome: Outcome
    }

    static var noSession: SessionRecord { SessionRecord(sequence: -1, outcome: .written) }

    /// What a key holds; 0 if it was never written.
    public func read(_ key: Int32) -> Int64 { values[key] }

    /// Applies a command unless its session shows that it was (dissertation, 6.3).
    ///
    /// - Parameter index: that of its entry.
    /// - Returns: what it did, now or the first time; nil for a no-op and for a command that the client
    ///   has since followed by another.
    mutating func apply(_ command: Command, at index: Index) -> Outcome? {
      switch command {
      case .noop, .assign, .deed, .configure: return nil
      case .openSession: return .opened(opened.open(at: index))
      case .finalize(let newest):
        format = max(format, newest)
        return nil
      case .write(let value, let key, let session):
        if opened.limit != 0 { return applyOpened(command, session, at: index) }
        if isOnce, isRepetition(session) { return outcome(of: session) }
        values[key] = value
        sessions[session.client] = SessionRecord(sequence: session.sequence, outcome: .written)
        return .written
      case .compareAndSet(let expected, let new, let key, let session):
        if opened.limit != 0 { return applyOpened(command, session, at: index) }
        if isOnce, isRepetition(session) { return outcome(of: session) }
        let outcome = compareAndSet(key, expected: expected, new: new)
        sessions[session.client] = SessionRecord(sequence: session.sequence, outcome: outcome)
        return outcome
      }
    }

    /// The same for a command of a session that must be open, where that is limited.
    @inline(never)
    private mutating func applyOpened(
      _ command: Command, _ session: Session, at index: Index
    ) -> Outcome? {
      guard let place = opened.place(of: session.client) else { return .expired }
      opened.use(place, at: index)
      let record = opened[place]
      if session.sequence <= record.sequence {
        return session.sequence == record.sequence ? record.outcome : nil
      }
      let outcome: Outcome
      switch command {
      case .write(let value, let key, _):
        values[key] = value
        outcome = .written
      case .compareAndSet(let expected, let new, let key, _):
        outcome = compareAndSet(key, expected: expected, new: new)
      case .noop, .assign, .deed, .openSession, .configure, .finalize: return nil
      }
      opened[place] = SessionRecord(sequence: session.sequence, outcome: outcome)
      return outcome
    }

    private func record(of client: Int32) -> SessionRecord {
      if opened.limit == 0 { return sessions[client] }
      return opened.place(of: client).map { opened[$0] } ?? Store.noSession
    }

    /// Whether this command or a later one of its client has been applied.
    func isRepetition(_ session: Session) -> Bool {
      session.sequence <= record(of: session.client).sequence
    }

    /// What an applied command did, if it is its client's newest.
    func outcome(of session: Session) -> Outcome? {
      let record = record(of: session.client)
      return record.sequence == session.sequence ? record.outcome : nil
    }

    /// A mistake: what was applied is not known any more, so it is applied again.
    mutating func forgetSessions() {
      sessions = Table(repeating: Store.noSession)
      opened = OpenSessions(limit: opened.limit)
    }

    /// A mistake: a session that has expired is taken for a new one.
    mutating func readmit(_ command: Command, at index: Index) {
      switch command {
      case .write(_, _, let session), .compareAndSet(_, _, _, let session):
        if opened.limit != 0 { opened.readmit(session.client, at: index) }
      case .noop, .assign, .deed, .openSession, .configure, .finalize: break
      }
    }

    private mutating func compareAndSet(_ key: Int32, expected: Int64, new: Int64) -> Outcome {
      let found = values[key]
      if found != expected { return .mismatch(found) }
      values[key] = new
      return .written
    }
  }
}

/// As snapshots keep it.
extension Raft.Store {
  /// Keys and sessions, each in ascending order.
  ///
  /// - Complexity: O(keys and sessions).
  var records: [Raft.Snapshot.Record] {
    var records: [Raft.Snapshot.Record] = []
    for (key, value) in values.entries where value != 0 { records.append(.value(key: key, value)) }
    for (client, record) in sessions.entries where record.sequence >= 0 {
      records.append(.session(record, client: client, lastUsed: 0))
    }
    return (format > 1 ? [.format(format)] : []) + records + opened.records
  }

  /// A store without a key that keeps sessions as this one does.
  var emptied: Raft.Store {
    Raft.Store(sessionLimit: opened.limit, isOnce: isOnce)
  }

  mutating func restore(format: UInt8) { self.format = format }

  mutating func restore(_ value: Int64, of key: Int32) { values[key] = value }

  mutating func restore(_ record: SessionRecord, of client: Int32, lastUsed: Raft.Index) {
    if opened.limit == 0 {
      sessions[client] = record
    } else {
      opened.restore(record, client, lastUsed: lastUsed)
    }
  }
}

extension Raft.Store: Fielded {
  /// The keys that hold a value, in ascending order.
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    for (key, value) in values.entries where value != 0 { visitor.field("key \(key)", value) }
    if format > 1 { visitor.field("format", Int(format)) }
  }
}
