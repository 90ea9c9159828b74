import Simulator

/// Who there is to be named: what faults' targets are looked up in.
struct Cast {
  let agentCount: Int
  /// Names that the file gives to agents, with their index.
  let agentNames: [(name: String, index: Int)]
  let roleNames: [String]
  let regionNames: [String]
  /// For each region, how many agents stand there.
  let agentsOfRegion: [Int]
  /// For each group, how many agents belong to it.
  let agentsOfGroup: [Int]
  /// For each agent, where it stands.
  let zones: [Int]
  /// For each agent, the group to which it belongs.
  let groups: [Int]
  /// The versions, the oldest first.
  let versionNames: [String]

  /// Just more than half of the agents.
  var majority: Int { agentCount / 2 + 1 }

  /// All words that a target may be, for suggestions.
  var words: [String] {
    roleNames + agentNames.map { $0.name } + PlainWord.words + ["any follower"]
      + regionNames.map { "region \($0)" }
  }
}
