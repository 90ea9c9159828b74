/// What must never happen in a deliberation, by name.
public enum DeliberationCheck: Int, CaseIterable, Sendable {
  /// No two agents hold different values of one version of a variable, nor differ at one place of
  /// the log.
  case agreement
  /// What is applied was proposed, as it is.
  case validity
  /// What is accepted has the accept votes of a majority of the electorate, and nothing else is
  /// applied.
  case majorityGuarantee
  /// A proposal is decided and ends one way, and is applied at one place of the log; nobody hears of a
  /// decision that is not durable.
  case oneDecision
  /// Only members of the electorate count, each once.
  case electorate
  /// A member's vote stands, across crashes, and is durable before it is sent.
  case standingVote

  public var name: String {
    switch self {
    case .agreement: "agreement"
    case .validity: "validity"
    case .majorityGuarantee: "majority guarantee"
    case .oneDecision: "one decision"
    case .electorate: "electorate"
    case .standingVote: "standing vote"
    }
  }

  /// The names of all checks.
  public static var names: [String] { allCases.map { $0.name } }
}
