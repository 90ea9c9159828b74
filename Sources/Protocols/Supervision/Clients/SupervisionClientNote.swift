public import Simulator

/// A fact that a client of supervised processes states for measures.
@frozen
public enum SupervisionClientNote: Traceable {
  case asked(Int32, Supervision.Request)
  case answered(Int32, Supervision.Request, Supervision.Reply, since: Nanoseconds)
  /// The client has lost patience.
  case lost(Int32, Supervision.Request)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let client, let request):
      visitor.kind(0, "asked", "client", client &+ 1)
      visitor.field("request", request)
    case .answered(let client, let request, let reply, let since):
      visitor.kind(1, "answered", "client", client &+ 1)
      visitor.field("request", request)
      visitor.field("reply", reply)
      visitor.field("since", time: since)
    case .lost(let client, let request):
      visitor.kind(2, "lost patience", "client", client &+ 1)
      visitor.field("request", request)
    }
  }
}
