public import Simulator

/// One point of a space of hyperparameters: how a model is to be trained.
public struct Trial: Hashable, Sendable {
  /// Its number in its search, from 0.
  public let id: Int
  /// The length of a step along a gradient.
  public let rate: Fixed
  /// The weight of half the sum of squared weights in what is minimised.
  public let penalty: Fixed
  /// Number of samples of a step; 0 for all.
  public let batch: Int

  /// A point that a search may try.
  public init(id: Int, rate: Fixed, penalty: Fixed, batch: Int) {
    self.id = id
    self.rate = rate
    self.penalty = penalty
    self.batch = batch
  }
}

extension Trial: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("id", id)
    visitor.field("rate", rate)
    visitor.field("penalty", penalty)
    visitor.field("batch", batch)
  }
}
