public import Simulator

extension VersionedStore {
  /// What replicas send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// An object to take in; 0 as its call if nobody waits for it.
    case replicate(key: Int32, Object, call: Int64)
    /// It is durable.
    case stored(call: Int64)
    /// Asks what a replica has.
    case fetch(key: Int32, call: Int64)
    /// What it has.
    case fetched(Object, call: Int64)
  }
}

extension VersionedStore.Message: MessageContent {
  public static var kindNames: [String] { ["replicate", "stored", "fetch", "fetched"] }

  /// A frame of 24 bytes, 8 for each number, and the object.
  public var byteCount: Int {
    switch self {
    case .replicate(_, let object, _): 16 + object.byteCount
    case .stored: 32
    case .fetch: 40
    case .fetched(let object, _): 8 + object.byteCount
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .replicate(let key, let object, let call):
      visitor.kind(0, "replicate", "key", key)
      visitor.field("object", object)
      visitor.field("call", call)
    case .stored(let call):
      visitor.kind(1, "stored")
      visitor.field("call", call)
    case .fetch(let key, let call):
      visitor.kind(2, "fetch", "key", key)
      visitor.field("call", call)
    case .fetched(let object, let call):
      visitor.kind(3, "fetched")
      visitor.field("object", object)
      visitor.field("call", call)
    }
  }
}
