import Simulator

/// Changes of versions, and faults that meet one agent after another.
extension FaultReader {
  mutating func upgrade(_ values: Values) -> FaultAction? {
    guard let targets = targets(values, "of"), let goal = goal(values, .upgrade) else { return nil }
    return .upgrade(targets, to: goal.version)
  }

  mutating func downgrade(_ values: Values) -> FaultAction? {
    guard let targets = targets(values, "of"), let goal = goal(values, .downgrade) else {
      return nil
    }
    return .downgrade(targets, to: goal.version)
  }

  /// Where a change of version leads.
  private struct Goal {
    /// The version that it names, or nil for the one next to an agent's own.
    var version: Int?
  }

  /// Where a change leads; nil, with a reason, if it leads nowhere.
  private mutating func goal(_ values: Values, _ kind: FaultKind) -> Goal? {
    let names = cast.versionNames
    guard names.count > 1 else {
      complain(
        values.position,
        "'\(kind.key)' changes versions, and there \(names.isEmpty ? "are none" : "is only one")",
        "name two or more in 'versions'")
      return nil
    }
    guard let to = values.field("to"), let name = to.value.text else { return Goal() }
    guard let version = names.firstIndex(of: name) else {
      complain(
        to.position, "there is no version \(JSON5.quoted(name))",
        Nearest.suggestion(for: name, among: names))
      return nil
    }
    let isLast = kind == .upgrade ? version == 0 : version == names.count - 1
    if isLast {
      complain(
        to.position,
        "no \(kind.name) leads to the \(kind == .upgrade ? "oldest" : "newest") version",
        "write '\((kind == .upgrade ? FaultKind.downgrade : .upgrade).key)', or another version")
    }
    return isLast ? nil : Goal(version: version)
  }

  /// A process that is changed starts again.
  mutating func checkRestart(
    _ action: FaultAction?, _ length: Nanoseconds?, _ until: Fault.Trigger?, _ values: Values
  ) {
    guard let action, action.changesVersion, length == nil, until == nil,
      !values.isGiven("afterEvent")
    else { return }
    complain(
      values.position, "the agents would never start again", "say after what time with 'restart'")
  }

  /// The fault for one agent after another, with how much later than the first each begins; one alone for a fault
  /// that does not roll, and nil, with a reason, for one that cannot.
  mutating func rolling(
    _ values: Values, _ action: FaultAction
  ) -> [(action: FaultAction, lateness: Nanoseconds)]? {
    guard let field = values.field("rolling"), let pause = field.value.duration else {
      return [(action, 0)]
    }
    for name in ["every", "times"] where values.isGiven(name) {
      complain(field.keyPosition, "a fault that rolls does not repeat", "remove '\(name)'")
      return nil
    }
    guard let targets = action.processes else {
      complain(
        field.keyPosition, "'rolling' belongs to faults that stop or slow processes", "remove it")
      return nil
    }
    guard let agents = members(targets) else {
      complain(
        field.keyPosition, "'rolling' takes agents that are known beforehand",
        "write \"all\", numbers, names, a group or a region")
      return nil
    }
    guard Int64(agents.count) <= Shape.longestDuration / pause else {
      complain(field.position, "the last agent's turn comes after ten years", "pause less")
      return nil
    }
    return agents.enumerated().compactMap { place, agent in
      action.done(to: [.agent(agent)]).map { ($0, Int64(place) * pause) }
    }
  }

  /// How often a fault happens that repeats or rolls, as far as it can be told.
  func occurrences(_ values: Values) -> Int64 {
    if let times = values["times"]?.integer { return times }
    guard values.isGiven("rolling") else { return 1 }
    // What is wrong with it is told when it is read.
    var probe = self
    return probe.readAction(values)?.processes.flatMap { members($0) }.map { Int64($0.count) } ?? 1
  }

  /// The agents that targets always mean, in the order in which they are named, each once.
  private func members(_ targets: [Target]) -> [AgentID]? {
    var members: [AgentID] = []
    for target in targets {
      let found: [Int]
      switch target {
      case .agent(let agent): found = [agent.index]
      case .all: found = Array(0..<cast.agentCount)
      case .zone(let zone): found = cast.zones.indices.filter { cast.zones[$0] == zone }
      case .group(let group): found = cast.groups.indices.filter { cast.groups[$0] == group }
      case .role, .any, .rest, .majority, .minority, .clients: return nil
      }
      for index in found where !members.contains(AgentID(index)) { members.append(AgentID(index)) }
    }
    return members
  }
}
