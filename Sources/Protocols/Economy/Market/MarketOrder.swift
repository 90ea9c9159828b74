public import Simulator

/// What an order wants.
@frozen
public enum TradeSide: UInt8, Fielded, Hashable, Sendable {
  /// To buy units for money.
  case bid = 0
  /// To sell units for money.
  case ask = 1

  /// The side that it trades with.
  @inlinable public var opposite: TradeSide { self == .bid ? .ask : .bid }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.kind(Int(rawValue), self == .bid ? "bid" : "ask")
  }
}

/// An offer to buy or to sell units of the one good of a market.
@frozen
public struct MarketOrder: Traceable {
  /// Its number: of two orders the one with the lower number came first.
  public let id: Int64
  /// Who offers.
  public let trader: Int32
  /// Whether it buys or sells.
  public let side: TradeSide
  /// The most that a bid pays for a unit, the least that an ask takes; nil for any price there is.
  public let limit: Int64?
  /// Units that are not traded yet.
  public var quantity: Int64

  /// An order that nothing is traded of.
  @inlinable
  public init(id: Int64, trader: Int32, _ side: TradeSide, limit: Int64?, quantity: Int64) {
    self.id = id
    self.trader = trader
    self.side = side
    self.limit = limit
    self.quantity = quantity
  }

  /// Whether it would trade at a price.
  @inlinable
  public func accepts(_ price: Int64) -> Bool {
    guard let limit else { return true }
    return side == .bid ? price <= limit : price >= limit
  }

  /// Where it stands among those of its side: the lowest first.
  var rank: Int64 { side == .bid ? -(limit ?? .max) : limit ?? 0 }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("id", id)
    visitor.field("trader", trader)
    visitor.field("side", side)
    visitor.field("limit", limit)
    visitor.field("quantity", quantity)
  }
}
