public import Simulator

/// What must never happen in an election, by name.
///
/// The bully algorithm as published has no terms, leases or acknowledgements, and none of these checks
/// concerns it: how many lead at once is a measure. The design brief's voting breaks the first and the
/// third.
public enum ElectionCheck: String, Word {
  /// At most one leader of a scope in a term; in the design brief's voting, at a time.
  case oneLeader = "one leader per term"
  /// At no time do two agents hold an unexpired lease of a scope.
  case oneLease = "one lease"
  /// An elected agent is up and may lead.
  case electedAlive = "elected alive"
  /// A leader was durably acknowledged in its term by a majority of its scope.
  case majority = "acknowledged by a majority"
  /// A member acknowledges at most one leader a term, and never one of an earlier term.
  case oneAcknowledgement = "one acknowledgement"
  /// An acknowledgement leaves its agent only when it is durable.
  case durableBeforeSent = "durable before sent"
  /// A member accepts no order of a term before the last in which it acknowledged a leader.
  case fencedOrders = "fenced orders"

  /// The names of all checks.
  public static var names: [String] { words }
}
