public import Simulator

extension VersionedStore {
  /// What a client asks an agent for.
  @frozen
  public enum Request: Hashable, Sendable {
    /// The versions of a key.
    case get(key: Int32)
    /// A new version, which overwrites what the context knows.
    case put(key: Int32, value: Int64, Context)

    /// The key that it is about.
    public var key: Int32 {
      switch self {
      case .get(let key), .put(let key, _, _): key
      }
    }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Hashable, Sendable {
    /// What stands, and the context of a client that knows it.
    case values(key: Int32, [Int64], Context)
    /// The write is durable at a quorum; what stood at the coordinating agent with it.
    case stored(key: Int32, [Int64], Context)
    /// No quorum answered in time. A write may have taken effect, or may yet.
    case unavailable
    /// The agent holds no such key.
    case notHeld
  }

  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The time of a read or write is over.
    case call
    /// The next comparison.
    case exchange

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .call: visitor.kind(0, "call")
      case .exchange: visitor.kind(1, "exchange")
      }
    }
  }
}

extension VersionedStore.Request: ClientContent {
  public var byteCount: Int {
    switch self {
    case .get: 28
    case .put(_, _, let context): 52 + 12 * context.clock.width
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .get(let key): visitor.kind(0, "get", "key", key)
    case .put(let key, let value, let context):
      visitor.kind(1, "put", "key", key)
      visitor.field("value", value)
      visitor.field("context", context)
    }
  }
}

extension VersionedStore.Reply: ClientContent {
  public var byteCount: Int {
    switch self {
    case .values(_, let values, let context), .stored(_, let values, let context):
      44 + 8 * values.count + 12 * context.clock.width
    case .unavailable, .notHeld: 24
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .values(let key, let values, let context):
      visitor.kind(0, "values", "key", key)
      visitor.field("values", list: values)
      visitor.field("context", context)
    case .stored(let key, let values, let context):
      visitor.kind(1, "stored", "key", key)
      visitor.field("values", list: values)
      visitor.field("context", context)
    case .unavailable: visitor.kind(2, "unavailable")
    case .notHeld: visitor.kind(3, "not held")
    }
  }
}
