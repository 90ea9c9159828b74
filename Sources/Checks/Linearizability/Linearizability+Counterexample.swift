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
    var search = RegisterSearch(
      problem, steps: min(steps, 2_000_000 + 8 * Int64(event)), collectsStates: true)
    let isComplete =
      search.run() != .exhausted && !search.endStates.contains(problem.otherValue)
    let states = isComplete ? search.endStates.sorted().map { key.values[Int($0)] } : []
    let chosen = window(key, culprit: culprit, endingAt: event)
    return Counterexample(
      key: key.key,
      culprit: history.operations[Int(key.operations[culprit].source)],
      window: chosen.map { history.operations[Int(key.operations[$0].source)] },
      prefixLength: key.operationCount(before: event),
      possibleValues: states,
      isShortest: isShortest)
  }

  /// The operations that a person has to look at: the culprit, what overlaps it, what last returned and
  /// last wrote before it, and what wrote the values that these found.
  private static func window(_ key: KeyHistory, culprit: Int, endingAt event: Int) -> [Int] {
    let start = key.invocationEvents[culprit]
    var chosen = [culprit]
    var (overlapping, recent, writers) = (0, 0, 0)
    for position in stride(from: event - 1, through: 0, by: -1) {
      if position < start && recent >= 3 && writers >= 3 { break }
      let entry = key.events[position]
      let operation = Int(entry < 0 ? ~entry : entry)
      guard !key.operations[operation].isLeftOut else { continue }
      if position > start {
        if overlapping < 9 && !chosen.contains(operation) {
          chosen.append(operation)
          overlapping += 1
        }
      } else if entry < 0 && (recent < 3 || (writers < 3 && key.operations[operation].hasWritten)) {
        if recent < 3 { recent += 1 }
        if key.operations[operation].hasWritten { writers += 1 }
        chosen.append(operation)
      }
    }
    chosen += sources(key, of: chosen, before: event)
    chosen.sort()
    return chosen.indices.filter { $0 == 0 || chosen[$0] != chosen[$0 - 1] }.map { chosen[$0] }
  }

  /// For each value that one of the operations found, the last operation asked to write it.
  private static func sources(
    _ key: KeyHistory, of chosen: [Int], before event: Int
  ) -> [Int] {
    var missing = chosen.compactMap { key.operations[$0].observedValue }.filter { $0 != 0 }
    var sources: [Int] = []
    for position in stride(from: event - 1, through: 0, by: -1) where key.events[position] >= 0 {
      if missing.isEmpty { break }
      let operation = Int(key.events[position])
      guard !key.operations[operation].isLeftOut, let value = key.operations[operation].written,
        missing.contains(value)
      else { continue }
      missing.removeAll { $0 == value }
      sources.append(operation)
    }
    return sources
  }
}
