/// A model that is trained on shards, one a worker: federated averaging, FedSGD, or an outer optimiser.
///
/// A snapshot holds the weights and, with an outer optimiser, its velocity. Each task trains on one shard,
/// which lies with one agent; a round has a task for each shard, or for some that are drawn.
public struct TrainingJob: Hashable, Sendable {
  /// How the model is trained.
  public let plan: TrainingPlan
  /// Number of rounds.
  public let rounds: Int32
  /// The samples of each task.
  public let shards: [DataSet]
  /// What a model is judged by.
  public let validation: DataSet
  /// The accuracy that is to be reached.
  public let target: Fixed

  /// A training on shards of generated samples.
  ///
  /// - Precondition: there are shards, and `rounds` is not negative.
  public init(
    _ plan: TrainingPlan, rounds: Int32, on blobs: DataSet.Blobs, shards: Int,
    skew: DataSet.Skew = .alike, target: Fixed = .one
  ) {
    precondition(shards > 0 && rounds >= 0, "\(shards) shards, \(rounds) rounds")
    self.plan = plan
    self.rounds = rounds
    self.shards = blobs.training.shards(shards, skew: skew, seed: blobs.seed)
    validation = blobs.validation
    self.target = target
  }

  var initial: Snapshot {
    Snapshot(round: 0, values: LinearModel(for: shards[0]).weights.map { $0.bits })
  }

  /// The shards that have a task in the round that starts from a snapshot, in the order of the tasks.
  func participants(of snapshot: Snapshot) -> [Int] {
    plan.participants(in: Int(snapshot.round), of: shards.count)
  }

  func taskCount(from snapshot: Snapshot) -> Int32 {
    Int32(truncatingIfNeeded: participants(of: snapshot).count)
  }

  func size(of task: Int32, from snapshot: Snapshot) -> Int64 {
    let epochs = plan.method == .gradients ? 1 : plan.epochs
    let shard = participants(of: snapshot)[Int(task)]
    return Int64(shards[shard].samples) * Int64(epochs)
  }

  func result(of task: Int32, from snapshot: Snapshot) -> [Int64] {
    let shard = participants(of: snapshot)[Int(task)]
    return plan.update(
      of: model(of: snapshot), on: shards[shard], worker: shard, round: Int(snapshot.round)
    ).values.map { $0.bits }
  }

  func next(after snapshot: Snapshot, _ results: [TeamJob.Result]) -> Snapshot {
    let model = model(of: snapshot)
    let weights = model.weights.count
    let workers = participants(of: snapshot)
    let velocity = snapshot.values[weights...].map { Fixed(bits: $0) }
    var training = Training(
      plan, model: model, round: Int(snapshot.round), velocity: velocity)
    training.advance(
      results.map { result in
        let worker = workers[Int(result.task)]
        return ModelUpdate(
          worker: worker, round: training.round, base: training.base,
          samples: shards[worker].samples, values: result.values.map { Fixed(bits: $0) })
      })
    let values = training.model.weights + training.velocity
    return Snapshot(round: snapshot.round + 1, values: values.map { $0.bits })
  }

  /// The model that a snapshot holds.
  public func model(of snapshot: Snapshot) -> LinearModel {
    var model = LinearModel(for: shards[0])
    let count = model.weights.count
    model.weights = snapshot.values[..<count].map { Fixed(bits: $0) }
    return model
  }

  /// The loss of a model that one machine trains on all samples for as many epochs.
  public var twinLoss: Fixed {
    var model = LinearModel(for: shards[0])
    let whole = DataSet(
      features: model.features, classes: model.classes, values: shards.flatMap { $0.values },
      labels: shards.flatMap { $0.labels })
    if plan.method == .gradients {
      for _ in 0..<rounds { model.descend(model.gradient(on: whole), rate: plan.rate) }
    } else {
      model.train(
        epochs: Int(rounds) * plan.epochs, batch: plan.batch, rate: plan.rate,
        penalty: plan.penalty, on: whole, seed: plan.seed)
    }
    return model.loss(on: validation)
  }
}
