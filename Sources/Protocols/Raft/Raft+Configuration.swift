import Simulator

extension Raft {
  /// Who takes part in votes and commitment; every question of majority is asked here.
  public struct Configuration: Hashable, Sendable {
    /// Number of agents that there are, members or not.
    public let agentCount: Int
    /// Number of voters of which any two sets have one in common; of the new set while joint.
    public let quorum: Int
    /// Who takes part; nil where every agent votes, and no entry says otherwise.
    public let members: Membership?
    /// The planted mistake, if it bears on majorities.
    let mistake: Mistake?
    /// Agents whose word is counted though they have no vote: for mistakes.
    let intruders: UInt64

    /// Every agent votes.
    ///
    /// - Parameter halvesMajority: plants a mistake: two halves may have no voter in common.
    init(voterCount: Int, halvesMajority: Bool = false) {
      agentCount = voterCount
      quorum = voterCount / 2 + (halvesMajority ? 0 : 1)
      members = nil
      mistake = halvesMajority ? .halvesMajority : nil
      intruders = 0
    }

    /// - Parameter me: whose configuration it is: for a mistake.
    init(agentCount: Int, _ members: Membership, of me: AgentID, _ mistake: Mistake?) {
      self.agentCount = agentCount
      self.members = members
      self.mistake = mistake
      quorum = Configuration.quorum(of: members.voters, mistake)
      intruders =
        switch mistake {
        case .learnersVote?: members.learners
        case .countsItself?: Membership.bit(me)
        default: 0
        }
    }

    private static func quorum(of set: UInt64, _ mistake: Mistake?) -> Int {
      set.nonzeroBitCount / 2 + (mistake == .halvesMajority ? 0 : 1)
    }

    /// Number of voters; of the new set while joint.
    public var voterCount: Int { members?.voters.nonzeroBitCount ?? agentCount }

    /// Whether there is such an agent, a member or not.
    ///
    /// An agent may lead, or be needed for a vote, that the receiver does not know to be a member: requests
    /// of all are answered (dissertation, 4.1).
    func knows(_ agent: AgentID) -> Bool { agent.index >= 0 && agent.index < agentCount }

    /// Whether an agent has a vote, in either set while joint.
    func isVoter(_ agent: AgentID) -> Bool {
      guard let members else { return knows(agent) }
      return members.electorate & Membership.bit(agent) != 0
    }

    /// Whether an agent of this index is asked for its vote.
    func asks(_ index: Int) -> Bool {
      guard let members else { return true }
      let learners = mistake == .learnersVote ? members.learners : 0
      return (members.electorate | learners) & Membership.bit(AgentID(index)) != 0
    }

    /// Whether these agents are a majority.
    func isQuorum(_ agents: VoterSet) -> Bool {
      guard let members else { return agents.count >= quorum }
      return isQuorum(members) { ($0 & agents.lowest).nonzeroBitCount }
    }

    /// Whether enough are counted among the voters of each set that is asked.
    private func isQuorum(_ members: Membership, _ count: (UInt64) -> Int) -> Bool {
      let isNew = count(members.voters | intruders) >= quorum
      if !members.isJoint || mistake == .asksNewAlone { return isNew }
      let old = Configuration.quorum(of: members.outgoing, mistake)
      let isOld = count(members.outgoing | intruders) >= old
      return mistake == .asksOldAlone ? isOld : isNew && isOld
    }

    /// The highest level that a majority has reached, 0 at the least, where there are members.
    ///
    /// - Complexity: O(agents²), of few agents.
    func level<Level: FixedWidthInteger>(
      _ members: Membership, _ progress: [Progress], _ level: (Progress) -> Level
    ) -> Level {
      var highest: Level = 0
      for agent in progress where level(agent) > highest {
        let candidate = level(agent)
        let reaches = isQuorum(members) { set in
          var count = 0
          for index in progress.indices
          where set & Membership.bit(AgentID(index)) != 0 && level(progress[index]) >= candidate {
            count += 1
          }
          return count
        }
        if reaches { highest = candidate }
      }
      return highest
    }
  }
}
