/// Whom a fault means; resolved when it fires, and the trace says to whom.
public enum Target: Hashable, Sendable {
  case agent(AgentID)
  /// The running agent with the strongest claim to the role (an index of the machine's `roleNames`).
  case role(Int)
  /// This many running agents at random, of those that meet the condition and that no target before
  /// has named in this fault.
  case any(Int, Condition)
  /// Every agent.
  case all
  /// Every agent that no other target of this fault names.
  case rest
  /// At random, just more than half of all agents.
  case majority(Condition)
  /// At random, as many as a majority leaves.
  case minority(Condition)
  /// Every agent of a zone.
  case zone(Int)
  /// Every agent of a group.
  case group(Int)
  /// The clients, in a group of a partition or an end of a one-way cut.
  case clients

  /// What a random choice must or must not have.
  @frozen
  public enum Condition: Hashable, Sendable {
    case none
    /// The agent of that role is among them.
    case including(role: Int)
    /// The agent of that role is not.
    case excluding(role: Int)
  }
}
