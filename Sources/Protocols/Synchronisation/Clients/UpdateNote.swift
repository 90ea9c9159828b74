public import Simulator

/// A fact that a client of synchronised variables states for checks and measures.
@frozen
public enum UpdateNote: Traceable {
  /// A client asks an agent to write or to read.
  case asked(client: Int32, isWrite: Bool, of: AgentID)
  /// The client learned what came of it.
  case answered(client: Int32, Answer, askedAt: Nanoseconds)
  /// No answer came in time; a write may have taken effect, or not.
  case gaveUp(client: Int32, isWrite: Bool)
  /// A read did not show an own write that the client knew to be complete (read your writes).
  case missedOwnWrite(client: Int32, at: AgentID)
  /// A read showed less than an earlier read of the client (monotonic reads).
  case readOlder(client: Int32, at: AgentID)

  /// What a request came to.
  @frozen
  public enum Answer: Int, Hashable, Sendable {
    case complete
    case partial
    case value
    case refused

    var name: String {
      switch self {
      case .complete: "complete"
      case .partial: "partial"
      case .value: "value"
      case .refused: "refused"
      }
    }
  }
}

extension UpdateNote {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .asked(let client, let isWrite, let agent):
      feed(isWrite ? 0 : 1, client, &digest)
      digest.feed(agent)
    case .answered(let client, let answer, _):
      feed(2, client, &digest)
      digest.feed(answer.rawValue)
    case .gaveUp(let client, let isWrite): feed(isWrite ? 3 : 4, client, &digest)
    case .missedOwnWrite(let client, let agent):
      feed(5, client, &digest)
      digest.feed(agent)
    case .readOlder(let client, let agent):
      feed(6, client, &digest)
      digest.feed(agent)
    }
  }

  private func feed(_ tag: UInt64, _ client: Int32, _ digest: inout Digest) {
    digest.feed((UInt64(UInt32(bitPattern: client)) << 3) | tag)
  }

  public var description: String {
    switch self {
    case .asked(let client, let isWrite, let agent):
      "client \(client + 1) asks \(agent.description) to \(isWrite ? "write" : "read")"
    case .answered(let client, let answer, _): "client \(client + 1) is answered: \(answer.name)"
    case .gaveUp(let client, _): "client \(client + 1) gives up"
    case .missedOwnWrite(let client, let agent):
      "client \(client + 1) misses its own write at \(agent.description)"
    case .readOlder(let client, let agent):
      "client \(client + 1) reads less than before at \(agent.description)"
    }
  }
}
