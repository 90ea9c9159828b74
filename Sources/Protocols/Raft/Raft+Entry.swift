import Simulator

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
    public let command: Command

    @inlinable
    public init(term: Term, _ command: Command) {
      self.term = term
      self.command = command
    }
  }

  /// Who asked for a command, and which of its requests it is (dissertation, 6.3).
  ///
  /// A client numbers its commands upwards and waits for each before the next; a command with a number
  /// not above the last applied one is a repetition. A client with several commands at once uses a
  /// session for each of its slots.
  @frozen
  public struct Session: Hashable, Sendable {
    public let client: Int32
    public let sequence: Int32

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
  }
}

extension Raft.Entry: CustomStringConvertible {
  public var description: String { "\(command.description)@\(term)" }

  func feed(_ digest: inout Digest) {
    digest.feed(term)
    command.feed(&digest)
  }
}

extension Raft.Command: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noop: "noop"
    case .assign(let assignment): assignment.description
    case .write(let value, let key, _): "\(key)=\(value)"
    case .compareAndSet(let expected, let new, let key, _): "\(key):\(expected)>\(new)"
    }
  }

  func feed(_ digest: inout Digest) {
    switch self {
    case .noop: digest.feed(0)
    case .assign(let assignment):
      assignment.feed(&digest)
      digest.feed(3)
    case .write(let value, let key, let session):
      digest.feed(value)
      session.feed(tag: 1, key, &digest)
    case .compareAndSet(let expected, let new, let key, let session):
      digest.feed(expected)
      digest.feed(new)
      session.feed(tag: 2, key, &digest)
    }
  }
}

extension Raft.Session {
  /// Two words: the session, and the key with the tag of the operation.
  func feed(tag: UInt64, _ key: Int32, _ digest: inout Digest) {
    digest.feed(
      (UInt64(UInt32(bitPattern: client)) << 32) | UInt64(UInt32(bitPattern: sequence)))
    digest.feed((UInt64(UInt32(bitPattern: key)) << 8) | tag)
  }
}
