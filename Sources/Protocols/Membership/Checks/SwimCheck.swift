public import Simulator

/// What is checked of membership, by name.
public enum SwimCheck: String, Word {
  /// A probe whose answer an agent took up in time does not fail.
  case answerCounts = "answer counts"
  /// An agent that took up in time that a member refuted a suspicion does not declare it dead for that.
  case refutationCounts = "refutation counts"
  /// Where suspicion is on, an agent declares dead only whom it has suspected for as long as the rule says;
  /// where it is off, whom its own probe did not reach.
  case suspectedFirst = "suspected first"
  /// What an agent holds of another is what that agent said of itself, or what a failed probe or a verdict
  /// under the rules has made of it.
  case neverInvented = "never invented"
  /// What an agent holds of another, and its own incarnation, never falls back.
  case neverFalls = "never falls"
  /// What an agent says of itself is durable before it leaves.
  case durableBeforeSent = "durable before sent"
  /// After quiet all members hold the same agents to be members: those that are. Promised where tables are
  /// compared and the dead are pinged.
  case agreement

  /// Whether it can be judged only of a run that was quiet for long enough at its end.
  public var needsQuiet: Bool { self == .agreement }

  /// The names of all checks.
  public static var names: [String] { words }
}
