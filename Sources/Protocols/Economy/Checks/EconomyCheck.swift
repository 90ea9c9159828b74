public import Simulator

/// The safety properties of an economy, by name.
public enum EconomyCheck: String, Word {
  /// Money and units, free and held, fees and what is slashed, are together what the accounts were opened with;
  /// what accounts hold is what the holds have.
  case moneyConstant = "money constant"
  /// No account has less than nothing, free or held.
  case noNegativeBalance = "no negative balance"
  /// Replicas that have applied the same deeds have the same books.
  case replicasAgree = "replicas agree"
  /// A request opens one auction, or makes one payment, however often it is repeated.
  case onceOnly = "once only"
  /// An auction of one item or task has at most one award that takes effect, and ends once.
  case oneAward = "one award"
  /// An award is taken up by its holder, while it has it.
  case awardFenced = "award fenced"
  /// What is awarded or sold was bid for before the end of the bidding.
  case bidInTime = "bid in time"
  /// The award goes to the best of the bids to which it has not gone before; sets of items are sold for the
  /// greatest sum, where an exhaustive search can tell.
  case bestBidWins = "best bid wins"
  /// A winner pays, or is paid, what the mechanism says of the bids in the log, and the money moves.
  case paymentExact = "payment exact"
  /// The price of an English auction rises by the step at least, that of a Dutch one falls by it.
  case monotonePrice = "monotone price"
  /// No item of an auction is sold twice, and no bidder gets two sets.
  case soldOnce = "no item sold twice"
  /// Nobody pays more than it bid, and no worker gets less than it asked for.
  case individualRationality = "individual rationality"
  /// No bidder spends more than its budget.
  case budgetKept = "budget kept"
  /// No stage ends before its time, by the sequencer's time.
  case closedInTime = "closed in time"
  /// What a client is told of the end of its request is what the log holds.
  case answersHold = "answers hold"
  /// A circuit breaker opens when too many tasks have failed, lets nothing through before its pause is over and
  /// only a few until these have succeeded, and closes then.
  case breakersKept = "breakers kept"

  /// The names of all checks.
  public static var names: [String] { words }
}
