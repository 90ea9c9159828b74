public import Simulator

/// How a model is trained by workers that each hold a shard of the samples.
public struct TrainingPlan: Hashable, Sendable {
  /// What workers send and how it is put together.
  public enum Method: String, Word {
    /// Workers train for some epochs and send weights, which are averaged (FedAvg).
    case weights
    /// Workers send one gradient over their whole shard, and the mean of them makes a step
    /// (FedSGD).
    case gradients
    /// As `weights`, but the mean is approached with momentum (DiLoCo).
    case outer
  }

  /// What workers send.
  public var method: Method
  /// Number of workers that take part in a round, 0 for all.
  public var participants: Int
  /// Epochs of local training in a round; of no meaning to `gradients`.
  public var epochs: Int
  /// Samples of a local step, 0 for all; of no meaning to `gradients`.
  public var batch: Int
  /// The length of a step along a gradient.
  public var rate: Fixed
  /// The weight of half the sum of squared weights in what is minimised.
  public var penalty: Fixed
  /// The outer optimiser's rate.
  public var outerRate: Fixed
  /// The outer optimiser's momentum.
  public var momentum: Fixed
  /// What the orders of samples are drawn from.
  public var seed: UInt64

  /// A way of training.
  ///
  /// - Precondition: `participants`, `epochs` and `batch` are not negative.
  public init(
    method: Method = .weights, participants: Int = 2, epochs: Int = 5, batch: Int = 10,
    rate: Fixed = Fixed(1, outOf: 100), penalty: Fixed = .zero,
    outerRate: Fixed = Fixed(7, outOf: 10),
    momentum: Fixed = Fixed(9, outOf: 10), seed: UInt64 = 1
  ) {
    precondition(participants >= 0, "\(participants) participants")
    precondition(epochs >= 0 && batch >= 0, "\(epochs) epochs, batches of \(batch)")
    self.method = method
    self.participants = participants
    self.epochs = epochs
    self.batch = batch
    self.rate = rate
    self.penalty = penalty
    self.outerRate = outerRate
    self.momentum = momentum
    self.seed = seed
  }

  /// The workers of a round, in ascending order: drawn anew for each, or all of them.
  ///
  /// - Parameters:
  ///   - round: number of the round, from 0.
  ///   - workers: number of workers.
  public func participants(in round: Int, of workers: Int) -> [Int] {
    var numbers = Array(0..<workers)
    if participants == 0 || participants >= workers { return numbers }
    var stream = Learning.stream(seed, .participants, round)
    stream.shuffle(&numbers)
    return numbers.prefix(participants).sorted()
  }

  /// What a worker sends in a round, from the model that the round began with.
  ///
  /// - Parameters:
  ///   - round: number of the round, from 0.
  ///   - worker: number of the worker, which fixes what it draws.
  public func update(
    of model: LinearModel, on shard: DataSet, worker: Int, round: Int
  ) -> ModelUpdate {
    let values: [Fixed]
    switch method {
    case .gradients:
      values = model.gradient(on: shard, penalty: penalty)
    case .weights, .outer:
      var local = model
      local.train(
        epochs: epochs, batch: batch, rate: rate, penalty: penalty, on: shard,
        seed: Learning.seed(seed, worker: worker, round: round))
      values = local.weights
    }
    return ModelUpdate(
      worker: worker, round: round, base: model.digest, samples: shard.samples, values: values)
  }
}
