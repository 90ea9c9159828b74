public import Simulator

/// Nesterov momentum on the difference that a round of local training made.
///
/// The outer gradient is the shared weights less the mean of the trained ones. Douillard et al.,
/// *DiLoCo: Distributed Low-Communication Training of Language Models*, 2023, algorithm 1; a rate
/// of 1 without momentum is federated averaging.
public struct OuterOptimiser: Hashable, Sendable {
  /// The length of a step along the outer gradient.
  public let rate: Fixed
  /// How much of the velocity stays in a round.
  public let momentum: Fixed
  /// The decayed sum of outer gradients, in the order of the weights; empty before the first round.
  public private(set) var velocity: [Fixed] = []

  /// An optimiser at rest; the paper's rate is 0.7 and its momentum 0.9.
  ///
  /// - Parameter velocity: what earlier rounds left; without it none has been.
  public init(
    rate: Fixed = Fixed(7, outOf: 10), momentum: Fixed = Fixed(9, outOf: 10),
    velocity: [Fixed] = []
  ) {
    self.rate = rate
    self.momentum = momentum
    self.velocity = velocity
  }

  /// Takes a model a step toward the mean of the models that were trained from it.
  ///
  /// - Precondition: both have one shape, in every round.
  public mutating func step(_ model: inout LinearModel, toward mean: LinearModel) {
    let count = model.weights.count
    precondition(mean.weights.count == count, "\(mean.weights.count) weights beside \(count)")
    if velocity.isEmpty { velocity = [Fixed](repeating: .zero, count: count) }
    for index in 0..<count {
      let difference = model.weights[index] - mean.weights[index]
      velocity[index] = momentum * velocity[index] + difference
      model.weights[index] -= rate * (difference + momentum * velocity[index])
    }
  }
}

extension OuterOptimiser: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("rate", rate)
    visitor.field("momentum", momentum)
    visitor.field("velocity", list: velocity)
  }
}
