extension Learning {
  /// Agents that explore and share all experiences, on one machine: one table serves all of them.
  ///
  /// - Parameter reporters: for each episode, the agents whose experiences are shared; the length
  ///   says how many episodes.
  public static func twinExploration(_ plan: ExplorationPlan, reporters: [[Int]]) -> QTable {
    var table = QTable(for: plan.world)
    for (episode, agents) in reporters.enumerated() {
      var pool = ExperiencePool()
      for agent in agents { pool.insert(plan.experiences(of: agent, in: episode, by: table)) }
      plan.learn(from: pool, &table)
    }
    return table
  }

  /// Agents that explore and share all experiences of all of them.
  public static func twinExploration(
    _ plan: ExplorationPlan, agents: Int, episodes: Int
  ) -> QTable {
    let all = Array(0..<agents)
    return twinExploration(plan, reporters: [[Int]](repeating: all, count: episodes))
  }

  /// One agent that explores and learns from its own experiences alone.
  public static func soloExploration(
    _ plan: ExplorationPlan, agent: Int, episodes: Int
  ) -> QTable {
    twinExploration(plan, reporters: [[Int]](repeating: [agent], count: episodes))
  }
}
