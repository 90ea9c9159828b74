public import Simulator

extension Raft {
  /// What a client asks for; a client that repeats a command keeps its session.
  @frozen
  public struct Request: Traceable {
    /// Who asks, and which of its requests this is; a read leaves no trace in the session.
    public let session: Session
    /// What is to be done to the key-value store.
    public let operation: Operation

    /// A request of a session for an operation.
    @inlinable
    public init(_ session: Session, _ operation: Operation) {
      self.session = session
      self.operation = operation
    }
  }

  /// An operation on the key-value store; every key holds 0 until it is written.
  @frozen
  public enum Operation: Hashable, Sendable {
    case read(key: Int32)
    case write(key: Int32, value: Int64)
    /// Stores `new` if the key holds `expected`.
    case compareAndSet(key: Int32, expected: Int64, new: Int64)
    /// Opens a session for later requests, where their number is limited; the session of this request says only
    /// who asks.
    case openSession
    /// An operator asks for a change of who takes part or leads; nothing to the store.
    case change(Change)
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Traceable {
    /// What the key held, at some instant between the request and this reply.
    case value(Int64)
    /// The write or the compare-and-set took effect, once.
    case written
    /// The compare-and-set had no effect: the key held this value.
    case mismatch(Int64)
    /// The request had no effect here and never will have; ask the leader if it is known.
    case notLeader(AgentID?)
    /// Nobody here knows whether the command took or will take effect: leadership was lost meanwhile,
    /// or the client has since been answered a later command.
    case unknown
    /// A session of this number is open.
    case opened(Int32)
    /// The request had no effect now: its session is not known any more, nor whether it had one before
    /// (dissertation, 6.3).
    case sessionExpired
    /// What an operator asked for is in force.
    case changed
    /// The leader does not do what an operator asked for.
    case refused(Refusal)
  }
}

extension Raft.Request {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    operation.fields(into: &visitor)
    session.fields(into: &visitor)
  }
}

extension Raft.Operation: Traceable {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .read(let key): visitor.kind(0, "read", "key", key)
    case .write(let key, let value):
      visitor.kind(1, "write", "key", key)
      visitor.field("value", value)
    case .compareAndSet(let key, let expected, let new):
      visitor.kind(2, "compare and set", "key", key)
      visitor.field("expected", expected)
      visitor.field("new", new)
    case .openSession: visitor.kind(3, "open session")
    case .change(let change): visitor.part(4, "change", change)
    }
  }
}

extension Raft.Reply {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .value(let value):
      visitor.kind(0, "value")
      visitor.field("value", value)
    case .written: visitor.kind(1, "written")
    case .mismatch(let value):
      visitor.kind(2, "mismatch")
      visitor.field("holds", value)
    case .notLeader(let leader):
      visitor.kind(3, "not leader")
      visitor.field("leader", leader)
    case .unknown: visitor.kind(4, "unknown outcome")
    case .opened(let number): visitor.kind(5, "session opened", "session", number)
    case .sessionExpired: visitor.kind(6, "session expired")
    case .changed: visitor.kind(7, "changed")
    case .refused(let refusal):
      visitor.kind(8, "refused")
      visitor.field("reason", refusal)
    }
  }
}
