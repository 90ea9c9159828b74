public import Simulator

/// What must never happen in a hierarchy, by name.
public enum HierarchyCheck: String, Word {
  /// At most one coordinator of a group in a term.
  case oneCoordinator = "one coordinator per term"
  /// A coordinator was durably acknowledged in its term by a quorum of its group.
  case quorum = "acknowledged by a quorum"
  /// An agent acknowledges at most one candidate of a group in a term, and none of an earlier one.
  case oneAcknowledgement = "one acknowledgement"
  /// What an agent says that it acknowledged, voted or recorded is durable.
  case durableBeforeSent = "durable before sent"
  /// An agent's vote on a proposal is what its opinion says, and never another.
  case constantVote = "constant vote"
  /// A coordinator counts each unit's latest report, and none twice.
  case countedOnce = "counted once"
  /// Counts are of votes that agents of the group durably cast.
  case trueCounts = "true counts"
  /// No two decisions on a proposal.
  case oneDecision = "one decision"
  /// A decision is recorded durably by a quorum of all agents before any agent or client is told.
  case durableDecision = "durable decision"

  /// The names of all checks.
  public static var names: [String] { words }
}
