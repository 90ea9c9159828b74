public import Simulator

extension Barrier {
  /// What a client asks an agent for.
  @frozen
  public enum Request: Traceable {
    /// Opens a generation; only the coordinator does. The same client may ask again.
    case create(Instance, Members, deadline: Nanoseconds)
    /// The agent arrives, and the client waits for the outcome. It may ask again.
    case wait(Instance)
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Traceable {
    case created
    /// The outcome of the generation that was waited for.
    case concluded(Outcome)
    case refused(Refusal)
    /// The agent's process exited while the client waited; only in the mode `asWritten`.
    case exited
  }
}

extension Barrier.Request {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .create(let instance, let members, let deadline):
      visitor.kind(0, "create")
      instance.fields(into: &visitor)
      members.fields(into: &visitor)
      visitor.field("deadline", time: deadline)
    case .wait(let instance):
      visitor.kind(1, "wait")
      instance.fields(into: &visitor)
    }
  }
}

extension Barrier.Reply {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .created: visitor.kind(0, "created")
    case .concluded(let outcome):
      visitor.kind(1, "concluded")
      outcome.fields(into: &visitor)
    case .refused(let refusal):
      visitor.kind(2, "refused")
      visitor.field("reason", refusal)
    case .exited: visitor.kind(3, "exited")
    }
  }
}
