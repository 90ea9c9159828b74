import Simulator
import Testing

@testable import Protocols

/// Clearings against solvers that try everything.
struct CallAuctionTests {
  private static let seeds: Range<UInt64> = 0..<(Effort.isFull ? 10_000 : 500)

  private static func auction(
    _ allocation: CallAuction.Allocation, _ pricing: CallAuction.Pricing = .uniform
  ) -> CallAuction {
    var auction = CallAuction()
    auction.allocation = allocation
    auction.pricing = pricing
    return auction
  }

  private static func units(_ trades: [Trade], _ id: Int64) -> Int64 {
    trades.reduce(0) { $0 + ($1.bid == id || $1.ask == id ? $1.quantity : 0) }
  }

  @Test func `three bids and three asks cross at the middle of the last pair`() {
    let bids = [bid(1, 10, 2), bid(2, 8, 2), bid(3, 5)]
    let asks = [ask(11, 4, 1), ask(12, 6, 2), ask(13, 9, 4)]
    let clearing = CallAuction().clear(bids, asks)
    #expect(clearing.volume == 3 && clearing.price == 7)
    #expect(terms(clearing.trades) == [[1, 11, 1, 7], [1, 12, 1, 7], [2, 12, 1, 7]])
  }

  @Test func `nothing is traded where nothing crosses`() {
    #expect(CallAuction().clear([bid(1, 4)], [ask(2, 5)]) == CallAuction.Clearing())
    #expect(CallAuction().clear([], [ask(2, 5)]) == CallAuction.Clearing())
  }

  @Test func `the last level shares in proportion, and the rest goes to the largest remainders`() {
    let bids = [bid(1, 9, 1), bid(2, 8, 5), bid(3, 8, 3), bid(4, 8, 2)]
    let clearing = Self.auction(.proRata).clear(bids, [ask(11, 1, 7)])
    // Six units for 5 : 3 : 2, that is 3.0, 1.8 and 1.2.
    #expect((1...4).map { Self.units(clearing.trades, $0) } == [1, 3, 2, 1])
  }

  @Test func `price and volume are those of the best price of all`() {
    for seed in Self.seeds {
      var stream = RandomStream(seed: seed, .test)
      let call = RandomCall(&stream)
      for allocation in CallAuction.Allocation.allCases {
        let clearing = Self.auction(allocation).clear(call.bids, call.asks)
        let best = call.best
        #expect(clearing.volume == best?.volume ?? 0, "seed \(seed)")
        #expect(
          clearing.price == best.map { ($0.prices.lowerBound + $0.prices.upperBound) / 2 },
          "seed \(seed)")
        let sum = clearing.trades.reduce(0) { $0 + $1.quantity }
        #expect(sum == clearing.volume, "seed \(seed)")
      }
    }
  }

  @Test func `by time the first units of each side trade`() {
    for seed in Self.seeds {
      var stream = RandomStream(seed: seed, .test)
      let call = RandomCall(&stream)
      let clearing = CallAuction().clear(call.bids, call.asks)
      for side in [call.bids, call.asks] {
        let owners = side.flatMap { Array(repeating: $0.id, count: Int($0.quantity)) }
        for order in side {
          let due = owners.prefix(Int(clearing.volume)).count { $0 == order.id }
          #expect(Self.units(clearing.trades, order.id) == due, "seed \(seed)")
        }
      }
    }
  }

  /// Hands units out one by one, each to the order that is farthest below its exact share of all.
  private static func proportional(_ units: Int64, _ level: [MarketOrder]) -> [Int64] {
    let all = level.reduce(0) { $0 + $1.quantity }
    var shares = level.map { $0.quantity * units / all }
    while shares.reduce(0, +) < units {
      var neediest = 0
      for place in level.indices {
        let lack = level[place].quantity * units - shares[place] * all
        let most = level[neediest].quantity * units - shares[neediest] * all
        if lack > most { neediest = place }
      }
      shares[neediest] += 1
    }
    return shares
  }

  @Test func `in proportion the last level shares exactly`() {
    for seed in Self.seeds {
      var stream = RandomStream(seed: seed, .test)
      let call = RandomCall(&stream, limits: 3...5)
      let clearing = Self.auction(.proRata).clear(call.bids, call.asks)
      for side in [call.bids, call.asks] {
        var left = clearing.volume
        for limit in Array(Set(side.map { $0.rank })).sorted() {
          let level = side.filter { $0.rank == limit }
          let all = level.reduce(0) { $0 + $1.quantity }
          let due = left < all ? Self.proportional(left, level) : level.map { $0.quantity }
          #expect(level.map { Self.units(clearing.trades, $0.id) } == due, "seed \(seed)")
          left = max(0, left - all)
        }
      }
    }
  }

  @Test func `trade reduction pays as McAfee's rule says`() {
    for seed in Self.seeds {
      var stream = RandomStream(seed: seed, .test)
      let call = RandomCall(&stream)
      let clearing = Self.auction(.time, .mcAfee).clear(call.bids, call.asks)
      let (buys, sells) = (RandomCall.unitLimits(call.bids), RandomCall.unitLimits(call.asks))
      let count = zip(buys, sells).count { $0 >= $1 }
      if count == 0 {
        #expect(clearing == CallAuction.Clearing(), "seed \(seed)")
        continue
      }
      var (due, paid, got) = (count - 1, buys[count - 1], sells[count - 1])
      if count < buys.count, count < sells.count {
        let price = (buys[count] + sells[count]) / 2
        if price <= paid, price >= got { (due, paid, got) = (count, price, price) }
      }
      #expect(clearing.volume == due, "seed \(seed)")
      #expect(clearing.trades.allSatisfy { $0.price == paid && $0.received == got })
    }
  }

  /// The most that trade is worth, over all sets of units bought and sold.
  private static func exhaustive(_ buys: [Int64], _ sells: [Int64]) -> Int64 {
    func sums(_ values: [Int64]) -> [Int: [Int64]] {
      var sums: [Int: [Int64]] = [:]
      for set in 0..<(1 << values.count) {
        let chosen = values.indices.filter { set >> $0 & 1 == 1 }
        sums[chosen.count, default: []].append(chosen.reduce(0) { $0 + values[$1] })
      }
      return sums
    }
    let (bought, sold) = (sums(buys), sums(sells))
    return (0...min(buys.count, sells.count)).map {
      (bought[$0]?.max() ?? 0) - (sold[$0]?.min() ?? 0)
    }.max() ?? 0
  }

  @Test func `the optimum, and what a clearing is worth, is the best of all sets of units`() {
    for seed in Self.seeds {
      var stream = RandomStream(seed: seed, .test)
      let buys = (0..<stream.within(0...6)).map { _ in stream.within(1...9) }
      let sells = (0..<stream.within(0...6)).map { _ in stream.within(1...9) }
      let best = Self.exhaustive(buys, sells)
      let optimum = Welfare.optimum(
        buyers: buys.map { Welfare.Wish(limit: $0, quantity: 1) },
        sellers: sells.map { Welfare.Wish(limit: $0, quantity: 1) })
      #expect(optimum == best, "seed \(seed)")
      let bids = buys.sorted(by: >).enumerated().map { bid(Int64($0.offset), $0.element) }
      let asks = sells.sorted().enumerated().map { ask(100 + Int64($0.offset), $0.element) }
      let worth = CallAuction().clear(bids, asks).trades.reduce(0) { sum, trade in
        sum + (bids[Int(trade.bid)].limit ?? 0) - (asks[Int(trade.ask) - 100].limit ?? 0)
      }
      #expect(worth == best, "seed \(seed)")
    }
  }
}
