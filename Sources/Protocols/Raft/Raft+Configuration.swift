import Simulator

extension Raft {
  /// Who takes part in votes and commitment; every question of majority is asked here.
  public struct Configuration: Hashable, Sendable {
    /// The voters are the agents `0..<voterCount`.
    public let voterCount: Int

    /// Number of voters of which any two sets have one in common.
    public let quorum: Int

    /// - Parameter halvesMajority: plants a mistake: two halves may have no voter in common.
    init(voterCount: Int, halvesMajority: Bool = false) {
      self.voterCount = voterCount
      quorum = voterCount / 2 + (halvesMajority ? 0 : 1)
    }

    /// Size in a snapshot.
    var byteCount: Int { 8 }

    func contains(_ agent: AgentID) -> Bool { agent.index >= 0 && agent.index < voterCount }

    /// Whether these agents are a majority; only voters may be in the set.
    func isQuorum(_ agents: VoterSet) -> Bool { agents.count >= quorum }
  }
}
