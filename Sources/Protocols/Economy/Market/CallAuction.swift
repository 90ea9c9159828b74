public import Simulator

/// The clearing of a call market: all bids and asks at once, where both step curves cross.
///
/// As many units are traded as can be. Of the prices at which that many are the middle one is taken, rounded
/// down: between the limits of the last unit bought and of the last one sold.
public struct CallAuction: Hashable, Sendable {
  /// Who gets the units where more are offered at the last price than can be traded.
  public enum Allocation: String, Word {
    /// The orders that came first.
    case time
    /// All orders at that limit, in proportion to their units; what division leaves goes to the largest
    /// remainders, of equal ones to the first.
    case proRata = "pro rata"
  }

  /// What a unit costs.
  public enum Pricing: String, Word {
    /// The same for buyers and sellers.
    case uniform
    /// Trade reduction (McAfee, *A Dominant Strategy Double Auction*, 1992): where the limits behind the last
    /// traded unit name no price that both sides accept, that unit is not traded; buyers pay its bid, sellers
    /// get its ask, and the market keeps the rest.
    case mcAfee = "McAfee"
  }

  /// What went wrong in the original.
  public enum Shortcut: Hashable, Sendable {
    /// Only the first bid and the first ask are looked at.
    case bestLevels
    /// The first buyer and the first seller trade all units.
    case firstTakesAll
  }

  /// Who gets the last units.
  public var allocation = Allocation.time
  /// What a unit costs.
  public var pricing = Pricing.uniform
  /// What is done wrong, if anything.
  public var shortcut: Shortcut?

  /// A clearing of the exact crossing, by time.
  public init() {}

  /// What a clearing came to.
  public struct Clearing: Hashable, Sendable {
    /// What buyers pay for a unit; nil if nothing is traded.
    public var price: Int64?
    /// What sellers get for one.
    public var received: Int64?
    /// Units that are traded.
    public var volume: Int64 = 0
    /// Between whom.
    public var trades: [Trade] = []
  }

  /// Where the curves cross.
  struct Crossing: Hashable, Sendable {
    /// The most units that can be traded.
    var volume: Int64 = 0
    /// The bid and the ask of the last of these units.
    var lastBid: Int64 = 0
    var lastAsk: Int64 = 0
    /// Those of the unit behind it, where there is one.
    var nextBid: Int64?
    var nextAsk: Int64?
  }

  /// Clears orders with limits.
  ///
  /// - Parameters:
  ///   - bids: by falling limits, those of one limit by time.
  ///   - asks: by rising limits, those of one limit by time.
  /// - Complexity: O(orders), and O(n log n) in those at the last limit where they share.
  public func clear(_ bids: [MarketOrder], _ asks: [MarketOrder]) -> Clearing {
    var clearing = Clearing()
    guard let bid = bids.first, let ask = asks.first else { return clearing }
    var crossing = Self.crossing(bids, asks)
    if shortcut == .bestLevels { crossing = Self.firstLevels(bid, ask) }
    if crossing.volume == 0 { return clearing }
    clearing.volume = crossing.volume
    (clearing.price, clearing.received) = price(&clearing.volume, crossing)
    if clearing.volume == 0 { return Clearing() }
    if shortcut == .firstTakesAll {
      clearing.trades = [trade(bid, ask, clearing.volume, clearing)]
      return clearing
    }
    let bought = shares(of: clearing.volume, bids)
    let sold = shares(of: clearing.volume, asks)
    pair(bids, bought, asks, sold, &clearing)
    return clearing
  }

  private static func firstLevels(_ bid: MarketOrder, _ ask: MarketOrder) -> Crossing {
    let (buys, sells) = (bid.limit ?? .max, ask.limit ?? 0)
    if buys < sells { return Crossing() }
    return Crossing(volume: min(bid.quantity, ask.quantity), lastBid: buys, lastAsk: sells)
  }

  /// Walks along both curves, unit by unit in stretches, while the bid is not below the ask.
  static func crossing(_ bids: [MarketOrder], _ asks: [MarketOrder]) -> Crossing {
    var crossing = Crossing()
    var (bid, ask) = (0, 0)
    var (bidLeft, askLeft) = (bids.first?.quantity ?? 0, asks.first?.quantity ?? 0)
    while bid < bids.count, ask < asks.count {
      let (buys, sells) = (bids[bid].limit ?? .max, asks[ask].limit ?? 0)
      if buys < sells { break }
      let units = min(bidLeft, askLeft)
      crossing.volume += units
      if units > 0 { (crossing.lastBid, crossing.lastAsk) = (buys, sells) }
      bidLeft -= units
      askLeft -= units
      while bidLeft == 0, bid < bids.count {
        bid += 1
        if bid < bids.count { bidLeft = bids[bid].quantity }
      }
      while askLeft == 0, ask < asks.count {
        ask += 1
        if ask < asks.count { askLeft = asks[ask].quantity }
      }
    }
    if bid < bids.count { crossing.nextBid = bids[bid].limit }
    if ask < asks.count { crossing.nextAsk = asks[ask].limit }
    return crossing
  }

  private func price(_ volume: inout Int64, _ crossing: Crossing) -> (paid: Int64, got: Int64) {
    let middle = crossing.lastAsk + (crossing.lastBid - crossing.lastAsk) / 2
    guard pricing == .mcAfee else { return (middle, middle) }
    if let bid = crossing.nextBid, let ask = crossing.nextAsk {
      let price = (bid + ask) / 2
      if price >= crossing.lastAsk, price <= crossing.lastBid { return (price, price) }
    }
    volume -= 1
    return (crossing.lastBid, crossing.lastAsk)
  }

  /// How many of the units each order trades, the best limits first.
  private func shares(of volume: Int64, _ orders: [MarketOrder]) -> [Int64] {
    var shares = Array(repeating: Int64(0), count: orders.count)
    var left = volume
    var start = 0
    while start < orders.count, left > 0 {
      var end = start
      var level: Int64 = 0
      while end < orders.count, orders[end].limit == orders[start].limit {
        level += orders[end].quantity
        end += 1
      }
      if level > left, allocation == .proRata {
        share(left, of: level, orders, start..<end, &shares)
        return shares
      }
      for place in start..<end {
        shares[place] = min(left, orders[place].quantity)
        left -= shares[place]
      }
      start = end
    }
    return shares
  }

  private func share(
    _ units: Int64, of level: Int64, _ orders: [MarketOrder], _ places: Range<Int>,
    _ shares: inout [Int64]
  ) {
    var left = units
    var remainders: [BookSide.Entry] = []
    for place in places {
      let product = orders[place].quantity * units
      shares[place] = product / level
      left -= shares[place]
      remainders.append(BookSide.Entry(rank: -(product % level), id: Int64(place)))
    }
    for entry in remainders.sorted().prefix(Int(left)) { shares[Int(entry.id)] += 1 }
  }

  private func pair(
    _ bids: [MarketOrder], _ bought: [Int64], _ asks: [MarketOrder], _ sold: [Int64],
    _ clearing: inout Clearing
  ) {
    var (bid, ask) = (0, 0)
    var (buys, sells) = (bought, sold)
    while bid < bids.count, ask < asks.count {
      let units = min(buys[bid], sells[ask])
      if units > 0 { clearing.trades.append(trade(bids[bid], asks[ask], units, clearing)) }
      buys[bid] -= units
      sells[ask] -= units
      if buys[bid] == 0 { bid += 1 } else { ask += 1 }
    }
  }

  private func trade(
    _ bid: MarketOrder, _ ask: MarketOrder, _ units: Int64, _ clearing: Clearing
  ) -> Trade {
    Trade(
      bid: bid, ask: ask, quantity: units, price: clearing.price ?? 0,
      received: clearing.received)
  }
}
