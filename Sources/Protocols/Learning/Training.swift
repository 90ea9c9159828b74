public import Simulator

/// A shared model between rounds: what the rounds so far have made of it.
public struct Training: Hashable, Sendable {
  /// How it is trained.
  public let plan: TrainingPlan
  /// The model that the next round starts from.
  public private(set) var model: LinearModel
  /// Number of rounds behind it, which is the number of the next one.
  public private(set) var round = 0
  /// The digest of the model, which updates name.
  public private(set) var base: UInt64
  private var optimiser: OuterOptimiser

  /// A model before its first round, or after some, with the velocity that they left.
  public init(
    _ plan: TrainingPlan, model: LinearModel, round: Int = 0, velocity: [Fixed] = []
  ) {
    self.plan = plan
    self.model = model
    self.round = round
    base = model.digest
    optimiser = OuterOptimiser(
      rate: plan.outerRate, momentum: plan.momentum, velocity: velocity)
  }

  /// The outer optimiser's velocity; empty before the first round and without one.
  public var velocity: [Fixed] { optimiser.velocity }

  /// Whether an update is one of this round, computed from this round's model.
  ///
  /// An update from another model is not to be averaged: it would take the step of that model's
  /// round again.
  public func accepts(_ update: ModelUpdate) -> Bool {
    update.round == round && update.base == base
      && update.values.count == model.weights.count && update.samples >= 0
  }

  /// Ends the round with the updates of those who reported, in any order.
  ///
  /// Without samples among them the model stays, and the round ends all the same.
  ///
  /// - Precondition: every update is accepted, and no two are of one worker.
  public mutating func advance(_ updates: [ModelUpdate]) {
    let workers = updates.map { $0.worker }.sorted()
    for (place, worker) in workers.enumerated().dropFirst() {
      precondition(workers[place - 1] != worker, "two updates of worker \(worker)")
    }
    for update in updates {
      precondition(accepts(update), "update of worker \(update.worker) in round \(update.round)")
    }
    let parts = updates.map { (values: $0.values, samples: $0.samples) }
    if let mean = LinearModel.average(parts) { apply(mean) }
    base = model.digest
    round += 1
  }

  private mutating func apply(_ mean: [Fixed]) {
    switch plan.method {
    case .weights:
      model.weights = mean
    case .gradients:
      model.descend(mean, rate: plan.rate)
    case .outer:
      var target = model
      target.weights = mean
      optimiser.step(&model, toward: target)
    }
  }
}

extension Training: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("round", round)
    visitor.field("model", model)
    visitor.field("optimiser", optimiser)
  }
}
