extension World {
  /// Lets agents use the memory of what is equal in another's state; changes no value, and nothing of what
  /// is to come.
  ///
  /// - Parameter turn: whose state the others share, counted around the agents: one that lags behind has
  ///   little to share, so callers count on.
  public mutating func shareMemory(turn: Int) {
    if agents.count < 2 { return }
    prepare()
    let other = agents[turn % agents.count].machine
    for index in 0..<agents.count {
      agents[index].shareMemory(with: other)
    }
  }
}

extension AgentState {
  mutating func shareMemory(with other: M) { machine.shareMemory(&disk.storage, with: other) }
}
