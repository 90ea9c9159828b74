/// The best allocation of sets of items by trying all: for checks, and for few bids.
struct ExhaustiveSearch {
  let bids: [Offer]

  /// Whether all can be tried: of few items no more sets than items can win, so there are not many ways.
  static func isFeasible(_ bids: [Offer], items: Int) -> Bool {
    bids.count <= (items <= 4 ? 20 : 14)
  }

  /// The greatest sum of bids of which no two share an item or a bidder, without those of one bidder.
  func welfare(without left: Int32? = nil) -> Int64 { extend(from: 0, 0, [], left) }

  private func extend(
    from place: Int, _ taken: UInt16, _ bidders: [Int32], _ left: Int32?
  ) -> Int64 {
    if place == bids.count { return 0 }
    let bid = bids[place]
    let without = extend(from: place + 1, taken, bidders, left)
    if bid.bidder == left || bid.bundle & taken != 0 || bidders.contains(bid.bidder) {
      return without
    }
    let with = extend(from: place + 1, taken | bid.bundle, bidders + [bid.bidder], left)
    return Swift.max(without, bid.price + with)
  }
}
