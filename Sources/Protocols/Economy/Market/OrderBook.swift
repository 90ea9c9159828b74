/// The book of a continuous double auction: what is offered, the best price first, and the earlier of one price.
///
/// An order that enters trades with the best of the other side while their limits cross, each time at the limit of
/// the order that rests. What is left of a limit order rests; what is left of a market order is dropped.
///
/// - Complexity: O(log n) an order and a trade, amortised; O(1) a cancellation, amortised.
public struct OrderBook: Hashable, Sendable {
  /// How orders are matched.
  public struct Rules: Hashable, Sendable {
    /// Whether a trade is at the middle of both limits, and not at that of the order that rests.
    public var meetsHalfway = false
    /// Whether the newest of one price comes first, and not the oldest.
    public var prefersNewest = false

    /// The rules of a continuous double auction.
    public init() {}
  }

  /// How orders are matched here.
  public let rules: Rules
  private var orders: [Int64: MarketOrder] = [:]
  private var bids = BookSide()
  private var asks = BookSide()

  /// An empty book.
  public init(_ rules: Rules = Rules()) { self.rules = rules }

  /// Number of orders that rest.
  public var count: Int { orders.count }

  /// An order that rests, with what is left of it.
  public subscript(id: Int64) -> MarketOrder? { orders[id] }

  /// The first order of a side; nil if there is none. Forgets what was cancelled before it.
  public mutating func best(_ side: TradeSide) -> MarketOrder? {
    while let first = side == .bid ? bids.first : asks.first {
      if let order = orders[id(of: first)] { return order }
      if side == .bid { bids.removeFirst() } else { asks.removeFirst() }
    }
    return nil
  }

  /// The orders of a side, the first in front.
  ///
  /// - Complexity: O(n log n).
  public func sorted(_ side: TradeSide) -> [MarketOrder] {
    let entries = side == .bid ? bids.entries : asks.entries
    return entries.sorted().compactMap { orders[id(of: $0)] }
  }

  /// Takes an order in and tells what it traded.
  ///
  /// - Parameters:
  ///   - budget: the money that a bid without a limit may spend; nil for any.
  /// - Returns: the units of it that are neither traded nor rest in the book.
  public mutating func enter(
    _ order: MarketOrder, budget: Int64? = nil, _ trades: inout [Trade]
  ) -> Int64 {
    var order = order
    var budget = budget
    while order.quantity > 0, let other = best(order.side.opposite) {
      guard order.accepts(other.limit ?? 0), let quantity = fill(order, other, budget) else {
        break
      }
      let trade = trade(order, other, quantity)
      trades.append(trade)
      order.quantity -= quantity
      budget = budget.map { $0 - quantity * trade.price }
      reduce(other, by: quantity)
    }
    guard order.quantity > 0, order.limit != nil else { return order.quantity }
    rest(order)
    return 0
  }

  /// Lets an order rest without looking for what it could trade with, as a call market does.
  public mutating func rest(_ order: MarketOrder) {
    orders[order.id] = order
    let entry = BookSide.Entry(
      rank: order.rank, id: rules.prefersNewest ? -order.id : order.id)
    if order.side == .bid { bids.insert(entry) } else { asks.insert(entry) }
  }

  /// Takes an order out; nil if it does not rest here.
  public mutating func cancel(_ id: Int64) -> MarketOrder? {
    guard let order = orders.removeValue(forKey: id) else { return nil }
    let stale = bids.entries.count + asks.entries.count
    if stale > 2 * orders.count + 64 {
      let (orders, sign) = (orders, rules.prefersNewest ? Int64(-1) : 1)
      bids.purge { orders[sign * $0] != nil }
      asks.purge { orders[sign * $0] != nil }
    }
    return order
  }

  /// Takes units off an order, and the order out once it has none left.
  public mutating func reduce(_ order: MarketOrder, by quantity: Int64) {
    var order = order
    order.quantity -= quantity
    if order.quantity > 0 { orders[order.id] = order } else { _ = cancel(order.id) }
  }

  private func id(of entry: BookSide.Entry) -> Int64 {
    rules.prefersNewest ? -entry.id : entry.id
  }

  /// Units that two orders exchange; nil if the buyer cannot pay one.
  private func fill(_ order: MarketOrder, _ other: MarketOrder, _ budget: Int64?) -> Int64? {
    var quantity = min(order.quantity, other.quantity)
    if order.side == .bid, let budget, let price = other.limit, price > 0 {
      quantity = min(quantity, budget / price)
    }
    return quantity > 0 ? quantity : nil
  }

  private func trade(_ order: MarketOrder, _ other: MarketOrder, _ quantity: Int64) -> Trade {
    var price = other.limit ?? 0
    if rules.meetsHalfway, let limit = order.limit { price = (price + limit) / 2 }
    return order.side == .bid
      ? Trade(bid: order, ask: other, quantity: quantity, price: price)
      : Trade(bid: other, ask: order, quantity: quantity, price: price)
  }
}
