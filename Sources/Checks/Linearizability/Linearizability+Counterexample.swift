extension Linearizability {
  /// Shortens a history that is known to be wrong to its shortest wrong prefix, and explains that one.
  ///
  /// Every prefix of a linearizable history is linearizable, so the lengths that are wrong have a least
  /// one; it is found by doubling and halving, from the returns that the search is known to have passed.
  static func counterexample(
    _ history: History, _ key: KeyHistory, reached: Int, steps: Int64
  ) -> Counterexample {
    let returns = key.definiteReturns
    // Prefixes that end before the return `right` are linearizable; the one that ends with `wrong` is not.
    var right = reached
    var wrong = returns.count - 1
    var isShortest = true
    var stride = 1
    while right < wrong {
      let middle = min(right + stride - 1, right + (wrong - right) / 2)
      switch outcome(of: key, events: returns[middle] + 1, steps: steps) {
      case .accepted:
        right = middle + 1
        stride *= 2
      case .refused(let reached):
        wrong = middle
        right = max(right, min(reached, middle))
        stride = 1
      case .exhausted:
        isShortest = false
        right = wrong
      }
    }
    return explain(history, key, endingAt: returns[wrong], isShortest: isShortest, steps: steps)
  }

  private static func explain(
    _ history: History, _ key: KeyHistory, endingAt event: Int, isShortest: Bool, steps: Int64
  ) -> Counterexample {
    let culprit = Int(~key.events[event])
    let problem = RegisterProblem(key, events: event)
    var search = RegisterSearch(problem, steps: min(steps, 2_000_000), collectsStates: true)
    let isComplete = search.run() != .exhausted
    let states = search.endStates.sorted().map { key.values[Int($0)] }
    let chosen = window(key, culprit: culprit, endingAt: event)
    return Counterexample(
      key: key.key,
      culprit: history.operations[Int(key.operations[culprit].source)],
      window: chosen.map { history.operations[Int(key.operations[$0].source)] },
      prefixLength: key.operationCount(before: event),
      possibleValues: isComplete ? states : [],
      isShortest: isShortest)
  }

  /// The operations that a person has to look at: what overlaps the culprit, what last wrote before it,
  /// what last returned before it, and what wrote the value that it saw.
  private static func window(_ key: KeyHistory, culprit: Int, endingAt event: Int) -> [Int] {
    let start = key.invocationEvents[culprit]
    let seen = key.operations[culprit].observedValue
    var (overlapping, recent, writers, sources): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    for position in stride(from: event, through: 0, by: -1) {
      if overlapping.count + recent.count >= 12 && sources.count >= 1 && writers.count >= 3 {
        break
      }
      let entry = key.events[position]
      let operation = Int(entry < 0 ? ~entry : entry)
      guard operation != culprit, !key.operations[operation].isLeftOut else { continue }
      if let seen, entry >= 0, sources.count < 2, key.operations[operation].written == seen {
        sources.append(operation)
      }
      if position > start {
        if overlapping.count < 9 { overlapping.append(operation) }
      } else if entry < 0 {
        if recent.count < 3 { recent.append(operation) }
        if writers.count < 3, key.operations[operation].hasWritten { writers.append(operation) }
      }
    }
    var chosen: [Int] = []
    for operation in ([culprit] + overlapping + recent + writers + sources).sorted()
    where chosen.last != operation {
      chosen.append(operation)
    }
    return chosen
  }
}
