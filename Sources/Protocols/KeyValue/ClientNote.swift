public import Simulator

/// A fact that a client of a key-value store states for checks and measures.
///
/// Operations are numbered from 0 in the order in which they are invoked, over all clients. Each
/// ends with one of `completed`, `failed` and `unknown`, or is open when the run ends.
@frozen
public enum ClientNote: Traceable {
  /// A client wants something from now on, even if it cannot ask yet.
  case invoked(Int, client: Int32, Raft.Operation)
  /// The client learned what the operation did.
  case completed(Int, Result, invokedAt: Nanoseconds)
  /// The client gave up, and the operation certainly had no effect and never will have.
  case failed(Int)
  /// The client gave up, and the operation may have taken effect, or not, or may do so at any later
  /// time.
  case unknown(Int)
  /// The client asks again after silence or a refusal.
  case retried(Int, at: AgentID)
  /// The client asks the agent that another one named as the leader.
  case redirected(Int, to: AgentID)

  /// What an operation did.
  @frozen
  public enum Result: Hashable, Sendable {
    /// A read found this value.
    case value(Int64)
    /// A write or a compare-and-set took effect.
    case written
    /// A compare-and-set found this value and did nothing.
    case mismatch(Int64)
  }
}

extension ClientNote {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .invoked(let id, let client, let operation):
      feed(0, id, &digest)
      Raft.Request(Raft.Session(client: client, sequence: 0), operation).feed(&digest)
    case .completed(let id, let result, _):
      switch result {
      case .value(let value):
        feed(1, id, &digest)
        digest.feed(value)
      case .written: feed(2, id, &digest)
      case .mismatch(let value):
        feed(3, id, &digest)
        digest.feed(value)
      }
    case .failed(let id): feed(4, id, &digest)
    case .unknown(let id): feed(5, id, &digest)
    case .retried(let id, let agent):
      feed(6, id, &digest)
      digest.feed(agent)
    case .redirected(let id, let agent):
      feed(7, id, &digest)
      digest.feed(agent)
    }
  }

  private func feed(_ tag: UInt64, _ id: Int, _ digest: inout Digest) {
    digest.feed((UInt64(id) << 3) | tag)
  }

  public var description: String {
    switch self {
    case .invoked(let id, let client, let operation):
      "client \(client + 1) invokes \(id): \(operation.text)"
    case .completed(let id, .value(let value), _): "\(id) found \(value)"
    case .completed(let id, .written, _): "\(id) written"
    case .completed(let id, .mismatch(let value), _): "\(id) mismatch: holds \(value)"
    case .failed(let id): "\(id) failed"
    case .unknown(let id): "\(id) given up, outcome unknown"
    case .retried(let id, let agent): "\(id) retried at \(agent.description)"
    case .redirected(let id, let agent): "\(id) redirected to \(agent.description)"
    }
  }
}

extension Raft.Operation {
  /// The operation in words.
  var text: String {
    Raft.Request(Raft.Session(client: 0, sequence: 0), self).description
  }
}
