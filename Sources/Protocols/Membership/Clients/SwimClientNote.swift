public import Simulator

/// A fact that the client of membership states for measures.
@frozen
public enum SwimClientNote: Traceable {
  /// The client wants an agent to leave.
  case departure(AgentID)
  /// The client wants an agent to take part again.
  case comeback(AgentID)
  /// The agent did what was asked.
  case done(AgentID, since: Nanoseconds)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .departure(let agent):
      visitor.kind(0, "departure")
      visitor.field("agent", agent)
    case .comeback(let agent):
      visitor.kind(1, "comeback")
      visitor.field("agent", agent)
    case .done(let agent, let since):
      visitor.kind(2, "done")
      visitor.field("agent", agent)
      visitor.field("since", time: since)
    }
  }
}
