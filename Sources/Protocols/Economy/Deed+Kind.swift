public import Simulator

extension Deed {
  /// What a deed asks of the books.
  @frozen
  public enum Kind: UInt8, Fielded, Hashable, Sendable {
    // Of accounts.
    /// First half of a transfer: `actor` sets `amount` aside for `subject`.
    case reserve
    /// Second half: what the session's transfer set aside goes to whom it is for.
    case commit
    /// What the session's transfer set aside is free again.
    case cancel

    // Of auctions; `subject` is the auction.
    /// `actor` opens an auction at the time `amount`.
    case open
    /// `actor` bids `amount`, in a combinatorial auction for the set of items `quantity`.
    case bid
    /// `actor` commits itself to a bid that it reveals later; `amount` is the digest.
    case seal
    /// A stage of the auction, number `quantity`, is over at the time `amount`.
    case tick
    /// `actor` takes up the award number `quantity`.
    case accept
    /// `actor` does not.
    case decline
    /// `actor` has done what the award number `quantity` asked for.
    case result
    /// A client would close the auction before its time.
    case close

    // Of markets; `actor` trades.
    /// Buys up to `quantity` units at `amount` each at the most.
    case buy
    /// Sells up to `quantity` units at `amount` each at the least.
    case sell
    /// Buys up to `quantity` units at what they cost.
    case buyAtMarket
    /// Sells up to `quantity` units at what they bring.
    case sellAtMarket
    /// Takes back what is left of an order.
    case withdraw
    /// A call market is cleared.
    case clear

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(Int(rawValue), name)
    }

    /// As people read it.
    @inlinable
    public var name: String {
      switch self {
      case .reserve: "reserve"
      case .commit: "commit"
      case .cancel: "cancel"
      case .open: "open"
      case .bid: "bid"
      case .seal: "seal"
      case .tick: "tick"
      case .accept: "accept"
      case .decline: "decline"
      case .result: "result"
      case .close: "close"
      case .buy: "buy"
      case .sell: "sell"
      case .buyAtMarket: "buy at market"
      case .sellAtMarket: "sell at market"
      case .withdraw: "withdraw"
      case .clear: "clear"
      }
    }
  }
}
