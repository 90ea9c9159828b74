public import Simulator

/// What the books make of a deed.
@frozen
public enum Verdict: UInt8, Fielded, Hashable, Sendable {
  /// It took effect.
  case done
  /// It was done before, and changes nothing.
  case repeated
  case unknownAccount
  case unknownAuction
  /// Bids are not taken any more, or not of this kind.
  case notOpen
  /// It says what no deed can say.
  case invalid
  case tooLow
  case insufficientFunds
  case overBudget
  /// It is about a stage, a round or an award that is over.
  case stale
  /// The stage is not over.
  case tooEarly
  /// Somebody else has the award.
  case notWinner
  /// What is revealed is not what was committed to.
  case wrongDigest
  /// A circuit breaker is open; it may be asked for again.
  case halted

  /// As people read it; errors in the words of the original where it has them.
  public var name: String {
    switch self {
    case .done: "done"
    case .repeated: "done before"
    case .unknownAccount: "account not found"
    case .unknownAuction: "auction not found"
    case .notOpen: "auction not open"
    case .invalid: "invalid price"
    case .tooLow: "bid too low"
    case .insufficientFunds: "insufficient funds"
    case .overBudget: "over budget"
    case .stale: "stale"
    case .tooEarly: "too early"
    case .notWinner: "not the winner"
    case .wrongDigest: "wrong digest"
    case .halted: "halted"
    }
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.kind(Int(rawValue), name)
  }
}
