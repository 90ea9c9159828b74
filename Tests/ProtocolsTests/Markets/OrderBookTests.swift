import Simulator
import Testing

@testable import Protocols

/// The continuous double auction.
struct OrderBookTests {
  private var book = OrderBook()
  private var trades: [Trade] = []

  private mutating func enter(_ order: MarketOrder, budget: Int64? = nil) -> Int64 {
    trades = []
    return book.enter(order, budget: budget, &trades)
  }

  @Test mutating func `an order trades with the best limit and the earlier order, at that limit`() {
    _ = enter(ask(1, 12))
    _ = enter(ask(2, 10))
    _ = enter(ask(3, 10))
    #expect(enter(bid(4, 12, 3)) == 0)
    #expect(terms(trades) == [[4, 2, 1, 10], [4, 3, 1, 10], [4, 1, 1, 12]])
    #expect(book.count == 0)
  }

  @Test mutating func `what is left of an order rests behind the better ones`() {
    _ = enter(bid(1, 9, 2))
    _ = enter(ask(2, 9, 5))
    #expect(terms(trades) == [[1, 2, 2, 9]])
    let (first, other) = (book.best(.ask), book.best(.bid))
    #expect(book[2]?.quantity == 3 && first?.id == 2 && other == nil)
    _ = enter(ask(3, 8))
    #expect(book.sorted(.ask).map { $0.id } == [3, 2])
  }

  @Test mutating func `a market order takes the limits that there are and does not rest`() {
    _ = enter(ask(1, 5))
    _ = enter(ask(2, 900))
    #expect(enter(bid(3, nil, 4)) == 2)
    #expect(terms(trades) == [[3, 1, 1, 5], [3, 2, 1, 900]])
    #expect(book.count == 0)
  }

  @Test mutating func `a market bid spends no more than its budget`() {
    _ = enter(ask(1, 5, 3))
    _ = enter(ask(2, 7, 3))
    #expect(enter(bid(3, nil, 9), budget: 28) == 5)
    #expect(terms(trades) == [[3, 1, 3, 5], [3, 2, 1, 7]])
  }

  @Test mutating func `what is cancelled does not trade, and cannot be cancelled again`() {
    _ = enter(ask(1, 5, 3))
    _ = enter(ask(2, 6, 3))
    #expect(book.cancel(1)?.quantity == 3)
    #expect(book.cancel(1) == nil)
    _ = enter(bid(3, 9, 1))
    #expect(terms(trades) == [[3, 2, 1, 6]])
  }

  /// A book as a list that is searched from end to end.
  private struct PlainBook {
    var orders: [MarketOrder] = []

    mutating func enter(_ order: MarketOrder, budget: Int64?) -> [[Int64]] {
      var order = order
      var budget = budget ?? .max
      var trades: [[Int64]] = []
      while order.quantity > 0 {
        let others = orders.filter {
          $0.side != order.side && order.accepts($0.limit ?? 0)
            && (order.side == .ask || budget >= $0.limit ?? 0)
        }
        guard let best = others.min(by: { ($0.rank, $0.id) < ($1.rank, $1.id) }),
          let place = orders.firstIndex(where: { $0.id == best.id })
        else { break }
        let price = best.limit ?? 0
        // One unit at a time.
        order.quantity -= 1
        orders[place].quantity -= 1
        if order.side == .bid, budget < .max { budget -= price }
        let pair = order.side == .bid ? [order.id, best.id] : [best.id, order.id]
        if let last = trades.last, last[0] == pair[0], last[1] == pair[1] {
          trades[trades.count - 1][2] += 1
        } else {
          trades.append([pair[0], pair[1], 1, price])
        }
        if orders[place].quantity == 0 { orders.remove(at: place) }
      }
      if order.quantity > 0, order.limit != nil { orders.append(order) }
      return trades
    }
  }

  @Test func `random orders trade as in a list that is searched`() {
    for seed in 0..<(Effort.isFull ? 10_000 : 500) as Range<UInt64> {
      var stream = RandomStream(seed: seed, .test)
      var (book, plain) = (OrderBook(), PlainBook())
      for id in 1...30 as ClosedRange<Int64> {
        if stream.below(5) == 0, id > 1 {
          let gone = stream.within(1...id - 1)
          _ = book.cancel(gone)
          plain.orders.removeAll { $0.id == gone }
          continue
        }
        let limit = stream.below(6) == 0 ? nil : stream.within(1...8)
        let quantity = stream.within(1...4)
        let order = stream.below(2) == 0 ? bid(id, limit, quantity) : ask(id, limit, quantity)
        let budget = limit == nil ? stream.within(0...20) : nil
        var trades: [Trade] = []
        _ = book.enter(order, budget: order.side == .bid ? budget : nil, &trades)
        let expected = plain.enter(order, budget: order.side == .bid ? budget : nil)
        #expect(terms(trades) == expected, "seed \(seed), order \(id)")
      }
      for side in [TradeSide.bid, .ask] {
        let rest = plain.orders.filter { $0.side == side }.sorted {
          ($0.rank, $0.id) < ($1.rank, $1.id)
        }
        #expect(book.sorted(side) == rest, "seed \(seed)")
      }
    }
  }
}
