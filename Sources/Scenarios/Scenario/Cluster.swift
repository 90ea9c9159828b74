import Simulator

/// Who takes part and where they stand, as read from the file.
struct Cluster {
  var agents: [Agent] = []
  var regionNames: [String] = []
  /// Shares of clients, by region.
  var clientShares: [Int] = []
  /// Names that the file gives to agents.
  var names: [(name: String, index: Int)] = []
  /// What the file calls versions, the oldest first.
  var versionNames: [String] = []

  /// What faults' targets are looked up in.
  func cast(roleNames: [String]) -> Cast {
    var agentsOfRegion = Array(repeating: 0, count: max(1, regionNames.count))
    let groups = (agents.map { $0.profile.group }.max() ?? 0) + 1
    var agentsOfGroup = Array(repeating: 0, count: groups)
    for agent in agents {
      agentsOfRegion[agent.zone] += 1
      agentsOfGroup[agent.profile.group] += 1
    }
    return Cast(
      agentCount: agents.count, agentNames: names, roleNames: roleNames, regionNames: regionNames,
      agentsOfRegion: agentsOfRegion, agentsOfGroup: agentsOfGroup,
      zones: agents.map { $0.zone }, groups: agents.map { $0.profile.group },
      versionNames: versionNames)
  }

  /// The agent that a key of overrides names: by its name or its number from 1.
  func agent(_ text: String) -> Int? {
    if let named = names.first(where: { $0.name == text }) { return named.index }
    guard let number = Cast.number(text), number >= 1, number <= Int64(agents.count) else {
      return nil
    }
    return Int(number) - 1
  }
}
