import Simulator

/// Bids that everybody sees.
extension Books {
  /// An English bid: at least a step above the last. What the last bidder had set aside is free again.
  mutating func raise(_ deed: Deed, _ place: Int) -> Verdict {
    let auction = auctions[place]
    let last = auction.offers.last
    if last?.bidder == deed.actor { return .repeated }
    let step = rules.has(.constantIncrement) ? 1 : rules.step
    let least = last == nil ? auction.price : auction.price + step
    if deed.amount < least, rules.mistake != .takesLowBids { return .tooLow }
    let verdict = setAside(deed.amount, of: deed.actor, in: auction)
    if verdict != .done { return verdict }
    if let last { ledger.release(auction.hold(of: last.bidder)) }
    add(deed, to: place)
    auctions[place].price = deed.amount
    auctions[place].isRaised = true
    return .done
  }

  /// A Dutch bid: the first that takes the price of the clock has won.
  mutating func take(_ deed: Deed, _ place: Int, _ term: Raft.Term) -> Verdict {
    let auction = auctions[place]
    let hasClock = !rules.has(.lastBidderWins)
    if hasClock, deed.quantity != auction.step + 1 { return .stale }
    if auction.hasOffer(of: deed.actor) { return .repeated }
    let price = hasClock ? auction.price : deed.amount
    if !hasClock, price < rules.reserve { return .tooLow }
    let verdict = setAside(price, of: deed.actor, in: auction)
    if verdict != .done { return verdict }
    var taken = deed
    taken.amount = price
    add(taken, to: place)
    if hasClock { closeBidding(place, term) }
    return .done
  }
}
