public import Simulator

/// How an auction finds who gets what, and for how much.
public enum Mechanism: String, Word {
  /// A task is announced, workers ask a price, and the lowest gets the task (Smith, *The Contract Net
  /// Protocol*, 1980).
  case contractNet = "contract net"
  /// Sealed bids; the highest wins and pays its own.
  case firstPrice = "first price"
  /// Sealed bids; the highest wins and pays the second highest, or the reserve (Vickrey, 1961).
  case vickrey
  /// As the first price, of bids that are committed to by digests and revealed later.
  case commitReveal = "commit and reveal"
  /// Open bids, each above the last, until nobody raises.
  case english
  /// A price that falls until somebody takes it.
  case dutch
  /// Bids for sets of items; the sets of the greatest sum win, and each winner pays its own bid.
  case combinatorial
  /// The same; each winner pays what its presence costs the others (Vickrey, Clarke, Groves).
  case vcg

  /// Whether the bidders ask money for a task and do not offer it for an item.
  public var isPurchase: Bool { self == .contractNet }

  /// Whether bids are for sets of items.
  public var isCombinatorial: Bool { self == .combinatorial || self == .vcg }

  /// Whether nobody sees the bids of others before the end of the bidding.
  public var isSealed: Bool { self != .english && self != .dutch }

  /// Its number in a deed.
  var code: UInt8 {
    switch self {
    case .contractNet: 0
    case .firstPrice: 1
    case .vickrey: 2
    case .commitReveal: 3
    case .english: 4
    case .dutch: 5
    case .combinatorial: 6
    case .vcg: 7
    }
  }

  /// The mechanism of a number; nil if there is none.
  public init?(code: UInt8) {
    guard code < Mechanism.allCases.count else { return nil }
    self = Mechanism.allCases[Int(code)]
  }
}
