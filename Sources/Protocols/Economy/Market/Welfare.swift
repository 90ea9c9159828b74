/// What trade is worth: to each buyer the value of its units, less what they cost their sellers.
public enum Welfare {
  /// Units that a trader wants at a limit of its own.
  public struct Wish: Hashable, Sendable {
    /// What a unit is worth to a buyer, or costs a seller.
    public let limit: Int64
    /// How many.
    public let quantity: Int64

    /// Units at a limit.
    public init(limit: Int64, quantity: Int64) {
      self.limit = limit
      self.quantity = quantity
    }
  }

  /// The most that trade can be worth: the units worth most from those that cost least, while they gain.
  ///
  /// - Complexity: O(n log n).
  public static func optimum(buyers: [Wish], sellers: [Wish]) -> Int64 {
    let buyers = buyers.sorted { $0.limit > $1.limit }
    let sellers = sellers.sorted { $0.limit < $1.limit }
    var welfare: Int64 = 0
    var (buyer, seller) = (0, 0)
    var (wanted, offered) = (buyers.first?.quantity ?? 0, sellers.first?.quantity ?? 0)
    while buyer < buyers.count, seller < sellers.count {
      let gain = buyers[buyer].limit - sellers[seller].limit
      if gain <= 0 { break }
      let units = min(wanted, offered)
      welfare += units * gain
      wanted -= units
      offered -= units
      if wanted == 0 {
        buyer += 1
        if buyer < buyers.count { wanted = buyers[buyer].quantity }
      } else {
        seller += 1
        if seller < sellers.count { offered = sellers[seller].quantity }
      }
    }
    return welfare
  }
}
