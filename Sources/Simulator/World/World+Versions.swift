/// Agents of several versions: machines of one type with settings of their own.
extension World {
  /// What the machine of an agent is given when its process starts.
  func settings(of index: Int) -> M.Settings {
    runningVersions.isEmpty ? settings : versions[runningVersions[index]]
  }

  /// The version that an agent runs, or runs when it starts next; nil where there is only one.
  public func version(of agent: AgentID) -> String? {
    runningVersions.isEmpty ? nil : conditions.versions[runningVersions[agent.index]]
  }

  /// The version that a fault brings an agent to, its own if none; nil for other faults.
  private func versionAfter(_ action: FaultAction, _ agent: AgentID) -> Int? {
    if runningVersions.isEmpty { return nil }
    let version = runningVersions[agent.index]
    return switch action {
    case .upgrade(_, let goal):
      Swift.max(version, Swift.min(goal ?? version + 1, conditions.versions.count - 1))
    case .downgrade(_, let goal): Swift.min(version, Swift.max(goal ?? version - 1, 0))
    default: nil
    }
  }

  /// Whom a change of versions meets, and to which version it brings them, in words.
  func wordsOfVersions(_ action: FaultAction, _ meeting: Meeting) -> String {
    var goals: [(version: Int, agents: AgentSet)] = []
    for agent in meeting.agents.members {
      guard let version = versionAfter(action, agent) else { return meeting.text }
      if version == runningVersions[agent.index] { continue }
      if let place = goals.firstIndex(where: { $0.version == version }) {
        goals[place].agents.insert(agent)
      } else {
        goals.append((version, AgentSet([agent])))
      }
    }
    if goals.isEmpty { return "\(meeting.text) as they were" }
    var text = ""
    for (version, agents) in goals {
      text += "\(text.isEmpty ? "" : ", ")\(agents.text) to \(conditions.versions[version])"
    }
    return text
  }

  /// Stops an agent's process, which starts as another version when the fault ends; one that is down does so
  /// whenever it starts. Nothing happens to an agent that is as far already.
  mutating func changeVersion(of agent: AgentID, _ action: FaultAction, _ fault: Int) {
    guard let version = versionAfter(action, agent), version != runningVersions[agent.index]
    else { return }
    runningVersions[agent.index] = version
    faults.count(fault)
    guard stopProcess(agent.index, .none) else { return }
    faults.addVictim(agent, agents[agent.index].incarnation, of: fault)
  }
}
