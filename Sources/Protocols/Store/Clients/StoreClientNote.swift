public import Simulator

/// A fact that a client of a store states for checks and measures.
@frozen
public enum StoreClientNote: Traceable {
  /// A client asks for the versions of a key.
  case reading(client: Int32, key: Int32)
  /// What it was told, of what it asked for at a time.
  case read(client: Int32, key: Int32, [Int64], entries: Int32, askedAt: Nanoseconds)
  /// A client writes a value over those that its context stands for.
  case writing(client: Int32, key: Int32, value: Int64, over: [Int64])
  /// The write is durable at a quorum.
  case wrote(client: Int32, key: Int32, value: Int64, askedAt: Nanoseconds)
  /// No quorum answered in time, or the client had no answer at all.
  case failed(client: Int32, isWrite: Bool)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .reading(let client, let key):
      visitor.kind(0, "reading", "client", client &+ 1)
      visitor.field("key", key)
    case .read(let client, let key, let values, let entries, let askedAt):
      visitor.kind(1, "read", "client", client &+ 1)
      visitor.field("key", key)
      visitor.field("values", list: values)
      visitor.field("entries", entries)
      visitor.field("askedAt", time: askedAt)
    case .writing(let client, let key, let value, let over):
      visitor.kind(2, "writing", "client", client &+ 1)
      visitor.field("key", key)
      visitor.field("value", value)
      visitor.field("over", list: over)
    case .wrote(let client, let key, let value, let askedAt):
      visitor.kind(3, "wrote", "client", client &+ 1)
      visitor.field("key", key)
      visitor.field("value", value)
      visitor.field("askedAt", time: askedAt)
    case .failed(let client, let isWrite):
      visitor.kind(4, "failed", "client", client &+ 1)
      visitor.field("write", isWrite)
    }
  }
}
