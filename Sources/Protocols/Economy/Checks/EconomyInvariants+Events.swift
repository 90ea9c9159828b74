import Simulator

/// What deeds led to, held against the account that checks keep.
extension EconomyInvariants {
  mutating func take(_ event: Books.Event) {
    switch event {
    case .awarded(let auction, let step, let bidder, let payment):
      guard isKnown(auction) else { return }
      awarded(Int(auction), step, bidder, payment)
    case .accepted(let auction, let step, let bidder):
      guard isKnown(auction) else { return }
      accepted(Int(auction), step, bidder)
    case .passed(let auction, _, let bidder):
      guard isKnown(auction) else { return }
      auctions[Int(auction)].award = nil
      auctions[Int(auction)].passed.append(bidder)
    case .sold(let auction, let bidder, let bundle, let payment, let moved):
      guard isKnown(auction) else { return }
      sold(Int(auction), AuctionAudit.Sale(bidder: bidder, bundle: bundle, payment: payment), moved)
    case .settled(let auction): end(auction, isSettled: true)
    case .failed(let auction): end(auction, isSettled: false)
    case .opened, .slashed, .paid, .breaker: break
    }
  }

  private mutating func awarded(
    _ place: Int, _ step: UInt16, _ bidder: Int32, _ payment: Int64
  ) {
    let auction = auctions[place]
    auctions[place].isClosed = true
    auctions[place].award = AuctionAudit.Award(step: step, bidder: bidder, payment: payment)
    auctions[place].deadline = time + rules.lease
    guard let bid = auction.bid(of: bidder) else {
      return report(.bidInTime, "auction \(place) is awarded to \(bidder + 1), who has not bid")
    }
    checkRationality(place, bid, payment)
    let isByPrice = auction.mechanism != .contractNet || rules.selection == .price
    if isByPrice, ranksByPrice(auction), auction.best(butFor: auction.passed)?.bidder != bidder {
      report(.bestBidWins, "auction \(place) is awarded to \(bidder + 1), who has not bid best")
    }
    let reserve = rules.reserve(of: auction.mechanism)
    if auction.payment(of: bidder, reserve: reserve) != payment {
      report(
        .paymentExact,
        "\(bidder + 1) is to pay or be paid \(payment) in auction \(place), by the rule "
          + "\(auction.payment(of: bidder, reserve: reserve) ?? 0)")
    }
  }

  /// Bidders further down an English auction may have spent their money meanwhile.
  private func ranksByPrice(_ auction: AuctionAudit) -> Bool {
    auction.mechanism != .english || auction.passed.isEmpty
  }

  private mutating func checkRationality(_ place: Int, _ bid: Offer, _ payment: Int64) {
    let isPurchase = auctions[place].mechanism.isPurchase
    if isPurchase ? payment < bid.price : payment > bid.price {
      report(
        .individualRationality,
        "\(bid.bidder + 1) bids \(bid.price) in auction \(place) and pays or is paid \(payment)")
    }
  }

  private mutating func accepted(_ place: Int, _ step: UInt16, _ bidder: Int32) {
    guard let award = auctions[place].award, award.step == step, deed.quantity == step,
      award.bidder == bidder, deed.actor == bidder, !award.isAccepted
    else {
      return report(
        .awardFenced, "\(bidder + 1) takes up an award of auction \(place) that it has not")
    }
    auctions[place].award?.isAccepted = true
    if auctions[place].mechanism.isPurchase { auctions[place].deadline = time + rules.lease }
  }

  private mutating func sold(_ place: Int, _ sale: AuctionAudit.Sale, _ moved: Int64) {
    let auction = auctions[place]
    auctions[place].sales.append(sale)
    auctions[place].isClosed = true
    if moved != sale.payment {
      report(
        .paymentExact,
        "\(sale.bidder + 1) owes or is owed \(sale.payment) in auction \(place), and \(moved) move")
    }
    if auction.mechanism.isCombinatorial {
      checkSet(place, sale)
    } else {
      checkSale(place, sale)
    }
    if auction.mechanism.isPurchase { return }
    spent[sale.bidder, default: 0] += moved
    if let budget = rules.budget, spent[sale.bidder] ?? 0 > budget {
      report(.budgetKept, "\(sale.bidder + 1) has spent \(spent[sale.bidder] ?? 0) of \(budget)")
    }
  }

  private mutating func checkSale(_ place: Int, _ sale: AuctionAudit.Sale) {
    let auction = auctions[place]
    if auction.sales.count > 1 || auction.end != nil {
      return report(.oneAward, "auction \(place) has a second award that takes effect")
    }
    guard let award = auction.award, award.isAccepted, award.bidder == sale.bidder else {
      return report(
        .awardFenced, "\(sale.bidder + 1) gets what auction \(place) has awarded to another")
    }
    if award.payment != sale.payment {
      report(.paymentExact, "auction \(place) awards at \(award.payment), sells at \(sale.payment)")
    }
  }

  private mutating func checkSet(_ place: Int, _ sale: AuctionAudit.Sale) {
    let auction = auctions[place]
    for other in auction.sales.dropLast()
    where other.bundle & sale.bundle != 0 || other.bidder == sale.bidder {
      report(.soldOnce, "auction \(place) sells to \(sale.bidder + 1) what \(other.bidder + 1) has")
    }
    guard
      let bid = auction.bids.first(where: {
        $0.bidder == sale.bidder && $0.bundle == sale.bundle
      })
    else {
      return report(.bidInTime, "\(sale.bidder + 1) has not bid for what auction \(place) sells it")
    }
    checkRationality(place, bid, sale.payment)
    if auction.mechanism == .combinatorial, bid.price != sale.payment {
      report(.paymentExact, "\(sale.bidder + 1) bids \(bid.price) and pays \(sale.payment)")
    }
  }

  private mutating func end(_ number: Int32, isSettled: Bool) {
    guard isKnown(number) else { return }
    let place = Int(number)
    if auctions[place].end != nil {
      report(.oneAward, "auction \(place) ends again")
    }
    auctions[place].end = isSettled
    if isSettled, auctions[place].mechanism.isCombinatorial { checkAllocation(place) }
    // What is over is not looked at again.
    auctions[place].bids = []
  }

  /// Where the bids are few enough, tries all allocations.
  private mutating func checkAllocation(_ place: Int) {
    let auction = auctions[place]
    guard ExhaustiveSearch.isFeasible(auction.bids, items: rules.items),
      rules.items <= rules.exactItems
    else { return }
    let search = ExhaustiveSearch(bids: auction.bids)
    let best = search.welfare()
    var sum: Int64 = 0
    for sale in auction.sales { sum += auction.price(of: sale) }
    if sum != best {
      report(.bestBidWins, "auction \(place) sells for bids of \(sum), others sum to \(best)")
    }
    if auction.mechanism != .vcg { return }
    for sale in auction.sales {
      let own = auction.price(of: sale)
      let externality = search.welfare(without: sale.bidder) - (best - own)
      if externality != sale.payment {
        report(
          .paymentExact,
          "\(sale.bidder + 1) pays \(sale.payment) in auction \(place) and costs the others "
            + "\(externality)")
      }
    }
  }
}

extension AuctionAudit {
  /// The bid that a sale goes back to.
  func price(of sale: Sale) -> Int64 {
    bids.first { $0.bidder == sale.bidder && $0.bundle == sale.bundle }?.price ?? 0
  }
}
