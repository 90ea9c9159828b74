/// Something that happens to a connection between two ends.
@frozen
public enum ConnectionEvent: Hashable, Sendable, CustomStringConvertible {
  /// It is made, and carries messages from this time on.
  case opened(ready: Nanoseconds)
  /// What was lost first is sent again, for the so-many-th time, and with it what waits behind it.
  case resent(attempt: Int)
  /// It is gone, and with it as many messages as waited to be sent again or were on their way.
  case reset(lost: Int)

  public var description: String { Fields(of: self).text }
}

extension ConnectionEvent: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .opened(let ready):
      visitor.kind(0, "connected")
      visitor.field("ready", time: ready)
    case .resent(let attempt):
      visitor.kind(1, "retransmitted")
      visitor.field("attempt", attempt)
    case .reset(let lost):
      visitor.kind(2, "reset")
      visitor.field("lost", lost)
    }
  }
}
