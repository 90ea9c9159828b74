public import Simulator

extension Deliberation {
  /// Whether the protocol is made safe or follows the brief's text.
  public enum Mode: Hashable, Sendable {
    case safe
    case asWritten
  }

  /// Timeouts and options; equal at all agents of a cluster. Times are in nanoseconds.
  public struct Settings: Hashable, Sendable {
    public var mode: Mode
    /// The agents that vote, in the order of their identities.
    public let electorate: [AgentID]
    public var opinion: Opinion
    /// What the evaluators know of each agent, by its identity.
    public var scores: [Scores]
    /// Whether a vote weighs its confidence, the rest of it abstaining.
    public var isWeighted: Bool
    /// How long votes are waited for; the brief has 30 s.
    public var deadline: Nanoseconds
    /// Wait before asking again, doubled up to `longestRetry`.
    public var retry: Nanoseconds
    public var longestRetry: Nanoseconds
    /// How long a choice waits for the rankings of all; from then on a majority of them is enough.
    public var rankingTime: Nanoseconds
    /// How long a voter of the mode as written waits for its call to be answered before it dies.
    public var callTimeout: Nanoseconds
    /// Whether the proposer's process takes its timeout in, which the text forgets (mode as written).
    public var hasTimeoutHandler: Bool
    public var raft: Raft.Settings

    public init(
      mode: Mode = .safe, electorate: [AgentID], opinion: Opinion = .evaluators,
      scores: [Scores] = [], isWeighted: Bool = false, deadline: Nanoseconds = 30 * .second,
      retry: Nanoseconds = 100 * .millisecond, longestRetry: Nanoseconds = 10 * .second,
      rankingTime: Nanoseconds = .second, callTimeout: Nanoseconds = 5 * .second,
      hasTimeoutHandler: Bool = false,
      raft: Raft.Settings = Raft.Settings()
    ) {
      precondition(deadline > 0 && retry > 0, "deadline \(deadline) and retry \(retry) positive")
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
      self.raft = raft
    }

    /// An agent's place in the electorate, or nil if it does not vote.
    ///
    /// - Complexity: logarithmic.
    public func place(of agent: AgentID) -> Int? {
      var low = 0
      var high = electorate.count
      while low < high {
        let middle = (low + high) / 2
        if electorate[middle] < agent { low = middle + 1 } else { high = middle }
      }
      return low < electorate.count && electorate[low] == agent ? low : nil
    }
  }
}
