public import Simulator

/// A fact that the client of a hierarchy states for measures.
@frozen
public enum HierarchyClientNote: Traceable {
  /// The client has a proposal, and asks this agent for a decision.
  case asked(Int32, AgentID)
  /// It was sent on, or had no answer, and asks this agent.
  case askedAgain(Int32, AgentID)
  /// It knows the decision.
  case answered(Int32, Tally.Outcome, since: Nanoseconds)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let proposal, let agent):
      visitor.kind(0, "asked", "proposal", proposal &+ 1)
      visitor.field("agent", agent)
    case .askedAgain(let proposal, let agent):
      visitor.kind(1, "asked again", "proposal", proposal &+ 1)
      visitor.field("agent", agent)
    case .answered(let proposal, let outcome, let since):
      visitor.kind(2, "answered", "proposal", proposal &+ 1)
      visitor.field("outcome", outcome)
      visitor.field("since", time: since)
    }
  }
}
