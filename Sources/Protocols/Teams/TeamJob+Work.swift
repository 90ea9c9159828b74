import Simulator

/// What a team's computing costs the machine that simulates it.
extension TeamJob {
  /// The steps of `result(of:from:)`.
  func work(of task: Int32, from snapshot: Snapshot) -> Int64 {
    let size = size(of: task, from: snapshot)
    switch self {
    case .search(let job):
      let validation = Int64(job.objective.validation.samples)
      return Computation.training(samples: size &+ validation, weights: job.weights)
    case .training(let job): return Computation.training(samples: size, weights: job.weights)
    case .reinforcement:
      return Computation.sum(
        Computation.walking(steps: size), Computation.work(Int64(snapshot.values.count)))
    }
  }

  /// The steps of `next(after:_:)` and of judging what it gives.
  func workOfNext(after snapshot: Snapshot) -> Int64 {
    switch self {
    case .search: return Int64(snapshot.values.count)
    case .training(let job):
      return Computation.training(
        samples: Int64(job.validation.samples) &+ Int64(taskCount(from: snapshot)),
        weights: job.weights)
    case .reinforcement(let job):
      let cells = Int64(job.plan.world.states)
      let tables: Int64 = job.isShared ? 1 : Int64(job.learners)
      return Computation.sum(
        Computation.walking(steps: Int64(job.learners) &* job.size),
        Computation.valuing(cells: cells, steps: Int64(job.plan.stepLimit), rounds: tables + 1))
    }
  }
}

extension SearchJob {
  var weights: Int64 {
    Int64(objective.training.classes - 1) * Int64(objective.training.features + 1)
  }
}

extension TrainingJob {
  var weights: Int64 { Int64(validation.classes - 1) * Int64(validation.features + 1) }
}
