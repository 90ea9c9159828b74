import Simulator

/// Bids that are committed to by a digest and revealed when no more are taken.
extension Books {
  /// Commits a bidder to a price that nobody knows yet. It sets a deposit aside.
  mutating func seal(_ deed: Deed) -> Verdict {
    guard let place = place(of: deed.subject) else { return .unknownAuction }
    guard deed.actor >= 0, deed.actor < rules.bidders else { return .unknownAccount }
    let auction = auctions[place]
    guard auction.stage == .bidding, auction.mechanism == .commitReveal else { return .notOpen }
    if auction.hasOffer(of: deed.actor) { return .repeated }
    let verdict = setAside(rules.stake, of: deed.actor, in: auction)
    if verdict != .done { return verdict }
    auctions[place].seals.append(Auction.Seal(bidder: deed.actor, digest: deed.amount))
    auctions[place].bidders[deed.actor] = 1
    return .done
  }

  /// Opens a committed bid; the key to it stands in the place of the session.
  mutating func reveal(_ deed: Deed, _ place: Int) -> Verdict {
    let auction = auctions[place]
    guard let seal = auction.seals.firstIndex(where: { $0.bidder == deed.actor }) else {
      return auction.hasOffer(of: deed.actor) ? .repeated : .notOpen
    }
    guard Books.digest(of: deed.amount, key: deed.session) == auction.seals[seal].digest else {
      return .wrongDigest
    }
    if deed.amount < rules.reserve { return .tooLow }
    let verdict = setAside(deed.amount, of: deed.actor, in: auction)
    if verdict != .done { return verdict }
    auctions[place].seals.remove(at: seal)
    add(deed, to: place)
    return .done
  }

  /// What a bidder commits itself to a price with.
  public static func digest(of price: Int64, key: Raft.Session) -> Int64 {
    let word = UInt64(bitPattern: Int64(key.client) << 32 ^ Int64(key.sequence))
    return Int64(
      bitPattern: RandomStream.mix(RandomStream.mix(word) ^ UInt64(bitPattern: price)))
  }
}
