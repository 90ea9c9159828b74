import Simulator

/// What the deeds of the log do to the account that checks keep.
extension EconomyInvariants {
  /// Takes in a deed that took effect; what it led to follows.
  mutating func take(_ deed: Deed) {
    switch deed.kind {
    case .reserve:
      if !sessions.insert(deed.session).inserted {
        report(.onceOnly, "a payment of client \(deed.session.client + 1) is made again")
      }
    case .commit: payments[deed.session] = true
    case .open: takeOpen(deed)
    case .bid: if isKnown(deed.subject) { takeBid(deed) }
    case .tick: takeTick(deed)
    case .close:
      if !rules.has(.anyoneCloses), !rules.has(.expires) {
        report(.closedInTime, "a client closes auction \(deed.subject)")
      }
      close(deed.subject)
    case .accept, .decline: time = Swift.max(time, deed.amount)
    case .seal, .result: break
    case .cancel, .buy, .sell, .buyAtMarket, .sellAtMarket, .withdraw, .clear: break
    }
  }

  private mutating func takeOpen(_ deed: Deed) {
    if !sessions.insert(deed.session).inserted {
      report(.onceOnly, "a request of client \(deed.session.client + 1) opens another auction")
    }
    guard let mechanism = Mechanism(code: deed.detail) else { return }
    time = Swift.max(time, deed.amount)
    let price = mechanism == .dutch ? rules.start : rules.reserve
    auctions.append(
      AuctionAudit(
        mechanism, owner: deed.actor, deadline: time + rules.firstSpan(of: mechanism),
        price: price))
  }

  private mutating func takeBid(_ deed: Deed) {
    let place = Int(deed.subject)
    let auction = auctions[place]
    if auction.isClosed {
      report(
        .bidInTime, "a bid of \(deed.actor + 1) is taken after the bidding of auction \(place)")
    }
    var price = deed.amount
    switch auction.mechanism {
    case .english:
      let step = rules.has(.constantIncrement) ? 1 : rules.step
      let least = auction.bids.isEmpty ? auction.price : auction.price + step
      if deed.amount < least {
        report(
          .monotonePrice,
          "the price of auction \(place) goes from \(auction.price) to \(deed.amount)")
      }
      auctions[place].price = deed.amount
    case .dutch where !rules.has(.lastBidderWins): price = auction.price
    default: break
    }
    let bundle = auction.mechanism.isCombinatorial ? deed.quantity : 1
    auctions[place].bids.append(
      Offer(bidder: deed.actor, price: price, bundle: bundle, claim: deed.detail))
  }

  private mutating func takeTick(_ deed: Deed) {
    guard isKnown(deed.subject) else { return }
    let place = Int(deed.subject)
    time = Swift.max(time, deed.amount)
    if time < auctions[place].deadline {
      report(
        .closedInTime,
        "a stage of auction \(place) ends at \(time / .millisecond) ms and is due at "
          + "\(auctions[place].deadline / .millisecond) ms")
    }
    let auction = auctions[place]
    if auction.isClosed { return }
    switch auction.mechanism {
    case .english: auctions[place].deadline = time + rules.round
    case .dutch where !rules.has(.lastBidderWins):
      auctions[place].deadline = time + rules.round
      auctions[place].price -= rules.step
    // Bids are revealed next, and count as bids then.
    case .commitReveal: auctions[place].deadline = time + rules.reveal
    default: break
    }
  }

  private mutating func close(_ number: Int32) {
    if isKnown(number) { auctions[Int(number)].isClosed = true }
  }
}
