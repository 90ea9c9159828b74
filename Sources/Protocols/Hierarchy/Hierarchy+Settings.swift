public import Simulator

extension Hierarchy {
  /// What a group tells the next level of its members' votes.
  public enum TallyRule: String, Word {
    /// How many of its agents accept, reject and abstain: the outcome is that of all agents' votes.
    case counts
    /// One vote, as its own tally says: a minority of agents can win.
    case oneVote = "one vote"
  }

  /// How groups are formed and how proposals are decided. Times are on an agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Units in a group below the root group.
    public var branching: Int
    /// Levels of groups; with one, all agents form one group.
    public var levels: Int
    /// What groups tell of their votes.
    public var tally: TallyRule
    /// How agents vote.
    public var opinion: Opinion
    /// A coordinator's interval between signs of life.
    public var heartbeat: Nanoseconds
    /// The silence after which a member suspects its coordinator, drawn anew each time; as long, a candidate
    /// waits for a quorum.
    public var electionTimeout: ClosedRange<Nanoseconds>
    /// Time after which a unit that has not answered is asked again, for each level below the group.
    public var retry: Nanoseconds
    /// How long the root waits for votes; from then on a quorum is enough. Groups below wait for a share of
    /// it that grows with their level, and then report what they have.
    public var deadline: Nanoseconds
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// - Precondition: the tree has groups, and times are positive.
    public init(
      branching: Int = 3, levels: Int = 2, tally: TallyRule = .counts,
      opinion: Opinion = .random(accepts: 800, abstains: 0, seed: 0),
      heartbeat: Nanoseconds = 50 * .millisecond,
      electionTimeout: ClosedRange<Nanoseconds> = 200 * .millisecond...400 * .millisecond,
      retry: Nanoseconds = 50 * .millisecond, deadline: Nanoseconds = 3 * .second
    ) {
      let times = [heartbeat, electionTimeout.lowerBound, retry, deadline]
      precondition(times.allSatisfy { $0 > 0 }, "times \(times) must be positive")
      precondition(
        branching > 1 && (1...Tree.mostLevels).contains(levels),
        "branching \(branching) and levels \(levels) make no tree")
      self.branching = branching
      self.levels = levels
      self.tally = tally
      self.opinion = opinion
      self.heartbeat = heartbeat
      self.electionTimeout = electionTimeout
      self.retry = retry
      self.deadline = deadline
    }

    /// How an agent votes on a proposal: the same whenever it is asked.
    public func vote(of agent: AgentID, on proposal: Int32) -> Vote.Choice {
      let id = ProposalID(epoch: 0, proposer: AgentID(0), sequence: proposal &+ 1)
      return opinion.vote(
        on: Proposal(id, variable: 0, value: 0, expectedVersion: 0),
        Opinion.Context(agent: agent, member: agent.index, current: 0)
      ).choice
    }
  }
}
