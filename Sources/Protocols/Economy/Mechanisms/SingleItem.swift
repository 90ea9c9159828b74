/// Auctions of one item, or of one task: who is first in line, and what the first in line pays.
public struct SingleItem: Hashable, Sendable {
  /// Whether the lowest price wins and not the highest.
  public let isPurchase: Bool
  /// The least price of a sale, the highest of a purchase.
  public let reserve: Int64

  /// The rules of a sale or a purchase with a reserve.
  public init(isPurchase: Bool, reserve: Int64) {
    self.isPurchase = isPurchase
    self.reserve = reserve
  }

  /// Whether a price keeps to the reserve.
  public func admits(_ price: Int64) -> Bool {
    isPurchase ? price >= 0 && price <= reserve : price >= reserve
  }

  /// Whether one price is better for the owner than another.
  public func isBetter(_ price: Int64, than other: Int64) -> Bool {
    isPurchase ? price < other : price > other
  }

  /// The bids that keep to the reserve, the best first; of equal ones the earlier.
  ///
  /// - Complexity: O(n log n).
  public func ranking(of offers: [Offer]) -> [Offer] {
    offers.indices.filter { admits(offers[$0].price) }
      .sorted {
        offers[$0].price == offers[$1].price
          ? $0 < $1 : isBetter(offers[$0].price, than: offers[$1].price)
      }
      .map { offers[$0] }
  }

  /// What the bid at a place of a ranking pays by the rule of the second price: the next bid, or the reserve
  /// if there is none.
  public func secondPrice(_ ranking: [Offer], at place: Int) -> Int64 {
    place + 1 < ranking.count ? ranking[place + 1].price : reserve
  }
}
