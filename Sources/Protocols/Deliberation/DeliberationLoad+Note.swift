public import Simulator

extension DeliberationLoad {
  /// What a client did or learned.
  public enum Note: Traceable {
    case asked(RequestID)
    case answered(RequestID, Deliberation.Reply)
    /// No agent told the client how its proposal ended.
    case gaveUp(RequestID)
    /// The client met an end that it takes for impossible, and asks for nothing more.
    case exited(RequestID)
  }
}

extension DeliberationLoad.Note {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let id):
      visitor.kind(0, "asked")
      visitor.fields("client", id.client + 1, "attempt", id.attempt)
    case .answered(let id, let reply):
      visitor.kind(1, "answered")
      visitor.fields("client", id.client + 1, "attempt", id.attempt)
      visitor.field("reply", reply)
    case .gaveUp(let id):
      visitor.kind(2, "gave up")
      visitor.fields("client", id.client + 1, "attempt", id.attempt)
    case .exited(let id):
      visitor.kind(3, "exited")
      visitor.fields("client", id.client + 1, "attempt", id.attempt)
    }
  }
}
