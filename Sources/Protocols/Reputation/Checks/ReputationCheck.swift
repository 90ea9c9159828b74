public import Simulator

/// What must never happen to a reputation, by name.
public enum ReputationCheck: String, Word {
  /// A score is within 0 and 1.
  case bounded = "score in bounds"
  /// A task counts once at an agent.
  case oneEffect = "one effect a task"
  /// What an agent has is never lost, and a rating gives way to one that counts over it and to no other.
  case monotone = "merge monotone"
  /// A score is that of the ratings that the agent has, the prior and the decay included.
  case exactScore = "exact score"
  /// Agents that have the same ratings reckon the same scores.
  case sameScore = "same ratings same score"
  /// A rating that is durable was reported by a rater, as it is.
  case neverInvented = "never invented"
  /// A rating is durable before a rater or another agent is told of it.
  case durableFirst = "durable before told"

  /// The names of all checks.
  public static var names: [String] { words }
}
