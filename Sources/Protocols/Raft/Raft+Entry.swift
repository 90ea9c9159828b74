public import Simulator

extension Raft {
  /// A span of time with at most one leader; terms are numbered from 1, and 0 is before the first.
  public typealias Term = Int64
  /// A place in the log; the first entry stands at 1, and 0 is before it.
  public typealias Index = Int

  /// One record of the replicated log.
  @frozen
  public struct Entry: Hashable, Sendable {
    /// The term of the leader that made it.
    public let term: Term
    /// What it does to the store once it is applied.
    public let command: Command
    /// The format in which its leader wrote it; a version reads those up to its own.
    public let format: UInt8

    /// An entry that a leader of this term makes.
    @inlinable
    public init(term: Term, _ command: Command, format: UInt8 = 1) {
      self.term = term
      self.command = command
      self.format = format
    }
  }

  /// Who asked for a command, and which of its requests it is (dissertation, 6.3).
  ///
  /// A client numbers its commands upwards and waits for each before the next; a command with a number
  /// not above the last applied one is a repetition. A client with several commands at once uses a
  /// session for each of its slots.
  @frozen
  public struct Session: Hashable, Sendable {
    /// The client, or the slot of a client, that asked.
    public let client: Int32
    /// The number of the request among the session's, ascending.
    public let sequence: Int32

    /// The request of this number in a client's session.
    @inlinable
    public init(client: Int32, sequence: Int32) {
      self.client = client
      self.sequence = sequence
    }
  }

  /// What an entry does to the key-value store.
  // The order of the payloads keeps an entry at 40 bytes.
  @frozen
  public enum Command: Hashable, Sendable {
    /// Nothing: the first entry of each leader, which lets it commit what came before (paper, 8).
    case noop
    case write(value: Int64, key: Int32, session: Session)
    /// Stores `new` if the key holds `expected`.
    case compareAndSet(expected: Int64, new: Int64, key: Int32, session: Session)
    /// Nothing to the store: a decision for the layer above, which applies it where it is committed.
    case assign(Assignment)
    /// Nothing to the store: an economic command for the layer above.
    case deed(Deed)
    /// Opens a session for a client, whose number is the index of this entry (dissertation, 6.3).
    case openSession
    /// From here on entries may be written in this format, which all members read.
    case finalize(format: UInt8)
    /// Nothing to the store: who takes part from here on (dissertation, chapter 4).
    case configure(Membership)
  }
}

extension Raft.Entry: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("command", command)
    if format > 1 { visitor.field("format", Int(format)) }
  }
}

extension Raft.Command: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .noop: visitor.kind(0, "noop")
    case .write(let value, let key, let session):
      visitor.kind(1, "write", "key", key)
      visitor.field("value", value)
      session.fields(into: &visitor)
    case .compareAndSet(let expected, let new, let key, let session):
      visitor.kind(2, "compare and set", "key", key)
      visitor.field("expected", expected)
      visitor.field("new", new)
      session.fields(into: &visitor)
    case .assign(let assignment): visitor.part(3, "assign", assignment)
    case .deed(let deed): visitor.part(4, "deed", deed)
    case .openSession: visitor.kind(5, "open session")
    case .finalize(let format): visitor.kind(7, "finalize format", "format", Int32(format))
    case .configure(let members): visitor.part(6, "configure", members)
    }
  }
}

extension Raft.Session: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("session", client, "sequence", sequence)
  }
}

extension Raft.Entry: CustomStringConvertible {
  /// As messages of checks write it: `3=7@2`.
  public var description: String { "\(command.text)@\(term)" }
}

extension Raft.Command {
  /// As messages of checks write it: `3=7`, `3:7>8`.
  var text: String {
    switch self {
    case .noop: "noop"
    case .openSession: "open session"
    case .finalize(let format): "format \(format)"
    case .assign(let assignment): assignment.description
    case .deed(let deed): deed.description
    case .configure(let members): members.description
    case .write(let value, let key, _): "\(key)=\(value)"
    case .compareAndSet(let expected, let new, let key, _): "\(key):\(expected)>\(new)"
    }
  }
}
