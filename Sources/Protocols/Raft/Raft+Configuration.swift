import Simulator

extension Raft {
  /// Who takes part in votes and commitment; every question of majority is asked here.
  public struct Configuration: Hashable, Sendable {
    /// The voters are the agents `0..<voterCount`.
    public let voterCount: Int

    init(voterCount: Int) { self.voterCount = voterCount }

    /// Number of voters of which any two sets have one in common.
    public var quorum: Int { voterCount / 2 + 1 }

    func contains(_ agent: AgentID) -> Bool { agent.index >= 0 && agent.index < voterCount }

    /// Whether these agents are a majority; only voters may be in the set.
    func isQuorum(_ agents: VoterSet) -> Bool { agents.count >= quorum }

    /// The highest level above `floor` that a majority has reached, or `floor` if there is none.
    ///
    /// - Complexity: O(voters) for each distinct level that a majority passed; usually one or two.
    func quorumLevel<Level: FixedWidthInteger>(
      above floor: Level, of progress: [Progress], _ level: (Progress) -> Level
    ) -> Level {
      var reached = floor
      while true {
        var count = 0
        var lowest = Level.max
        for agent in progress where level(agent) > reached {
          count += 1
          lowest = min(lowest, level(agent))
        }
        // The search ends where nobody is, whatever a quorum is.
        if count < max(quorum, 1) { return reached }
        reached = lowest
      }
    }
  }
}
