public import Simulator

/// What must never happen on a market, by name.
public enum MarketCheck: String, Word {
  /// A deed makes or loses no coin and no unit: what the accounts have in all stays what it was.
  case conservation = "money and units constant"
  /// No account has less than nothing, neither free nor set aside.
  case noDebt = "no negative balance"
  /// Each account has what its trades brought and cost, and sets aside what its order may cost.
  case exactSettlement = "exact settlement"
  /// In a continuous market no bid rests at or above an ask.
  case uncrossed = "no crossed book"
  /// An order trades with the best of the other side, the earlier of equal ones, at the limit of the one that rests;
  /// in a call the better limits, and of equal ones the earlier or all in proportion.
  case priority = "price-time priority"
  /// A trade is within the limits of both orders, and of no more units than they have left.
  case withinOrders = "within the orders"
  /// What was withdrawn does not trade.
  case withdrawn = "withdrawn stays withdrawn"
  /// A clearing trades as many units as the curves allow, at the price that the rule names.
  case exactCrossing = "exact crossing"
  /// A request of a trader takes effect once.
  case onceOnly = "applied once"
  /// All replicas apply the same deeds with the same effects.
  case agreement = "replicas agree"
  /// A trader is told of what is committed only, and as it is.
  case committedFirst = "committed first"

  /// The names of all checks.
  public static var names: [String] { words }
}
