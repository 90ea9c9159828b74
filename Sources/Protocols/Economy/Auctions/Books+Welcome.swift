/// What an auctioneer need not log.
extension Books {
  /// Whether the books may do what a bidder or worker asks for; false if it would change nothing.
  ///
  /// What is welcome may still be refused where it stands in the log.
  func isWelcome(_ deed: Deed) -> Bool {
    guard let auction = auction(deed.subject) else { return false }
    switch deed.kind {
    case .bid:
      switch auction.stage {
      case .bidding: return isWelcome(deed, auction)
      case .revealing: return auction.seals.contains { $0.bidder == deed.actor }
      case .awarded, .working, .settled, .failed: return false
      }
    case .seal: return auction.stage == .bidding && !auction.hasOffer(of: deed.actor)
    case .accept, .decline:
      return auction.stage == .awarded && auction.winner == deed.actor
        && auction.step == deed.quantity
    case .result:
      return auction.stage == .working && auction.winner == deed.actor
        && auction.step == deed.quantity
    default: return false
    }
  }

  private func isWelcome(_ deed: Deed, _ auction: Auction) -> Bool {
    if !auction.mechanism.isPurchase, !canSetAside(deed.amount, of: deed.actor, in: auction) {
      return false
    }
    return switch auction.mechanism {
    case .english: deed.amount > auction.price || auction.offers.isEmpty
    case .dutch: !auction.hasOffer(of: deed.actor)
    case .combinatorial, .vcg:
      !auction.offers.contains { $0.bidder == deed.actor && $0.bundle == deed.quantity }
    case .contractNet, .firstPrice, .vickrey: !auction.hasOffer(of: deed.actor)
    case .commitReveal: false
    }
  }
}
