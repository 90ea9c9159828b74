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
  /// A read did not show a write of the client that it knew to be complete (read your writes).
  case missedOwnWrite(client: Int32, at: AgentID)
  /// A read showed less than an earlier read of the client (monotonic reads).
  case readOlder(client: Int32, at: AgentID)

  /// What a request came to.
  @frozen
  public enum Answer: String, Word {
    case complete
    case partial
    case value
    case refused
  }
}

extension UpdateNote {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let client, let isWrite, let agent):
      visitor.kind(0, "asked", "client", client + 1)
      visitor.field("write", isWrite)
      visitor.field("agent", agent)
    case .answered(let client, let answer, let askedAt):
      visitor.kind(1, "answered", "client", client + 1)
      visitor.field("answer", answer)
      visitor.field("askedAt", time: askedAt)
    case .gaveUp(let client, let isWrite):
      visitor.kind(2, "gave up", "client", client + 1)
      visitor.field("write", isWrite)
    case .missedOwnWrite(let client, let agent):
      visitor.kind(3, "missed its own write", "client", client + 1)
      visitor.field("agent", agent)
    case .readOlder(let client, let agent):
      visitor.kind(4, "read less than before", "client", client + 1)
      visitor.field("agent", agent)
    }
  }
}
