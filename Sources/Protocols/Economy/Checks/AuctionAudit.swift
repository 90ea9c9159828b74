import Simulator

/// An auction as checks see it: by the deeds in the log and what they led to, and by no account of the books.
struct AuctionAudit: Sendable {
  let mechanism: Mechanism
  let owner: Int32
  /// The bids in the order of the log.
  var bids: [Offer] = []
  /// When the stage is over.
  var deadline: Nanoseconds
  /// The price of an open auction.
  var price: Int64
  /// Whether bids are not taken any more.
  var isClosed = false
  /// The award now, if it is not passed on.
  var award: Award?
  /// Who has had the award before.
  var passed: [Int32] = []
  /// What was sold, in order.
  var sales: [Sale] = []
  /// Whether it was settled; nil while it is not over.
  var end: Bool?

  /// An award of one item or task.
  struct Award: Sendable {
    let step: UInt16
    let bidder: Int32
    let payment: Int64
    var isAccepted = false
  }

  /// A set of items that was sold, or a task that was done.
  struct Sale: Sendable {
    let bidder: Int32
    let bundle: UInt16
    let payment: Int64
  }

  init(_ mechanism: Mechanism, owner: Int32, deadline: Nanoseconds, price: Int64) {
    self.mechanism = mechanism
    self.owner = owner
    self.deadline = deadline
    self.price = price
  }

  /// The bid of a bidder that counts: its last in an English auction, its only one in others.
  func bid(of bidder: Int32) -> Offer? { bids.last { $0.bidder == bidder } }

  /// The best bid of those who have not had the award, by a walk over all.
  func best(butFor others: [Int32]) -> Offer? {
    var best: Offer?
    for bid in bids where !others.contains(bid.bidder) {
      guard let known = best else {
        best = bid
        continue
      }
      let isBetter = mechanism.isPurchase ? bid.price < known.price : bid.price > known.price
      // Of equal bids the earlier wins.
      if isBetter { best = bid }
    }
    return best
  }

  /// What the rule of the mechanism says that a bidder pays, who has the award after others.
  func payment(of bidder: Int32, reserve: Int64) -> Int64? {
    guard let own = bid(of: bidder) else { return nil }
    if mechanism != .vickrey { return own.price }
    return best(butFor: passed + [bidder])?.price ?? reserve
  }
}
