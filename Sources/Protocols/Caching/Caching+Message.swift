public import Simulator

extension Caching {
  /// A client's write on its way to the server.
  @frozen
  public struct Update: Hashable, Sendable {
    /// The variable.
    public let key: Int32
    /// What it holds from now on.
    public let value: Int64
    /// The client's attempt.
    public let id: RequestID
    /// The lowest attempt that the client waits for.
    public let low: Int32
    /// The writer's call.
    public let call: Int64

    /// A write of a client, by a call of the agent that serves it.
    @inlinable
    public init(key: Int32, value: Int64, id: RequestID, low: Int32, call: Int64) {
      self.key = key
      self.value = value
      self.id = id
      self.low = low
      self.call = call
    }
  }

  /// What agents and their server send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// Asks for a variable, and for a lease on it.
    case fetch(key: Int32, call: Int64)
    /// The variable, and for how long its copy may be used; 0 for this once.
    case granted(key: Int32, Content, term: Nanoseconds, call: Int64)
    /// Asks for a write; gives up the writer's leases on the variable.
    case write(Update)
    /// The write is durable.
    case written(key: Int32, version: Int32, call: Int64)
    /// The write was taken before.
    case repeated(call: Int64)
    /// Asks a holder to approve of a write.
    case revoke(key: Int32)
    /// The holder has no copy, and keeps none that any of its fetches up to this call brings.
    case approve(key: Int32, upTo: Int64)
  }
}

extension Caching.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "fetch", "granted", "write", "written", "repeated", "revoke", "approve",
    ]
  }

  /// A frame of 24 bytes, 8 for each number, and 64 for a value.
  public var byteCount: Int {
    switch self {
    case .fetch, .approve: 40
    case .granted: 120
    case .write: 120
    case .written: 48
    case .repeated, .revoke: 32
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .fetch(let key, let call):
      visitor.kind(0, "fetch", "key", key)
      visitor.field("call", call)
    case .granted(let key, let content, let term, let call):
      visitor.kind(1, "granted", "key", key)
      content.fields(into: &visitor)
      visitor.field("term", time: term)
      visitor.field("call", call)
    case .write(let update):
      visitor.kind(2, "write", "key", update.key)
      visitor.field("value", update.value)
      visitor.field("id", update.id)
      visitor.field("low", update.low)
      visitor.field("call", update.call)
    case .written(let key, let version, let call):
      visitor.kind(3, "written", "key", key)
      visitor.field("version", version)
      visitor.field("call", call)
    case .repeated(let call):
      visitor.kind(4, "repeated")
      visitor.field("call", call)
    case .revoke(let key): visitor.kind(5, "revoke", "key", key)
    case .approve(let key, let call):
      visitor.kind(6, "approve", "key", key)
      visitor.field("upTo", call)
    }
  }
}

extension Caching.Content: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("value", value)
    visitor.field("version", version)
  }
}
