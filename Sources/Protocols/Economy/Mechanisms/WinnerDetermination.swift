/// Finds the bids for sets of items that bring most together, no item twice and no bidder twice.
///
/// Bids of one bidder exclude one another, and stand next to each other or not. The problem is hard in general
/// (set packing); in the number of bids it is not, as long as there are few items.
public struct WinnerDetermination: Sendable {
  /// Number of items, at most 16.
  public let items: Int
  /// The bids, in the order of the log.
  public let offers: [Offer]

  /// A problem; bids for items that there are not cannot win.
  public init(items: Int, offers: [Offer]) {
    precondition(items > 0 && items <= 16, "\(items) items are not 1 to 16")
    self.items = items
    self.offers = offers
  }

  private var allItems: UInt16 { UInt16(truncatingIfNeeded: (UInt32(1) << UInt32(items)) - 1) }

  private func canWin(_ offer: Offer) -> Bool {
    offer.bundle != 0 && offer.bundle & ~allItems == 0 && offer.price > 0
  }

  /// The bids that can win, by bidder, in the order in which each bidder first bid.
  ///
  /// - Parameter left: a bidder that is taken to be absent.
  private func groups(without left: Int32?) -> [[Int]] {
    var lists = KeyedList<Int32, [Int]>()
    for (place, offer) in offers.enumerated() where canWin(offer) && offer.bidder != left {
      if let list = lists.place(of: offer.bidder) {
        lists[list].append(place)
      } else {
        lists.append([place], offer.bidder)
      }
    }
    return lists.items
  }

  /// The best allocation, by dynamic programming over sets of items, bidder by bidder; of equal ones that in
  /// which earlier bidders stand back.
  ///
  /// - Complexity: O(bids · 2^items) in time, O(bidders · 2^items) in memory.
  public func exact(without left: Int32? = nil) -> Allocation {
    let groups = groups(without: left)
    let states = 1 << items
    var best = [Int64](repeating: 0, count: states)
    var choices: [[Int]] = []
    for group in groups {
      var next = best
      var choice = [Int](repeating: -1, count: states)
      for place in group {
        let bundle = Int(offers[place].bundle)
        for set in 0..<states where set & bundle == bundle {
          let sum = best[set & ~bundle] + offers[place].price
          if sum > next[set] {
            next[set] = sum
            choice[set] = place
          }
        }
      }
      best = next
      choices.append(choice)
    }
    return trace(choices, best[states - 1])
  }

  /// Follows the choices back from the last bidder.
  private func trace(_ choices: [[Int]], _ welfare: Int64) -> Allocation {
    var set = (1 << items) - 1
    var winners: [Int] = []
    for choice in choices.reversed() where choice[set] >= 0 {
      winners.append(choice[set])
      set &= ~Int(offers[choice[set]].bundle)
    }
    return Allocation(winners: winners.sorted(), welfare: welfare)
  }

  /// Bids in the order of price over the root of their size, each taken if nothing before it stands in its way
  /// (Lehmann, O'Callaghan and Shoham, 2002): at least the optimum over the root of the number of items, where
  /// no bidder has more than one bid.
  ///
  /// - Complexity: O(n log n).
  public func greedy() -> Allocation {
    let order = offers.indices.filter { canWin(offers[$0]) }.sorted { isDenser($0, $1) }
    var taken: UInt16 = 0
    var bidders = KeyedList<Int32, Int>()
    var winners: [Int] = []
    var welfare: Int64 = 0
    for place in order {
      let offer = offers[place]
      if offer.bundle & taken != 0 || bidders.place(of: offer.bidder) != nil { continue }
      taken |= offer.bundle
      bidders.append(place, offer.bidder)
      winners.append(place)
      welfare += offer.price
    }
    return Allocation(winners: winners.sorted(), welfare: welfare)
  }

  /// Whether the square of a bid's price over its size is above another's; of equal ones the earlier comes first.
  private func isDenser(_ one: Int, _ other: Int) -> Bool {
    let left = weighted(offers[one], by: offers[other])
    let right = weighted(offers[other], by: offers[one])
    return left == right ? one < other : left > right
  }

  private func weighted(_ offer: Offer, by other: Offer) -> UInt64 {
    let price = UInt64(offer.price)
    return price * price * UInt64(other.bundle.nonzeroBitCount)
  }

  /// What each winner of the best allocation pays by Vickrey, Clarke and Groves: what the others would have
  /// together without it, less what they have.
  ///
  /// - Complexity: that of `exact`, for each winner.
  public func externalities(of allocation: Allocation) -> [Int64] {
    allocation.winners.map { place in
      let offer = offers[place]
      return exact(without: offer.bidder).welfare - (allocation.welfare - offer.price)
    }
  }
}
