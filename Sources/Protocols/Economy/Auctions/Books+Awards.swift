import Simulator

/// Awards, which are leased and pass to the next bidder.
extension Books {
  /// Awards an auction to the first bidder from a place of the ranking on that can pay; fails if there is none.
  mutating func award(_ first: Int, of place: Int, _ term: Raft.Term) {
    let auction = auctions[place]
    for rank in first..<Swift.max(first, auction.ranking.count) {
      let payment = payment(of: auction, at: rank)
      guard isCovered(payment, auction, rank) else { continue }
      auctions[place].place = rank
      auctions[place].payment = payment
      auctions[place].term = term
      auctions[place].stage = .awarded
      next(place, after: rules.lease)
      events.append(
        .awarded(
          auction: auction.number, step: auctions[place].step, to: auction.ranking[rank].bidder,
          payment: payment))
      return
    }
    fail(place)
  }

  private mutating func isCovered(_ payment: Int64, _ auction: Auction, _ rank: Int) -> Bool {
    if auction.mechanism.isPurchase { return true }
    return setAside(payment, of: auction.ranking[rank].bidder, in: auction) == .done
  }

  /// What the bid at a place of the ranking pays, or is paid.
  private func payment(of auction: Auction, at rank: Int) -> Int64 {
    var own = auction.ranking[rank].price
    if rules.mistake == .overcharges { own += auction.mechanism.isPurchase ? -1 : 1 }
    guard auction.mechanism == .vickrey else { return own }
    if rules.mistake == .paysOwnBid { return own }
    if rules.has(.paysOwnAlone), rank + 1 >= auction.ranking.count { return own }
    return rule(of: .vickrey).secondPrice(auction.ranking, at: rank)
  }

  /// The winner takes its award up: a sale is settled, a task begins.
  mutating func accept(_ deed: Deed) -> Verdict {
    guard let place = place(of: deed.subject) else { return .unknownAuction }
    let auction = auctions[place]
    if let verdict = refusal(of: deed, auction) { return verdict }
    guard auction.stage == .awarded else { return .repeated }
    time = Swift.max(time, deed.amount)
    if auction.mechanism.isPurchase {
      let verdict = setAside(rules.stake, of: deed.actor, in: auction)
      if verdict != .done { return verdict }
      auctions[place].stage = .working
      auctions[place].deadline = time + rules.lease
      accepted(auction, deed.actor)
    } else {
      accepted(auction, deed.actor)
      sell(place, auction.ranking[auction.place], for: auction.payment, units: 1)
      settle(place)
    }
    return .done
  }

  private mutating func accepted(_ auction: Auction, _ bidder: Int32) {
    events.append(.accepted(auction: auction.number, step: auction.step, by: bidder))
  }

  /// Why a deed about an award is refused: somebody else has it, or another award came after it.
  private func refusal(of deed: Deed, _ auction: Auction) -> Verdict? {
    if auction.stage == .bidding || auction.stage == .revealing { return .stale }
    if auction.isOver { return auction.winner == deed.actor ? .repeated : .stale }
    if rules.mistake == .takesStaleAwards {
      return auction.ranking.contains { $0.bidder == deed.actor } ? nil : .notWinner
    }
    if auction.winner != deed.actor { return .notWinner }
    return deed.quantity == auction.step ? nil : .stale
  }

  /// The winner declines; the award passes on.
  mutating func decline(_ deed: Deed, _ term: Raft.Term) -> Verdict {
    guard let place = place(of: deed.subject) else { return .unknownAuction }
    let auction = auctions[place]
    if let verdict = refusal(of: deed, auction) { return verdict }
    guard auction.stage == .awarded else { return .stale }
    time = Swift.max(time, deed.amount)
    pass(place, term, isFailure: false)
    return .done
  }

  /// A task is done: its worker is paid.
  mutating func finishTask(_ deed: Deed) -> Verdict {
    guard let place = place(of: deed.subject) else { return .unknownAuction }
    let auction = auctions[place]
    if rules.mistake == .settlesTwice, auction.isOver, auction.winner == deed.actor {
      return payAgain(auction, deed.actor)
    }
    if let verdict = refusal(of: deed, auction) { return verdict }
    guard auction.stage == .working else { return .stale }
    let worker = Int(deed.actor)
    records[worker].done += 1
    let moved = rules.has(.noMoneyMoves) ? 0 : auction.payment
    let isPaid = ledger.settle(
      auction.ownHold, to: deed.actor, Ledger.Money(coins: moved), fee: fee(of: moved))
    guard isPaid else { return .insufficientFunds }
    events.append(
      .sold(
        auction: auction.number, to: deed.actor, bundle: 1, payment: auction.payment,
        moved: moved))
    judgeWork(auction.number, isDone: true)
    settle(place)
    return .done
  }

  /// A mistake: a result that comes again is paid again.
  private mutating func payAgain(_ auction: Auction, _ worker: Int32) -> Verdict {
    let money = Ledger.Money(coins: auction.payment)
    guard ledger.transfer(money, from: auction.owner, to: worker) else { return .repeated }
    events.append(
      .sold(
        auction: auction.number, to: worker, bundle: 1, payment: auction.payment,
        moved: auction.payment))
    return .done
  }

  /// The award goes to the next bidder. Who took a task up and did not do it loses a share of its stake.
  mutating func pass(_ place: Int, _ term: Raft.Term, isFailure: Bool) {
    let auction = auctions[place]
    let bidder = auction.ranking[auction.place].bidder
    if isFailure { records[Int(bidder)].failed += 1 }
    if auction.stage == .working { slash(place, bidder) }
    ledger.release(auction.hold(of: bidder))
    events.append(.passed(auction: auction.number, step: auction.step, by: bidder))
    if isFailure, auction.mechanism.isPurchase { judgeWork(auction.number, isDone: false) }
    award(auction.place + 1, of: place, term)
  }

  private func fee(of payment: Int64) -> Int64 { payment * rules.fee / 1_000 }

  /// A bidder pays for what it has won and gets it.
  mutating func sell(_ place: Int, _ offer: Offer, for payment: Int64, units: Int64) {
    let auction = auctions[place]
    let moved = rules.has(.noMoneyMoves) ? 0 : payment
    let hold = auction.hold(of: offer.bidder)
    let isPaid = ledger.settle(
      hold, to: auction.owner, Ledger.Money(coins: moved), fee: fee(of: moved))
    // What was set aside covers both; not so where a mistake is planted.
    guard isPaid else { return }
    _ = ledger.settle(auction.ownHold, to: offer.bidder, Ledger.Money(units: units))
    spent[Int(offer.bidder)] += moved
    events.append(
      .sold(
        auction: auction.number, to: offer.bidder, bundle: offer.bundle, payment: payment,
        moved: moved))
  }

  /// The auction is over and has reached its end.
  mutating func settle(_ place: Int) { end(place, .settled) }

  /// The auction is over without one.
  mutating func fail(_ place: Int) { end(place, .failed) }

  private mutating func end(_ place: Int, _ stage: Auction.Stage) {
    let auction = auctions[place]
    ledger.release(auction.ownHold)
    for offer in auction.offers { ledger.release(auction.hold(of: offer.bidder)) }
    auctions[place].stage = stage
    auctions[place].step += 1
    // Nothing is asked any more about bids that did not win.
    let winner = stage == .settled && auction.place < auction.ranking.count
    auctions[place].ranking = winner ? [auction.ranking[auction.place]] : []
    auctions[place].place = 0
    auctions[place].offers = []
    auctions[place].seals = []
    auctions[place].bidders = [:]
    if let item = open.place(of: auction.number) { open.remove(at: item) }
    events.append(
      stage == .settled
        ? .settled(auction: auction.number) : .failed(auction: auction.number))
    if auction.mechanism.isPurchase { endTask(auction.number, isSettled: stage == .settled) }
  }
}
