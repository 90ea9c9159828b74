import Simulator

/// A bidder, which answers each announcement with what it makes of its values.
extension Economy {
  mutating func answer(
    _ announcement: Announcement, of sender: AgentID, _ turn: inout Turn<Economy>
  ) {
    auctioneer = sender
    if waitsForEnd(announcement) { return }
    let deeds = deeds(for: announcement)
    for deed in deeds { turn.sendAhead(.deed(deed), to: sender) }
    if deeds.isEmpty {
      turn.sendAhead(
        .pass(auction: announcement.auction, step: announcement.step), to: sender)
    }
  }

  /// A sniper lets all announcements pass but the last of a stage.
  private func waitsForEnd(_ announcement: Announcement) -> Bool {
    Valuation(settings).strategy(of: account) == .sniping && announcement.mechanism != .dutch
      && !announcement.isReveal && announcement.remaining > settings.repeatEvery
  }

  private func deeds(for announcement: Announcement) -> [Deed] {
    let auction = announcement.auction
    let valuation = Valuation(settings)
    switch announcement.mechanism {
    case .contractNet:
      let price = valuation.bid(valuation.cost(auction, account), of: account, isCost: true)
      let claim: UInt8 = settings.isUnreliable(account) ? 100 : 50
      return price > announcement.price ? [] : [bid(auction, price, detail: claim)]
    case .combinatorial, .vcg:
      return valuation.bundles(auction, account).map {
        bid(auction, valuation.bid($0.price, of: account, isCost: false), set: $0.bundle)
      }
    default: break
    }
    let limit = valuation.bid(valuation.value(auction, account), of: account, isCost: false)
    switch announcement.mechanism {
    case .commitReveal: return limit < announcement.price ? [] : [sealed(limit, announcement)]
    case .english: return raise(announcement, limit)
    case .dutch:
      let hasClock = !settings.rules.has(.lastBidderWins)
      if hasClock, limit < announcement.price { return [] }
      return [bid(auction, hasClock ? announcement.price : limit, set: announcement.step + 1)]
    default: return limit < announcement.price ? [] : [bid(auction, limit)]
    }
  }

  private func bid(
    _ auction: Int32, _ price: Int64, set: UInt16 = 1, detail: UInt8 = 0
  ) -> Deed {
    Deed(
      .bid, actor: account, subject: auction, quantity: set, amount: price, detail: detail)
  }

  /// A step above the highest bid, as long as the item is worth it.
  private func raise(_ announcement: Announcement, _ limit: Int64) -> [Deed] {
    if announcement.standing == account { return [] }
    let step = settings.rules.has(.constantIncrement) ? 1 : settings.rules.step
    let price = announcement.standing < 0 ? announcement.price : announcement.price + step
    return price > limit ? [] : [bid(announcement.auction, price)]
  }

  /// The digest of a bid, or the bid itself and the key to the digest.
  private func sealed(_ price: Int64, _ announcement: Announcement) -> Deed {
    let secret = Valuation(settings).secret(announcement.auction, account)
    if announcement.isReveal {
      var deed = bid(announcement.auction, price)
      deed.session = secret
      return deed
    }
    return Deed(
      .seal, actor: account, subject: announcement.auction,
      amount: Books.digest(of: price, key: secret))
  }
}
