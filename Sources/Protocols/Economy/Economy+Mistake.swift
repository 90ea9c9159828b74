public import Simulator

extension Economy {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case mintsMoney = "makes money"
    case overdraws = "overdraws an account"
    case forgetsSessions = "forgets requests"
    case skipsOldTerms = "skips what earlier sequencers logged"
    case takesLateBids = "takes late bids"
    case takesLowBids = "takes low bids"
    case ignoresBudget = "ignores budgets"
    case closesEarly = "closes early"
    case sellsTwice = "sells an item twice"
    case paysOwnBid = "pays its own bid"
    case overcharges = "overcharges"
    case takesStaleAwards = "takes stale awards"
    case settlesTwice = "settles again"
    case answersEarly = "answers early"
    case awardsAnyBid = "awards any bid"
    case ignoresBreakers = "ignores breakers"
    case neverHalts = "never halts"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .mintsMoney: "A transfer brings a coin more than it takes."
      case .overdraws: "A transfer is made although its account has too little."
      case .forgetsSessions: "A request that comes again is taken for another."
      case .skipsOldTerms: "A replica does not apply what a sequencer of an earlier term logged."
      case .takesLateBids:
        "A bid that comes when the auction is awarded is put before the winner's."
      case .takesLowBids: "An English bid is taken whatever the price is."
      case .ignoresBudget: "A bid is taken although it goes beyond the bidder's budget."
      case .closesEarly: "A stage ends when the sequencer says so, before its deadline too."
      case .sellsTwice: "The two highest bids for sets of items win, whatever they share."
      case .paysOwnBid: "The winner of a Vickrey auction pays its own bid."
      case .overcharges: "A winner pays a coin more than it bid."
      case .takesStaleAwards: "An award is taken up by a bidder from whom it has passed on."
      case .settlesTwice: "A result that comes again is paid again."
      case .answersEarly: "A client is told that its payment is made before it is logged."
      case .awardsAnyBid: "The first bid wins, whatever the others are."
      case .ignoresBreakers: "A task is put out although a circuit breaker is open."
      case .neverHalts: "A circuit breaker that should open forgets what has failed."
      }
    }
  }
}
