import Simulator

@testable import Protocols

/// An order with a limit, of the trader of its number.
func bid(_ id: Int64, _ limit: Int64?, _ quantity: Int64 = 1) -> MarketOrder {
  MarketOrder(
    id: id, trader: Int32(truncatingIfNeeded: id), .bid, limit: limit, quantity: quantity)
}

func ask(_ id: Int64, _ limit: Int64?, _ quantity: Int64 = 1) -> MarketOrder {
  MarketOrder(
    id: id, trader: Int32(truncatingIfNeeded: id), .ask, limit: limit, quantity: quantity)
}

/// What a trade says: `bid`, `ask`, units and price.
func terms(_ trades: [Trade]) -> [[Int64]] {
  trades.map { [$0.bid, $0.ask, $0.quantity, $0.price] }
}

/// Random orders of a small call: few limits, so that many are equal.
struct RandomCall {
  private(set) var bids: [MarketOrder] = []
  private(set) var asks: [MarketOrder] = []

  /// Up to four orders of up to three units on each side.
  init(_ stream: inout RandomStream, limits: ClosedRange<Int64> = 1...9) {
    for id in 1...stream.within(1...4) {
      bids.append(bid(id, stream.within(limits), stream.within(1...3)))
    }
    for id in 101...100 + stream.within(1...4) {
      asks.append(ask(id, stream.within(limits), stream.within(1...3)))
    }
    bids.sort { ($0.rank, $0.id) < ($1.rank, $1.id) }
    asks.sort { ($0.rank, $0.id) < ($1.rank, $1.id) }
  }

  /// The limits of all units of a side, the best first.
  static func unitLimits(_ orders: [MarketOrder]) -> [Int64] {
    orders.flatMap { Array(repeating: $0.limit ?? 0, count: Int($0.quantity)) }
  }

  /// Units that can be traded at a price, counted one by one.
  func volume(at price: Int64) -> Int64 {
    let demand = Self.unitLimits(bids).count { $0 >= price }
    let supply = Self.unitLimits(asks).count { $0 <= price }
    return Int64(min(demand, supply))
  }

  /// The prices at which most is traded, and how much; nil if nothing is at any.
  var best: (volume: Int64, prices: ClosedRange<Int64>)? {
    let volumes = (0...20).map { volume(at: $0) }
    guard let most = volumes.max(), most > 0, let low = volumes.firstIndex(of: most),
      let high = volumes.lastIndex(of: most)
    else { return nil }
    return (most, Int64(low)...Int64(high))
  }
}
