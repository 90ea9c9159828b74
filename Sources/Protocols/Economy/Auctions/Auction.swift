public import Simulator

/// An auction as the books keep it.
public struct Auction: Hashable, Sendable {
  /// Its number, from 0, in the order of the log.
  public let number: Int32
  /// How it finds its winner.
  public let mechanism: Mechanism
  /// The account that sells, or pays for the task.
  public let owner: Int32
  /// What was asked for by a client, so that it is opened once.
  public let session: Raft.Session
  /// How far it is.
  public internal(set) var stage = Stage.bidding
  /// Rises with every stage, round and award, so that what is late is told from what is meant.
  public internal(set) var step: UInt16 = 0
  /// When the stage is over, by the sequencer's time.
  public internal(set) var deadline: Nanoseconds
  /// The price of an open auction now: the highest bid, or where the clock stands.
  public internal(set) var price: Int64
  /// Whether somebody has raised in this round.
  public internal(set) var isRaised = false
  /// The bids, in the order of the log.
  public internal(set) var offers: [Offer] = []
  /// Who has bid or committed itself to a bid, and how often.
  var bidders: [Int32: Int] = [:]
  /// The committed bids that are not revealed.
  public internal(set) var seals: [Seal] = []
  /// The bids in the order in which they are awarded, once the bidding is over.
  public internal(set) var ranking: [Offer] = []
  /// The place of the current award in the ranking.
  public internal(set) var place = 0
  /// What the current award pays or is paid.
  public internal(set) var payment: Int64 = 0
  /// The term of the sequencer that made the award.
  public internal(set) var term: Raft.Term = 0

  /// A stage of an auction.
  public enum Stage: UInt8, Hashable, Sendable {
    case bidding
    case revealing
    /// Somebody has won and must take it up.
    case awarded
    /// The task is being done.
    case working
    case settled
    case failed
  }

  /// A bid that is committed to.
  public struct Seal: Hashable, Sendable {
    let bidder: Int32
    let digest: Int64
  }

  /// Whether it is over.
  public var isOver: Bool { stage == .settled || stage == .failed }

  /// Who has the current award; nil if nobody has.
  public var winner: Int32? {
    guard stage == .awarded || stage == .working || stage == .settled, place < ranking.count
    else { return nil }
    return ranking[place].bidder
  }

  /// Whether an account has bid, or committed itself to a bid.
  public func hasOffer(of bidder: Int32) -> Bool { bidders[bidder] != nil }

  /// The hold of what the owner has set aside.
  var ownHold: Ledger.HoldID { Int64(number) << 24 }

  /// The hold of what a bidder has set aside.
  func hold(of bidder: Int32) -> Ledger.HoldID { Int64(number) << 24 + Int64(bidder) + 1 }
}

extension Auction: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("number", number)
    visitor.field("mechanism", mechanism)
    visitor.field("owner", owner)
    visitor.field("stage", stage)
    visitor.field("step", Int32(step))
    visitor.field("deadline", time: deadline)
    visitor.field("price", price)
    visitor.field("offers", list: offers)
    visitor.field("sealed", seals.count)
    visitor.field("winner", winner)
    visitor.field("payment", payment)
  }
}

extension Auction.Stage: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .bidding: visitor.kind(0, "bidding")
    case .revealing: visitor.kind(1, "revealing")
    case .awarded: visitor.kind(2, "awarded")
    case .working: visitor.kind(3, "working")
    case .settled: visitor.kind(4, "settled")
    case .failed: visitor.kind(5, "failed")
    }
  }
}
