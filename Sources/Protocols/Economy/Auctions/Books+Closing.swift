import Simulator

/// The end of a stage, and who wins.
extension Books {
  /// The sequencer says that a stage is over.
  mutating func tick(_ deed: Deed, _ term: Raft.Term) -> Verdict {
    guard let place = place(of: deed.subject) else { return .unknownAuction }
    let auction = auctions[place]
    if auction.isOver || deed.quantity != auction.step { return .stale }
    time = Swift.max(time, deed.amount)
    if time < auction.deadline, rules.mistake != .closesEarly { return .tooEarly }
    endStage(place, term)
    return .done
  }

  /// A client asks for the end of the bidding; the rules know no such right.
  mutating func closeByClient(_ deed: Deed, _ term: Raft.Term) -> Verdict {
    guard let place = place(of: deed.subject) else { return .unknownAuction }
    guard auctions[place].stage == .bidding else { return .stale }
    guard rules.has(.anyoneCloses) || rules.has(.expires) else { return .tooEarly }
    closeBidding(place, term)
    return .done
  }

  private mutating func endStage(_ place: Int, _ term: Raft.Term) {
    switch auctions[place].stage {
    case .bidding: endBidding(place, term)
    case .revealing: closeBidding(place, term)
    case .awarded, .working: pass(place, term, isFailure: true)
    case .settled, .failed: break
    }
  }

  private mutating func endBidding(_ place: Int, _ term: Raft.Term) {
    if rules.has(.expires) { return fail(place) }
    let auction = auctions[place]
    switch auction.mechanism {
    case .english:
      guard auction.isRaised, auction.step < rules.maxRounds else {
        return closeBidding(place, term)
      }
      auctions[place].isRaised = false
      next(place, after: rules.round)
    case .dutch where !rules.has(.lastBidderWins):
      let price = auction.price - rules.step
      if price < rules.reserve { return fail(place) }
      auctions[place].price = price
      next(place, after: rules.round)
    case .commitReveal:
      auctions[place].stage = .revealing
      next(place, after: rules.reveal)
    default: closeBidding(place, term)
    }
  }

  /// Another stage, round or award begins.
  mutating func next(_ place: Int, after span: Nanoseconds) {
    auctions[place].step += 1
    auctions[place].deadline = time + span
  }

  /// No more bids: finds the winners.
  mutating func closeBidding(_ place: Int, _ term: Raft.Term) {
    slashSeals(place)
    let auction = auctions[place]
    if auction.mechanism.isCombinatorial { return sellSets(place) }
    auctions[place].ranking = ranking(of: auction)
    award(0, of: place, term)
  }

  /// Who committed itself to a bid and did not reveal it loses a share of its deposit.
  private mutating func slashSeals(_ place: Int) {
    for seal in auctions[place].seals {
      slash(place, seal.bidder)
      ledger.release(auctions[place].hold(of: seal.bidder))
    }
  }

  /// Takes the declared share of what a bidder has staked.
  mutating func slash(_ place: Int, _ bidder: Int32) {
    let auction = auctions[place]
    let coins = ledger.slash(
      auction.hold(of: bidder), coins: rules.stake * rules.slash / 1_000)
    if coins > 0 {
      events.append(.slashed(auction: auction.number, from: bidder, coins: coins))
    }
  }

  private func ranking(of auction: Auction) -> [Offer] {
    let rule = rule(of: auction.mechanism)
    if rules.mistake == .awardsAnyBid { return auction.offers }
    switch auction.mechanism {
    case .english: return lastOffers(auction.offers)
    case .dutch:
      // As written bids stand newest first, and the first of the list wins.
      return rules.has(.lastBidderWins) ? auction.offers.reversed() : auction.offers
    case .contractNet where rules.selection == .reputation:
      return rule.ranking(of: auction.offers).sorted { score($0) > score($1) }
    default: return rule.ranking(of: auction.offers)
    }
  }

  /// The last bid of each bidder, the newest first.
  private func lastOffers(_ offers: [Offer]) -> [Offer] {
    var seen = KeyedList<Int32, Offer>()
    for offer in offers.reversed() where seen.place(of: offer.bidder) == nil {
      seen.append(offer, offer.bidder)
    }
    return seen.items
  }

  /// Price and reputation of a bid for a task, in hundredths of a per cent.
  func score(_ offer: Offer) -> Int64 {
    let reputation =
      rules.has(.claimedReputation)
      ? Int64(offer.claim) : records[Int(offer.bidder)].percent
    let price = Swift.max(0, rules.reward - offer.price) * 100 / Swift.max(1, rules.reward)
    return 40 * price + 60 * reputation
  }
}

/// Auctions of several items, which are sold at once.
extension Books {
  private mutating func sellSets(_ place: Int) {
    let auction = auctions[place]
    let problem = WinnerDetermination(items: rules.items, offers: auction.offers)
    let allocation = allocation(problem)
    let payments =
      auction.mechanism == .vcg
      ? problem.externalities(of: allocation)
      : allocation.winners.map { auction.offers[$0].price }
    for (winner, payment) in zip(allocation.winners, payments) {
      let offer = auction.offers[winner]
      let units = Int64(offer.bundle.nonzeroBitCount)
      sell(place, offer, for: payment, units: units)
    }
    if allocation.winners.isEmpty { fail(place) } else { settle(place) }
  }

  private func allocation(_ problem: WinnerDetermination) -> Allocation {
    if rules.has(.oneWinner) || rules.mistake == .sellsTwice { return oneWinner(problem) }
    return rules.items <= rules.exactItems ? problem.exact() : problem.greedy()
  }

  /// As written the highest bid wins alone; by mistake another may share its items.
  private func oneWinner(_ problem: WinnerDetermination) -> Allocation {
    let order = problem.offers.indices.sorted {
      problem.offers[$0].price > problem.offers[$1].price
    }
    let winners = Array(order.prefix(rules.mistake == .sellsTwice ? 2 : 1)).sorted()
    return Allocation(
      winners: winners, welfare: winners.reduce(0) { $0 + problem.offers[$1].price })
  }
}
