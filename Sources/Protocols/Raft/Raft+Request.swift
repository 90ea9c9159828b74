public import Simulator

extension Raft {
  /// What a client asks for; a client that repeats a command keeps its session.
  @frozen
  public struct Request: Traceable {
    public let session: Session
    public let operation: Operation

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
  }
}

extension Raft.Request {
  public func feed(_ digest: inout Digest) {
    switch operation {
    case .read(let key): session.feed(tag: 0, key, &digest)
    case .write(let key, let value):
      session.feed(tag: 1, key, &digest)
      digest.feed(value)
    case .compareAndSet(let key, let expected, let new):
      session.feed(tag: 2, key, &digest)
      digest.feed(expected)
      digest.feed(new)
    }
  }

  public var description: String {
    switch operation {
    case .read(let key): "read \(key)"
    case .write(let key, let value): "write \(key)=\(value)"
    case .compareAndSet(let key, let expected, let new):
      "compare and set \(key) from \(expected) to \(new)"
    }
  }
}

extension Raft.Reply {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .value(let value):
      digest.feed(0)
      digest.feed(value)
    case .written: digest.feed(1)
    case .mismatch(let value):
      digest.feed(2)
      digest.feed(value)
    case .notLeader(nil): digest.feed(3)
    case .notLeader(let leader?):
      digest.feed(4)
      digest.feed(leader)
    case .unknown: digest.feed(5)
    }
  }

  public var description: String {
    switch self {
    case .value(let value): "value \(value)"
    case .written: "written"
    case .mismatch(let value): "mismatch: holds \(value)"
    case .notLeader(nil): "not the leader"
    case .notLeader(let leader?): "not the leader; ask \(leader.description)"
    case .unknown: "outcome unknown"
    }
  }
}
