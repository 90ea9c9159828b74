/// What must never happen in a deliberation, by name.
public enum DeliberationCheck: String, CaseIterable, Sendable {
  /// No two agents hold different values of one version of a variable, nor differ at one index of
  /// the log.
  case agreement
  /// What is applied was proposed, as it is, and is applied exactly if its variable is at the version that
  /// it expects: no update is lost.
  case validity
  /// What is accepted has the accept votes of a majority of the electorate, and nothing else is
  /// applied.
  case majorityGuarantee = "majority guarantee"
  /// A proposal is decided and ends one way, and is applied at one index of the log; a decision is
  /// durable before it is announced.
  case oneDecision = "one decision"
  /// Only members of the electorate count, each once, and with the vote that arrived from it.
  case electorate
  /// A member's vote stands, across crashes, and is durable before it is sent.
  case standingVote = "standing vote"

  /// What reports call it.
  public var name: String { rawValue }

  /// The names of all checks.
  public static var names: [String] { allCases.map { $0.name } }
}
