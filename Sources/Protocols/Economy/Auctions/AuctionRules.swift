public import Simulator

/// What the books hold auctions to; equal at all replicas. Times are the sequencer's.
public struct AuctionRules: Hashable, Sendable {
  /// Accounts of bidders, the first.
  public var bidders: Int
  /// Accounts of owners, who open auctions, behind them.
  public var owners: Int = 1
  /// What each bidder has at the start.
  public var funds: Int64 = 1_000_000
  /// What each owner has at the start.
  public var ownerFunds: Int64 = 10_000_000
  /// What a bidder may spend and set aside together; nil for what it has.
  public var budget: Int64?
  /// How long sealed bids are taken.
  public var bidding: Nanoseconds = 500 * .millisecond
  /// How long a round of an English auction lasts, and a price of a Dutch one.
  public var round: Nanoseconds = 200 * .millisecond
  /// How long committed bids may be revealed.
  public var reveal: Nanoseconds = 300 * .millisecond
  /// How long an award waits to be taken up, and a task for its result.
  public var lease: Nanoseconds = .second
  /// The least price of a sale; an item is not sold below.
  public var reserve: Int64 = 100
  /// The most that the owner of a task pays.
  public var reward: Int64 = 2_000
  /// Where a Dutch auction starts.
  public var start: Int64 = 2_000
  /// The least step of a bid in an English auction, and of the price in a Dutch one.
  public var step: Int64 = 100
  /// Most rounds of an English auction.
  public var maxRounds: UInt16 = 50
  /// Items of a combinatorial auction, 1 to 16.
  public var items = 4
  /// Up to this number of items the best allocation is found, beyond it a good one.
  public var exactItems = 8
  /// The share of each payment that is the fee, in thousandths.
  public var fee: Int64 = 20
  /// What a worker sets aside when it takes up a task, and a bidder with a committed bid.
  public var stake: Int64 = 100
  /// The share of the stake that is slashed when they fail, in thousandths.
  public var slash: Int64 = 250
  /// Whether a task goes to the best of price and reputation, and not to the lowest price.
  public var selection = Selection.price
  /// By metric of the books, when no more tasks are put out; empty for never.
  public var breakers: [CircuitBreaker.Rules] = []
  /// Which rules are as the original has them.
  public var defects = DefectSet()
  /// A planted mistake, if any.
  public var mistake: Economy.Mistake?

  /// The rules of a house with so many bidders.
  public init(bidders: Int) { self.bidders = bidders }

  /// Whether a rule is as the original has it.
  public func has(_ defect: Defect) -> Bool { defects.contains(defect) }

  /// Which bid gets a task.
  public enum Selection: String, Word {
    /// The lowest price.
    case price
    /// 0.4 for the price, 0.6 for the reputation (as the original weighs guarantee and reputation).
    case reputation
  }

  /// How long the first stage of an auction lasts, or its first round.
  func firstSpan(of mechanism: Mechanism) -> Nanoseconds {
    let isTimedByRounds = mechanism == .english || mechanism == .dutch && !has(.lastBidderWins)
    return isTimedByRounds ? round : bidding
  }

  /// The reserve of a mechanism.
  public func reserve(of mechanism: Mechanism) -> Int64 {
    mechanism.isPurchase ? reward : reserve
  }

  /// A greater price than any that is taken.
  public static var priceLimit: Int64 { 1_000_000_000 }
}
