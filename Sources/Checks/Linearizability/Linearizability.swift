/// Decides whether a history of reads, writes and compare-and-sets is linearizable, key by key.
///
/// Linearizability is local (Herlihy and Wing, *Linearizability: A Correctness Condition for Concurrent
/// Objects*, 1990, theorem 1), so each key is a register of its own, absent at first. The search is that of
/// Wing and Gong with memory of the configurations seen (Lowe, *Testing for Linearizability*, 2017): see
/// `RegisterSearch`. The problem is NP-complete, so the search has a budget; what it could not decide it
/// reports as undecided.
public enum Linearizability {
  /// What the check found.
  public enum Verdict: Hashable, Sendable {
    case linearizable
    case violation(Counterexample)
    /// The budget of a key was spent, and no other key has a violation.
    case undecided(key: Int32, steps: Int64)
  }

  /// Checks every key of a history, and stops at the first one with a violation.
  ///
  /// Operations that failed are left out. Those of unknown outcome, and those still pending, may take
  /// effect at any time after their invocation, or never.
  ///
  /// - Parameter steps: moves that the search of one key may make; nil grants 20 million and 16 for each
  ///   operation, which takes a few seconds at most and some hundreds of megabytes.
  /// - Complexity: linear in the history where few operations are open at a time; at worst `steps`.
  public static func check(_ history: History, steps: Int64? = nil) -> Verdict {
    var undecided: Verdict?
    for key in KeyHistory.split(history) {
      let budget = steps ?? 20_000_000 + 16 * Int64(key.operations.count)
      switch outcome(of: key, events: key.events.count, steps: budget) {
      case .accepted: break
      case .refused(let reached):
        return .violation(counterexample(history, key, reached: reached, steps: budget))
      case .exhausted:
        if undecided == nil { undecided = .undecided(key: key.key, steps: budget) }
      }
    }
    return undecided ?? .linearizable
  }

  /// Searches the first `events` events of one key.
  static func outcome(
    of key: KeyHistory, events: Int, steps: Int64
  ) -> RegisterSearch.Outcome {
    let problem = RegisterProblem(key, events: events)
    if problem.readsBeforeWrites { return .refused(reached: 0) }
    var search = RegisterSearch(problem, steps: steps)
    return search.run()
  }
}
