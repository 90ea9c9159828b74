public import Simulator

/// Units that changed hands.
@frozen
public struct Trade: Traceable {
  /// The order that bought.
  public let bid: Int64
  /// The order that sold.
  public let ask: Int64
  /// Who bought.
  public let buyer: Int32
  /// Who sold.
  public let seller: Int32
  /// How many.
  public let quantity: Int64
  /// What the buyer paid for each.
  public let price: Int64
  /// What the seller got for each: less than the price where the market keeps the rest.
  public let received: Int64

  /// Units that two orders exchange.
  @inlinable
  public init(
    bid: MarketOrder, ask: MarketOrder, quantity: Int64, price: Int64, received: Int64? = nil
  ) {
    self.bid = bid.id
    self.ask = ask.id
    buyer = bid.trader
    seller = ask.trader
    self.quantity = quantity
    self.price = price
    self.received = received ?? price
  }

  private init(_ trade: Trade, quantity: Int64) {
    bid = trade.bid
    ask = trade.ask
    buyer = trade.buyer
    seller = trade.seller
    self.quantity = quantity
    price = trade.price
    received = trade.received
  }

  /// The same trade of more units, or of fewer.
  func changed(by units: Int64) -> Trade { Trade(self, quantity: quantity + units) }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("bid", bid)
    visitor.field("ask", ask)
    visitor.fields("buyer", buyer, "seller", seller)
    visitor.field("quantity", quantity)
    visitor.field("price", price)
    visitor.field("received", received)
  }
}
