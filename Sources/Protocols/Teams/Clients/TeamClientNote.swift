public import Simulator

/// A fact that the client of a team states for measures.
@frozen
public enum TeamClientNote: Traceable {
  /// The client asks this agent how far the team is.
  case asked(AgentID)
  /// An agent told that the team has come so far.
  case heard(round: Int32)
  /// An agent told that all is over, and what the job says of the result.
  case finished(headline: Int64)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let agent):
      visitor.kind(0, "asked")
      visitor.field("agent", agent)
    case .heard(let round): visitor.kind(1, "heard", "round", round)
    case .finished(let headline):
      visitor.kind(2, "finished")
      visitor.field("headline", headline)
    }
  }
}
