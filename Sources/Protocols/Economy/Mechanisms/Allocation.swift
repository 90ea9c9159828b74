/// Which bids for sets of items win, and for how much together.
public struct Allocation: Hashable, Sendable {
  /// Places of the winning bids, in ascending order.
  public let winners: [Int]
  /// The sum of their prices.
  public let welfare: Int64

  /// A choice among bids.
  public init(winners: [Int], welfare: Int64) {
    self.winners = winners
    self.welfare = welfare
  }
}
