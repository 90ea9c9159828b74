public import Simulator

/// A search for the hyperparameters with which a model learns best.
///
/// A snapshot holds the incumbent, its loss, and the trials of the round. Each task trains one model from
/// the start; any agent can do it.
public struct SearchJob: Hashable, Sendable {
  /// How trials are chosen and dealt out to rounds.
  public enum Strategy: String, Word {
    /// Every combination, an equal part a round.
    case grid
    /// Drawn from a seed, an equal part a round.
    case random
    /// Drawn from a seed, all in the first round; the better half goes on with twice the epochs.
    case halving
  }

  /// How trials are chosen.
  public let strategy: Strategy
  /// All trials, by number.
  public let trials: [Trial]
  /// What is minimised.
  public let objective: TrialObjective
  /// The epochs of a trial, of the first round if there is halving.
  public let epochs: Int
  /// Number of rounds.
  public let rounds: Int32

  /// A search on generated samples.
  ///
  /// - Parameters:
  ///   - side: for a grid, the number of rates and of penalties.
  ///   - count: else, the number of trials.
  ///   - rounds: among how many the trials are dealt out; halving has as many as it needs.
  /// - Precondition: numbers are positive.
  public init(
    _ strategy: Strategy, side: Int = 3, count: Int = 16, rounds: Int32 = 3, epochs: Int = 2,
    on blobs: DataSet.Blobs, space: TrialSpace = TrialSpace()
  ) {
    precondition(
      side > 0 && count > 0 && rounds > 0 && epochs > 0,
      "side \(side), count \(count), rounds \(rounds), epochs \(epochs) must be positive")
    self.strategy = strategy
    trials =
      strategy == .grid
      ? space.grid(rates: side, penalties: side) : space.random(count, seed: blobs.seed)
    objective = TrialObjective(blobs)
    self.epochs = epochs
    self.rounds = strategy == .halving ? SearchJob.rungs(trials.count) : rounds
  }

  /// Rounds until two trials are left, or one, and have been compared.
  private static func rungs(_ trials: Int) -> Int32 {
    var (left, rungs) = (trials, 1 as Int32)
    while left > 2 {
      left = (left + 1) / 2
      rungs += 1
    }
    return rungs
  }

  /// The incumbent's number, -1 before any, its loss, and the numbers of the round's trials.
  private func snapshot(_ round: Int32, _ best: (Int, Fixed)?, _ trials: [Trial]) -> Snapshot {
    let head = [best.map { Int64($0.0) } ?? -1, best.map { $0.1.bits } ?? Int64.max]
    return Snapshot(round: round, values: head + trials.map { Int64($0.id) })
  }

  /// The part of all trials that a round has, where none drops out.
  private func part(_ round: Int32) -> [Trial] {
    if round >= rounds { return [] }
    let (count, round, rounds) = (trials.count, Int(round), Int(rounds))
    return Array(trials[count * round / rounds..<count * (round + 1) / rounds])
  }

  var initial: Snapshot {
    snapshot(0, nil, strategy == .halving ? trials : part(0))
  }

  /// The trial that a task of a round runs.
  func trial(_ task: Int32, of snapshot: Snapshot) -> Trial {
    trials[Int(snapshot.values[2 + Int(task)])]
  }

  func taskCount(from snapshot: Snapshot) -> Int32 { Int32(snapshot.values.count - 2) }

  private func epochs(of round: Int32) -> Int {
    strategy == .halving ? epochs << Int(round) : epochs
  }

  func size(from snapshot: Snapshot) -> Int64 {
    Int64(objective.training.samples) * Int64(epochs(of: snapshot.round))
  }

  func result(of task: Int32, from snapshot: Snapshot) -> [Int64] {
    [objective.loss(of: trial(task, of: snapshot), epochs: epochs(of: snapshot.round)).bits]
  }

  func next(after snapshot: Snapshot, _ results: [TeamJob.Result]) -> Snapshot {
    let running = (0..<taskCount(from: snapshot)).map { trial($0, of: snapshot) }
    var search = TrialSearch(
      running, epochs: epochs(of: snapshot.round), isHalving: strategy == .halving)
    // What has more epochs behind it is better known, even if its loss is higher.
    var best = strategy == .halving ? nil : incumbent(of: snapshot)
    for result in results {
      let found = (trial: running[Int(result.task)].id, loss: Fixed(bits: result.values[0]))
      if best.map({ (found.loss, found.trial) < ($0.loss, $0.trial) }) ?? true { best = found }
      _ = search.report(TrialResult(trial: found.trial, rung: 0, loss: found.loss))
    }
    let following = strategy == .halving ? survivors(search) : part(snapshot.round + 1)
    return self.snapshot(snapshot.round + 1, best, following)
  }

  private func survivors(_ search: TrialSearch) -> [Trial] {
    search.isFinished || search.rung == 0 ? [] : search.trials
  }

  /// The best trial so far and its loss; nil before any.
  public func incumbent(of snapshot: Snapshot) -> (trial: Int, loss: Fixed)? {
    snapshot.values[0] < 0
      ? nil : (Int(snapshot.values[0]), Fixed(bits: snapshot.values[1]))
  }

  /// The least loss if one machine gives every trial the epochs of the last round.
  public var twinLoss: Fixed {
    let search = TrialSearch(trials, epochs: epochs(of: rounds - 1), isHalving: false)
    return Learning.twinSearch(search, objective).best?.loss ?? .greatest
  }
}
