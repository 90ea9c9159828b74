import Simulator

/// What faults cost whoever resolves and tells their targets.
extension FaultReader {
  /// Agents that all faults of a run look at, at most, by the mean: each fault looks at all agents, and one
  /// of links at every pair of them.
  private static var mostReach: Int64 { 50_000_000 }

  /// Complains of faults that look at too many agents.
  mutating func checkReach(_ chaos: Chaos?, among agents: Int, _ values: Values) {
    let agents = Int64(agents)
    var reach: Int64 = 0
    for fault in faults { reach += FaultReader.reach(fault.fault.action, agents) }
    complain(ofReach: reach, "faults", values)
    guard let chaos else { return }
    reach = 0
    for kind in chaos.kinds {
      // Checked before: no kind has more than `chaosLimit`.
      let count = (chaos.until - chaos.from) / kind.every + 1
      reach += count * kind.effect.reach(agents)
    }
    complain(ofReach: reach, "chaos", values)
  }

  private mutating func complain(ofReach reach: Int64, _ key: String, _ values: Values) {
    guard reach > FaultReader.mostReach else { return }
    complain(
      values.position(of: key),
      "'\(key)' would look at \(reach) agents or pairs of them in one run",
      "at most \(FaultReader.mostReach); have fewer faults or fewer agents")
  }

  /// How many agents, or pairs of them, a fault looks at.
  fileprivate static func reach(_ action: FaultAction, _ agents: Int64) -> Int64 {
    if case .reset = action { return agents * agents }
    guard case .cut(let shape, _, _) = action else { return agents }
    return switch shape {
    case .ring, .links, .otherLinks: agents * agents
    case .partition, .oneWay, .bridge, .isolate: agents
    }
  }
}

extension Chaos.Effect {
  /// How many agents, or pairs of them, a fault with this effect looks at.
  fileprivate func reach(_ agents: Int64) -> Int64 {
    if case .fixed(let action) = self { return FaultReader.reach(action, agents) }
    return agents
  }
}
