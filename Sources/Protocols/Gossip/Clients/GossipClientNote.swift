public import Simulator

/// A fact that the client of gossip states for measures.
@frozen
public enum GossipClientNote: Traceable {
  /// The client has a rumour, and asks this agent to start it.
  case asked(Rumour, AgentID)
  /// The client had no answer, and asks this agent.
  case askedAgain(Rumour, AgentID)
  /// An agent keeps the rumour.
  case acknowledged(Rumour, since: Nanoseconds)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let rumour, let agent):
      visitor.kind(0, "asked", "rumour", rumour.number &+ 1)
      visitor.field("agent", agent)
    case .askedAgain(let rumour, let agent):
      visitor.kind(1, "asked again", "rumour", rumour.number &+ 1)
      visitor.field("agent", agent)
    case .acknowledged(let rumour, let since):
      visitor.kind(2, "acknowledged", "rumour", rumour.number &+ 1)
      visitor.field("since", time: since)
    }
  }
}
