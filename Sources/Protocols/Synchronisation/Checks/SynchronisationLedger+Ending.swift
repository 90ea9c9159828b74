import Simulator

/// What must be true when all has been quiet for long enough.
extension SynchronisationLedger {
  mutating func finish(at time: Nanoseconds) {
    isJudged = violation != nil
    let live = agents.indices.filter { agents[$0].isUp }
    guard !isJudged, time - lastDisturbance >= quiet, let first = live.first else { return }
    isJudged = true
    for other in live { compare(first, other, at: time) }
    for variable in totals.indices { checkTotal(variable, of: first, at: time) }
  }

  private mutating func compare(_ one: Int, _ other: Int, at time: Nanoseconds) {
    let (left, right) = (agents[one].values, agents[other].values)
    guard let variable = left.indices.first(where: { left[$0] != right[$0] }) else { return }
    let holders = "\(AgentID(one).description) holds \(left[variable])"
    fail(
      .convergence,
      "of variable \(variable) \(holders), \(AgentID(other).description) \(right[variable])",
      at: time)
  }

  private mutating func checkTotal(_ variable: Int, of agent: Int, at time: Nanoseconds) {
    let policy = settings.policy(of: Int32(truncatingIfNeeded: variable))
    guard let wanted = value(of: totals[variable], policy) else { return }
    let held = agents[agent].values[variable]
    if held == wanted { return }
    fail(
      .lostUpdate,
      "variable \(variable) is \(held); by the policy \(policy.word) all writes make \(wanted)",
      at: time)
  }

  /// What all writes come to; nil if nothing was written, or nothing is promised.
  private func value(of total: Total, _ policy: ConflictPolicy) -> Int64? {
    if total.maximum == .min { return nil }
    switch policy {
    case .counter: return total.sum
    case .union: return total.union
    case .maximum: return total.maximum
    case .lastWriteWins, .priority, .consensus, .average, .minimum, .median, .nearestToZero:
      return isBrief ? nil : policy.value(of: total.frontier)
    }
  }
}

extension ConflictPolicy {
  /// The value of versions that no other overwrote.
  fileprivate func value(of frontier: [SynchronisationLedger.Frontier]) -> Int64 {
    var versions = Versions()
    for entry in frontier { versions.apply(entry.version, knowing: CausalContext()) }
    return value(of: versions)
  }
}
