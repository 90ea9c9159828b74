public import Simulator

/// A rule of auctions as the original has it.
public enum Defect: String, Word {
  /// An English bid need be above the last by 1 only, whatever the increment set.
  case constantIncrement = "constant increment"
  /// A Dutch auction has no clock: any bid is taken, and the last one wins.
  case lastBidderWins = "last bidder wins"
  /// The only bidder of a Vickrey auction pays its own bid.
  case paysOwnAlone = "single bid pays its own"
  /// A combinatorial auction has one winner, the highest bid.
  case oneWinner = "combinatorial as English"
  /// An award is for ever.
  case noLease = "no lease"
  /// The reputation is what the bid claims.
  case claimedReputation = "reputation from the bid"
  /// Anybody closes an auction at any time.
  case anyoneCloses = "anyone closes"
  /// An auction that nobody closed in time loses its bids.
  case expires = "expired auctions lose their bids"
  /// What is won is not paid.
  case noMoneyMoves = "no money moves"
  /// A circuit breaker closes without evidence.
  case credulousBreaker = "breaker closes without evidence"

  var bit: UInt16 {
    switch self {
    case .constantIncrement: 1
    case .lastBidderWins: 2
    case .paysOwnAlone: 4
    case .oneWinner: 8
    case .noLease: 16
    case .claimedReputation: 32
    case .anyoneCloses: 64
    case .expires: 128
    case .noMoneyMoves: 256
    case .credulousBreaker: 512
    }
  }
}

/// A set of rules that are as the original has them.
public struct DefectSet: Hashable, Sendable {
  private var bits: UInt16 = 0

  /// The rules of a list.
  public init(_ defects: [Defect] = []) {
    for defect in defects { bits |= defect.bit }
  }

  /// Whether a rule is among them.
  public func contains(_ defect: Defect) -> Bool { bits & defect.bit != 0 }
}
