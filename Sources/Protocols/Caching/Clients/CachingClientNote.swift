public import Simulator

/// A fact that a client of cached variables states for checks and measures.
@frozen
public enum CachingClientNote: Traceable {
  /// A client asks an agent to read or to write.
  case asked(client: Int32, isWrite: Bool, of: AgentID)
  /// The client read this.
  case read(client: Int32, key: Int32, Caching.Content, askedAt: Nanoseconds)
  /// The client's write is durable, as this version.
  case written(client: Int32, key: Int32, Caching.Content, askedAt: Nanoseconds)
  /// The agent had no answer of the server in time.
  case timedOut(client: Int32, isWrite: Bool)
  /// The client had no answer of the agent in time.
  case gaveUp(client: Int32, isWrite: Bool)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let client, let isWrite, let agent):
      visitor.kind(0, "asked", "client", client &+ 1)
      visitor.field("write", isWrite)
      visitor.field("agent", agent)
    case .read(let client, let key, let content, let askedAt):
      visitor.kind(1, "read", "client", client &+ 1)
      visitor.field("key", key)
      content.fields(into: &visitor)
      visitor.field("askedAt", time: askedAt)
    case .written(let client, let key, let content, let askedAt):
      visitor.kind(2, "written", "client", client &+ 1)
      visitor.field("key", key)
      content.fields(into: &visitor)
      visitor.field("askedAt", time: askedAt)
    case .timedOut(let client, let isWrite):
      visitor.kind(3, "timed out", "client", client &+ 1)
      visitor.field("write", isWrite)
    case .gaveUp(let client, let isWrite):
      visitor.kind(4, "gave up", "client", client &+ 1)
      visitor.field("write", isWrite)
    }
  }
}
