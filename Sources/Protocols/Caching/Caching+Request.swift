public import Simulator

extension Caching {
  /// What a client asks an agent for.
  @frozen
  public enum Request: ClientContent {
    /// The value of a variable.
    case read(key: Int32)
    /// A new value; the client waits for no attempt below `low`.
    case write(key: Int32, value: Int64, low: Int32)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .read(let key): visitor.kind(0, "read", "key", key)
      case .write(let key, let value, let low):
        visitor.kind(1, "write", "key", key)
        visitor.field("value", value)
        visitor.field("low", low)
      }
    }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: ClientContent {
    /// What the variable holds, from the copy or from the server.
    case value(key: Int32, Content)
    /// The write is durable, and no copy is older.
    case written(key: Int32, version: Int32)
    /// The server did not answer in time. A write may have taken effect, or may yet.
    case timedOut

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .value(let key, let content):
        visitor.kind(0, "value", "key", key)
        content.fields(into: &visitor)
      case .written(let key, let version):
        visitor.kind(1, "written", "key", key)
        visitor.field("version", version)
      case .timedOut: visitor.kind(2, "timed out")
      }
    }
  }

  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The time of a call is over.
    case call
    /// A lease that a write waits for runs out.
    case lease

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .call: visitor.kind(0, "call")
      case .lease: visitor.kind(1, "lease")
      }
    }
  }
}
