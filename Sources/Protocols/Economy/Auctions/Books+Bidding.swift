import Simulator

/// Auctions while bids are taken.
extension Books {
  /// Opens an auction once for each request. The owner sets aside what it sells, or what it pays for the task.
  mutating func openAuction(_ deed: Deed) -> Verdict {
    if sessions[deed.session] != nil, rules.mistake != .forgetsSessions { return .repeated }
    guard ledger.isKnown(deed.actor), deed.actor >= rules.bidders else { return .unknownAccount }
    guard let mechanism = Mechanism(code: deed.detail) else { return .invalid }
    time = Swift.max(time, deed.amount)
    if mechanism.isPurchase, !admitsTask() { return .halted }
    var auction = Auction(
      number: Int32(truncatingIfNeeded: auctions.count), mechanism: mechanism, owner: deed.actor,
      session: deed.session, deadline: time + rules.firstSpan(of: mechanism), price: 0)
    auction.price = startPrice(of: mechanism)
    let units = Int64(mechanism.isCombinatorial ? rules.items : 1)
    let money =
      mechanism.isPurchase ? Ledger.Money(coins: rules.reward) : Ledger.Money(units: units)
    guard ledger.reserve(money, of: deed.actor, under: auction.ownHold) else {
      return .insufficientFunds
    }
    sessions[deed.session] = auction.number
    auctions.append(auction)
    open.append(auction.number, auction.number)
    if mechanism.isPurchase { startTask() }
    events.append(.opened(auction: auction.number))
    return .done
  }

  private func startPrice(of mechanism: Mechanism) -> Int64 {
    switch mechanism {
    case .dutch: rules.start
    case .english: rules.reserve
    case .contractNet: rules.reward
    case .firstPrice, .vickrey, .commitReveal, .combinatorial, .vcg: rules.reserve
    }
  }

  /// Takes a bid, if the auction is open for it and the bidder can pay it.
  mutating func bid(_ deed: Deed, _ term: Raft.Term) -> Verdict {
    guard let place = place(of: deed.subject) else { return .unknownAuction }
    guard deed.actor >= 0, deed.actor < rules.bidders else { return .unknownAccount }
    guard deed.amount > 0, deed.amount < AuctionRules.priceLimit, deed.quantity != 0
    else { return .invalid }
    let auction = auctions[place]
    if auction.stage == .revealing { return reveal(deed, place) }
    let isLate = rules.mistake == .takesLateBids && auction.stage == .awarded
    guard auction.stage == .bidding || isLate, auction.mechanism != .commitReveal else {
      return .notOpen
    }
    switch auction.mechanism {
    case .english: return raise(deed, place)
    case .dutch: return take(deed, place, term)
    default: return bidSealed(deed, place, isLate: isLate)
    }
  }

  private mutating func bidSealed(_ deed: Deed, _ place: Int, isLate: Bool) -> Verdict {
    let auction = auctions[place]
    let isAgain =
      auction.mechanism.isCombinatorial
      ? auction.offers.contains { $0.bidder == deed.actor && $0.bundle == deed.quantity }
      : auction.hasOffer(of: deed.actor)
    if isAgain { return .repeated }
    let rule = rule(of: auction.mechanism)
    if !auction.mechanism.isCombinatorial, !rule.admits(deed.amount) { return .tooLow }
    // A worker sets nothing aside before it takes a task up.
    if !auction.mechanism.isPurchase {
      let verdict = setAside(deed.amount, of: deed.actor, in: auction)
      if verdict != .done { return verdict }
    }
    let offer = add(deed, to: place)
    if isLate { auctions[place].ranking.insert(offer, at: auctions[place].place) }
    return .done
  }

  @discardableResult
  mutating func add(_ deed: Deed, to place: Int) -> Offer {
    let bundle = auctions[place].mechanism.isCombinatorial ? deed.quantity : 1
    let offer = Offer(
      bidder: deed.actor, price: deed.amount, bundle: bundle, claim: deed.detail)
    auctions[place].offers.append(offer)
    auctions[place].bidders[deed.actor, default: 0] += 1
    return offer
  }

  /// Sets money of a bidder aside for an auction, in place of less that was.
  ///
  /// A bidder with several bids wins at most one: the greatest is set aside.
  mutating func setAside(
    _ coins: Int64, of bidder: Int32, in auction: Auction
  ) -> Verdict {
    let id = auction.hold(of: bidder)
    if ledger.hold(id)?.rest.coins ?? 0 >= coins { return .done }
    if !isWithinBudget(coins, of: bidder, in: auction) { return .overBudget }
    guard canSetAside(coins, of: bidder, in: auction) else { return .insufficientFunds }
    ledger.release(id)
    return ledger.reserve(Ledger.Money(coins: coins), of: bidder, under: id)
      ? .done : .insufficientFunds
  }

  private func isWithinBudget(_ coins: Int64, of bidder: Int32, in auction: Auction) -> Bool {
    guard let budget = rules.budget, rules.mistake != .ignoresBudget, let account = ledger[bidder]
    else { return true }
    let earlier = ledger.hold(auction.hold(of: bidder))?.rest.coins ?? 0
    return spent[Int(bidder)] + account.held.coins - earlier + coins <= budget
  }

  /// Whether a bidder has so much for an auction, with what it has set aside for it already.
  func canSetAside(_ coins: Int64, of bidder: Int32, in auction: Auction) -> Bool {
    guard bidder >= 0, bidder < rules.bidders, let account = ledger[bidder] else { return false }
    let earlier = ledger.hold(auction.hold(of: bidder))?.rest.coins ?? 0
    return account.free.coins + earlier >= coins && isWithinBudget(coins, of: bidder, in: auction)
  }

  /// The rule of an auction of one item.
  func rule(of mechanism: Mechanism) -> SingleItem {
    SingleItem(isPurchase: mechanism.isPurchase, reserve: rules.reserve(of: mechanism))
  }
}
