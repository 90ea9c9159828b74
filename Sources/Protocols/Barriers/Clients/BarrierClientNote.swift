public import Simulator

/// A fact that a client of barriers states for measures.
@frozen
public enum BarrierClientNote: Traceable {
  /// The client wants its agent to arrive.
  case came(Int32, Barrier.Instance)
  /// The client has its answer.
  case answered(Int32, Barrier.Instance, Barrier.Reply, since: Nanoseconds)
  /// The client asks once more.
  case retried(Int32, Barrier.Instance)
  /// The client stops for good: it heard nothing, or its agent exited.
  case exited(Int32, Barrier.Instance)
  /// The client stops for good: there was no barrier.
  case gaveUp(Int32, Barrier.Instance)
  /// A creation was answered.
  case created(Barrier.Instance, Barrier.Reply)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .came(let client, let instance):
      visitor.kind(0, "came", "client", client &+ 1)
      instance.fields(into: &visitor)
    case .answered(let client, let instance, let reply, let since):
      visitor.kind(1, "answered", "client", client &+ 1)
      instance.fields(into: &visitor)
      visitor.field("reply", reply)
      visitor.field("since", time: since)
    case .retried(let client, let instance):
      visitor.kind(2, "retried", "client", client &+ 1)
      instance.fields(into: &visitor)
    case .exited(let client, let instance):
      visitor.kind(3, "exited", "client", client &+ 1)
      instance.fields(into: &visitor)
    case .gaveUp(let client, let instance):
      visitor.kind(4, "gave up", "client", client &+ 1)
      instance.fields(into: &visitor)
    case .created(let instance, let reply):
      visitor.kind(5, "creation answered")
      instance.fields(into: &visitor)
      visitor.field("reply", reply)
    }
  }
}
