public import Simulator

extension Deliberation {
  /// Whether the protocol is made safe or follows the brief's text.
  public enum Mode: String, Word {
    /// With every promise of `DeliberationCheck`.
    case safe
    /// As the brief's text has it, with its defects.
    case brief = "as written"
  }

  /// Timeouts and options; equal at all agents of a cluster. Times are in nanoseconds.
  public struct Settings: Hashable, Sendable {
    /// Whether agents are safe or follow the brief.
    public var mode: Mode
    /// The agents that vote, in the order of their identities.
    public var electorate: [AgentID]
    /// How agents decide their votes.
    public var opinion: Opinion
    /// What the evaluators know of each agent, by its identity.
    public var scores: [Scores]
    /// Whether a vote weighs its confidence, the rest of it abstaining.
    public var isWeighted: Bool
    /// How long votes are waited for; the brief has 30 s.
    public var deadline: Nanoseconds
    /// Wait before asking again, doubled up to `longestRetry`.
    public var retry: Nanoseconds
    /// The longest such wait.
    public var longestRetry: Nanoseconds
    /// How long a choice waits for the rankings of all; from then on a majority of them is enough.
    public var rankingTime: Nanoseconds
    /// How long a voter of the brief's mode waits for its call to be answered before it dies.
    public var callTimeout: Nanoseconds
    /// Whether the proposer's process takes its timeout in, which the brief's text forgets.
    public var hasTimeoutHandler: Bool
    /// Silence after which a member that a proposal waits for is voted out; nil for never.
    public var excludesAfter: Nanoseconds?
    /// The fewest members that may be left to vote; nil for a majority of the electorate.
    public var fewest: Int?
    /// Those of the log.
    public var raft: Raft.Settings
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// Settings for these members; their order does not matter.
    public init(
      mode: Mode = .safe, electorate: [AgentID], opinion: Opinion = .evaluators,
      scores: [Scores] = [], isWeighted: Bool = false, deadline: Nanoseconds = 30 * .second,
      retry: Nanoseconds = 100 * .millisecond, longestRetry: Nanoseconds = 10 * .second,
      rankingTime: Nanoseconds = .second, callTimeout: Nanoseconds = 5 * .second,
      hasTimeoutHandler: Bool = false, excludesAfter: Nanoseconds? = nil, fewest: Int? = nil,
      raft: Raft.Settings = Raft.Settings()
    ) {
      precondition(deadline > 0, "deadline \(deadline) must be positive")
      precondition(retry > 0, "retry \(retry) must be positive")
      self.mode = mode
      self.electorate = electorate.sorted()
      self.opinion = opinion
      self.scores = scores
      self.isWeighted = isWeighted
      self.deadline = deadline
      self.retry = retry
      self.longestRetry = longestRetry
      self.rankingTime = rankingTime
      self.callTimeout = callTimeout
      self.hasTimeoutHandler = hasTimeoutHandler
      self.excludesAfter = excludesAfter
      self.fewest = fewest
      self.raft = raft
      self.raft.isEmbedded = true
    }

    /// The fewest members that may be left to vote.
    var leastMembers: Int { fewest ?? electorate.count / 2 + 1 }

    /// An agent's index in the electorate, or nil if it does not vote.
    ///
    /// - Complexity: logarithmic.
    public func member(_ agent: AgentID) -> Int? {
      var low = 0
      var high = electorate.count
      while low < high {
        let middle = (low + high) / 2
        if electorate[middle] < agent { low = middle + 1 } else { high = middle }
      }
      return low < electorate.count && electorate[low] == agent ? low : nil
    }

    /// An agent's vote by its opinion, given what it knows of the variables.
    func vote(
      of profile: Profile, on proposal: Proposal, knowing variables: VariableTable
    ) -> Vote {
      let context = Opinion.Context(
        agent: profile.id, scores: scores.scores(of: profile.id), member: member(profile.id) ?? 0,
        current: variables[proposal.variable].value, acceptsUnknown: mode == .brief)
      return opinion.vote(on: proposal, context)
    }
  }
}
