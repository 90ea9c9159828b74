extension Learning {
  /// A training in rounds on one machine, worker after worker.
  ///
  /// - Parameters:
  ///   - plan: how the model is trained.
  ///   - model: the one to start from.
  ///   - shards: the samples of each worker.
  ///   - reporters: for each round, the workers whose updates it takes in; the length says how many
  ///     rounds.
  public static func twinTraining(
    _ plan: TrainingPlan, from model: LinearModel, shards: [DataSet], reporters: [[Int]]
  ) -> Training {
    var training = Training(plan, model: model)
    for workers in reporters { advance(&training, shards, workers) }
    return training
  }

  /// A training on one machine in which all workers report that the plan draws for a round.
  public static func twinTraining(
    _ plan: TrainingPlan, from model: LinearModel, shards: [DataSet], rounds: Int
  ) -> Training {
    let reporters = (0..<rounds).map { plan.participants(in: $0, of: shards.count) }
    return twinTraining(plan, from: model, shards: shards, reporters: reporters)
  }

  /// Number of rounds after which a model first reaches an accuracy; nil beyond the limit.
  public static func rounds(
    to accuracy: Fixed, on validation: DataSet, _ plan: TrainingPlan, from model: LinearModel,
    shards: [DataSet], limit: Int
  ) -> Int? {
    var training = Training(plan, model: model)
    while training.model.accuracy(on: validation) < accuracy {
      if training.round >= limit { return nil }
      advance(&training, shards, plan.participants(in: training.round, of: shards.count))
    }
    return training.round
  }

  private static func advance(_ training: inout Training, _ shards: [DataSet], _ workers: [Int]) {
    training.advance(
      workers.map { worker in
        training.plan.update(
          of: training.model, on: shards[worker], worker: worker, round: training.round)
      })
  }
}
