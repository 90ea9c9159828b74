import Simulator

/// A price that gropes for the crossing of demand and supply: it rises with excess demand and falls with
/// excess supply (Walras), in whole steps.
///
/// It never goes back beyond a price that it has tried: between one with excess demand and one with excess
/// supply it stays between them. So it settles however large the gain, and a small one only takes longer.
public struct Tatonnement: Hashable, Sendable {
  /// How much of the excess demand is added to the price, in thousandths.
  public let gain: Int64
  /// The most steps that are taken.
  public let limit: Int32

  /// A way to a price in at most `limit` steps.
  public init(gain: Int64, limit: Int32) {
    self.gain = gain
    self.limit = limit
  }

  /// Where a price ended.
  public struct End: Hashable, Sendable {
    /// The price.
    public var price: Int64
    /// Steps that it took.
    public var steps: Int32 = 0
    /// Whether nothing is in excess, or no whole price has less of it.
    public var isSettled = false

    /// A search that ended at a price.
    public init(price: Int64, steps: Int32 = 0, isSettled: Bool = false) {
      self.price = price
      self.steps = steps
      self.isSettled = isSettled
    }
  }

  /// Cries prices, from one on, until one settles or the steps are used up.
  ///
  /// Where demand is in excess at one price and supply at the next, that of the two is taken at which more is
  /// traded, the lower if as much.
  /// - Complexity: O(orders) a step.
  public func settle(
    from price: Int64, _ bids: [MarketOrder], _ asks: [MarketOrder]
  ) -> End {
    var end = End(price: max(0, price))
    // The highest price with excess demand so far, and the lowest with excess supply.
    var (low, high) = (Int64(-1), Int64.max)
    while true {
      let excess = Self.excess(at: end.price, bids, asks)
      if excess > 0 { low = end.price } else if excess < 0 { high = end.price }
      if excess == 0 || high == 0 {
        end.isSettled = true
        return end
      }
      if high == low + 1 {
        let isLower = Self.volume(at: low, bids, asks) >= Self.volume(at: high, bids, asks)
        end.price = isLower ? low : high
        end.isSettled = true
        return end
      }
      if end.steps == limit { return end }
      end.steps += 1
      end.price = min(max(end.price + change(excess), low + 1), high - 1)
    }
  }

  private func change(_ excess: Int64) -> Int64 {
    let change = excess * gain / 1000
    return change == 0 ? excess.signum() : change
  }

  /// As the original finds a price: ten changes of up to a tenth that are drawn, whatever is in excess. It takes
  /// the last for the price that was looked for.
  public static func wander(from price: Int64, _ seed: UInt64) -> End {
    var end = End(price: max(1, price), steps: 10, isSettled: true)
    for step in 1...10 {
      let word = RandomStream.mix(seed &+ UInt64(step))
      let width = max(1, end.price / 10)
      let drawn = Int64(truncatingIfNeeded: word % UInt64(2 * width + 1))
      end.price = max(1, end.price + drawn - width)
    }
    return end
  }

  /// Demand less supply at a price.
  ///
  /// - Complexity: O(orders).
  public static func excess(
    at price: Int64, _ bids: [MarketOrder], _ asks: [MarketOrder]
  ) -> Int64 {
    units(at: price, bids) - units(at: price, asks)
  }

  /// Units that can be traded at a price.
  ///
  /// - Complexity: O(orders).
  public static func volume(
    at price: Int64, _ bids: [MarketOrder], _ asks: [MarketOrder]
  ) -> Int64 {
    min(units(at: price, bids), units(at: price, asks))
  }

  private static func units(at price: Int64, _ orders: [MarketOrder]) -> Int64 {
    var units: Int64 = 0
    for order in orders where order.accepts(price) { units += order.quantity }
    return units
  }

  /// What is traded at a price: the short side wholly, of the long side the orders with the better limits, and
  /// of these the earlier ones.
  ///
  /// - Parameters:
  ///   - bids: by falling limits, those of one limit by time.
  ///   - asks: by rising limits, those of one limit by time.
  public static func trades(
    at price: Int64, _ bids: [MarketOrder], _ asks: [MarketOrder]
  ) -> [Trade] {
    var trades: [Trade] = []
    var (bid, ask) = (0, 0)
    var (buys, sells) = (bids.first?.quantity ?? 0, asks.first?.quantity ?? 0)
    while bid < bids.count, ask < asks.count {
      guard bids[bid].accepts(price), asks[ask].accepts(price) else { break }
      let units = min(buys, sells)
      if units > 0 {
        trades.append(Trade(bid: bids[bid], ask: asks[ask], quantity: units, price: price))
      }
      buys -= units
      sells -= units
      if buys == 0 {
        bid += 1
        if bid < bids.count { buys = bids[bid].quantity }
      } else {
        ask += 1
        if ask < asks.count { sells = asks[ask].quantity }
      }
    }
    return trades
  }
}
