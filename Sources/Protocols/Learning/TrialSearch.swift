public import Simulator

/// A search among trials: on one rung, or by successive halving.
///
/// On each rung every trial that is left runs with the rung's budget of epochs. When all have
/// reported, the better half goes on to the next rung, whose budget is twice as large. Jamieson and
/// Talwalkar, *Non-stochastic Best Arm Identification and Hyperparameter Optimization*, 2016.
/// Results may come in any order: the outcome depends on what they say alone.
public struct TrialSearch: Hashable, Sendable {
  /// The trials of this rung, by their numbers; of a search that ended, those of its last.
  public private(set) var trials: [Trial]
  /// Number of the rung, from 0.
  public private(set) var rung = 0
  /// The epochs that a trial of this rung is trained for.
  public private(set) var epochs: Int
  /// What this rung's trials gave so far, best first.
  public private(set) var results: [TrialResult] = []
  /// Whether nothing is left to run.
  public private(set) var isFinished: Bool
  /// The sum of epochs of all results so far.
  public private(set) var epochsSpent = 0
  /// Whether half of the trials go on to another rung.
  public let isHalving: Bool

  /// A search before its first rung.
  ///
  /// - Parameter epochs: the budget of the first rung.
  /// - Precondition: the trials have different numbers, and the budget is positive.
  public init(_ trials: [Trial], epochs: Int, isHalving: Bool = true) {
    precondition(epochs > 0, "a budget of \(epochs) epochs")
    self.trials = trials.sorted { $0.id < $1.id }
    for place in self.trials.indices.dropFirst() {
      let id = self.trials[place].id
      precondition(self.trials[place - 1].id != id, "two trials of number \(id)")
    }
    self.epochs = epochs
    self.isHalving = isHalving
    isFinished = trials.isEmpty
  }

  /// The best of the rung so far, or nil before its first result.
  public var best: TrialResult? { results.first }

  /// The trials of this rung without a result, by their numbers.
  public var pending: [Trial] { isFinished ? [] : trials.filter { !hasResult(of: $0.id) } }

  /// The trial of a number among those of this rung.
  public func trial(_ id: Int) -> Trial? { trials.first { $0.id == id } }

  /// Whether this rung has the result of a trial.
  public func hasResult(of id: Int) -> Bool { results.contains { $0.trial == id } }

  /// Takes in a result; the last of a rung begins the next one, if there is any.
  ///
  /// - Returns: whether it counts. One of another rung, of a trial that is out, or one that is
  ///   known already, does not.
  public mutating func report(_ result: TrialResult) -> Bool {
    guard !isFinished, result.rung == rung, trial(result.trial) != nil,
      !hasResult(of: result.trial)
    else { return false }
    results.insert(result, at: results.firstIndex { result < $0 } ?? results.count)
    epochsSpent += epochs
    if results.count == trials.count { endRung() }
    return true
  }

  private mutating func endRung() {
    let survivors = (trials.count + 1) / 2
    if !isHalving || trials.count == 1 || survivors == 1 {
      isFinished = true
      return
    }
    let chosen = results.prefix(survivors)
    trials = trials.filter { trial in chosen.contains { $0.trial == trial.id } }
    results = []
    rung += 1
    epochs *= 2
  }
}

extension TrialSearch: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("rung", rung)
    visitor.field("epochs", epochs)
    visitor.field("trials", list: trials)
    visitor.field("results", list: results)
    visitor.field("isFinished", isFinished)
    visitor.field("epochsSpent", epochsSpent)
  }
}
