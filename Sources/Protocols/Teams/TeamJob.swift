import Simulator

/// What a team computes: pure functions from one snapshot to the next.
///
/// Agents, checks and twins compute with the same functions, so that what a team did can be told apart
/// from what it should have done.
public enum TeamJob: Hashable, Sendable {
  /// Hyperparameter search.
  case search(SearchJob)
  /// Distributed training.
  case training(TrainingJob)
  /// Multi-agent reinforcement learning.
  case reinforcement(ReinforcementJob)

  /// What one task of a round gave.
  public struct Result: Hashable, Sendable {
    /// The task, from 0.
    public let task: Int32
    /// What the worker computed.
    public var values: [Int64]

    /// What a task gave.
    public init(task: Int32, values: [Int64]) {
      self.task = task
      self.values = values
    }
  }

  /// Number of rounds, after which the job is over.
  public var rounds: Int32 {
    switch self {
    case .search(let job): job.rounds
    case .training(let job): job.rounds
    case .reinforcement(let job): job.rounds
    }
  }

  /// Where the first round starts.
  public var initial: Snapshot {
    switch self {
    case .search(let job): job.initial
    case .training(let job): job.initial
    case .reinforcement(let job): job.initial
    }
  }

  /// Number of tasks of the round that starts from a snapshot.
  public func taskCount(from snapshot: Snapshot) -> Int32 {
    switch self {
    case .search(let job): job.taskCount(from: snapshot)
    case .training(let job): job.taskCount(from: snapshot)
    case .reinforcement(let job): job.learners
    }
  }

  /// Units of work that a task takes: samples seen, or steps made.
  public func size(of task: Int32, from snapshot: Snapshot) -> Int64 {
    switch self {
    case .search(let job): job.size(from: snapshot)
    case .training(let job): job.size(of: task, from: snapshot)
    case .reinforcement(let job): job.size
    }
  }

  /// The index of the agent that must do a task, because the data or the learner is there; nil for any.
  public func owner(of task: Int32, from snapshot: Snapshot, among agents: Int) -> Int? {
    switch self {
    case .search: nil
    case .training(let job): job.participants(of: snapshot)[Int(task)] % agents
    case .reinforcement: Int(task) % agents
    }
  }

  /// What a task gives; equal whoever computes it.
  public func result(of task: Int32, from snapshot: Snapshot) -> [Int64] {
    switch self {
    case .search(let job): job.result(of: task, from: snapshot)
    case .training(let job): job.result(of: task, from: snapshot)
    case .reinforcement(let job): job.result(of: task, from: snapshot)
    }
  }

  /// The next snapshot, made of results in the order of their tasks; some may be missing.
  public func next(after snapshot: Snapshot, _ results: [Result]) -> Snapshot {
    switch self {
    case .search(let job): job.next(after: snapshot, results)
    case .training(let job): job.next(after: snapshot, results)
    case .reinforcement(let job): job.next(after: snapshot, results)
    }
  }
}

/// What results are worth.
extension TeamJob {
  /// The loss of a snapshot, or what its learners earn less than the best moves would.
  public func loss(of snapshot: Snapshot) -> Fixed {
    switch self {
    case .search(let job): job.incumbent(of: snapshot)?.loss ?? .greatest
    case .training(let job): job.model(of: snapshot).loss(on: job.validation)
    case .reinforcement(let job): job.plan.optimalReturn - job.meanReturn(of: snapshot)
    }
  }

  /// The same of one machine that has as much work to do.
  public var twinLoss: Fixed {
    switch self {
    case .search(let job): job.twinLoss
    case .training(let job): job.twinLoss
    case .reinforcement(let job): job.plan.optimalReturn - job.twinReturn
    }
  }

  /// Training: the accuracy of a snapshot's model.
  public func accuracy(of snapshot: Snapshot) -> Fixed? {
    guard case .training(let job) = self else { return nil }
    return job.model(of: snapshot).accuracy(on: job.validation)
  }

  /// What is announced of a snapshot, below 2^40: the loss in millionths, behind the number of the best
  /// trial in a search.
  public func headline(of snapshot: Snapshot) -> Int64 {
    let loss = Swift.max(0, Swift.min(loss(of: snapshot).millionths, 1 << 24 - 1))
    guard case .search(let job) = self, let best = job.incumbent(of: snapshot) else { return loss }
    return Int64(best.trial) << 24 | loss
  }

  /// What one machine computes that does all tasks of all rounds itself, one snapshot a round.
  public var course: [Snapshot] {
    var course = [initial]
    for _ in 0..<rounds {
      let snapshot = course[course.count - 1]
      let results = (0..<taskCount(from: snapshot)).map {
        Result(task: $0, values: result(of: $0, from: snapshot))
      }
      course.append(next(after: snapshot, results))
    }
    return course
  }
}
