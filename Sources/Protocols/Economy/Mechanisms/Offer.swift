public import Simulator

/// A bid as an auction keeps it.
@frozen
public struct Offer: Hashable, Sendable {
  /// The account that bids.
  public var bidder: Int32
  /// The items that it is for, by bits; 1 where there is only one.
  public var bundle: UInt16
  /// What it says of itself, in per cent, where that matters.
  public var claim: UInt8
  /// What it offers, or asks for in a purchase.
  public var price: Int64

  /// A bid of an account for a set of items.
  public init(bidder: Int32, price: Int64, bundle: UInt16 = 1, claim: UInt8 = 0) {
    self.bidder = bidder
    self.bundle = bundle
    self.claim = claim
    self.price = price
  }
}

extension Offer: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("bidder", bidder, "bundle", Int32(bundle))
    visitor.field("price", price)
  }
}
