public import Simulator

extension Raft {
  /// Timeouts, limits and options; equal at all agents of a cluster, unless they run different versions.
  ///
  /// Times are in nanoseconds on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Silence after which a follower stands for election, drawn anew at each reset (paper, 5.2).
    ///
    /// Its lower bound is also the time within which a follower that heard from a leader refuses to
    /// replace it, and the period after which a leader that did not hear from a quorum gives up.
    public var electionTimeout: ClosedRange<Nanoseconds>
    /// Time that a candidate or pre-candidate waits for votes before it tries again.
    public var candidateTimeout: ClosedRange<Nanoseconds>
    /// Longest time a leader leaves a follower without a message; at most half the election timeout.
    public var heartbeat: Nanoseconds
    /// Whether a follower asks if it could win before it takes a new term (dissertation, 9.6).
    public var preVote: Bool
    /// Whether a leader that hears from no quorum for the lower bound of `electionTimeout` steps down
    /// (dissertation, 6.2), and agents that hear from a leader ignore vote requests (4.2.3).
    public var checkQuorum: Bool
    /// Most entries in one message, at least 1.
    public var maxEntriesPerMessage: Int
    /// Most messages with entries on their way to one follower, at least 1 (dissertation, 10.2.1).
    ///
    /// With 1, entries that arrive meanwhile wait and share the next message. More than 1 saves their
    /// wait, but on links that reorder messages a later one may overtake and be rejected.
    public var maxInFlight: Int
    /// Commands of clients that end a leader's wait for more, at least 1; with 1 it waits for none.
    public var batchSize: Int
    /// Longest time that a command waits for others to share its entry message and its write.
    public var batchDelay: Nanoseconds
    /// Who stands for election the moment it starts for the first time, without waiting for a timeout:
    /// so a scenario chooses its first leader. Nil leaves it to the timeouts.
    public var firstCandidate: AgentID?
    /// Agents that never stand for election; they vote and follow.
    public var nonCandidates: AgentSet
    /// Whether a candidate or pre-candidate that a request of a higher term makes a follower refuses it its
    /// vote (Howard, *ARC: Analysis of Raft Consensus*, 2014).
    public var refusesWhenSteppingDown = false
    /// Whether it draws a fresh election timeout then, and does not keep the one that runs (Howard, 2014).
    public var redrawsWhenSteppingDown = false
    /// How often at most a candidate's timeout is doubled: once for each candidacy in a row (binary
    /// exponential back-off, Howard, 2014). 0 has every candidate wait alike.
    public var candidateDoublings = 0
    /// Whether a new leader puts an entry of its own term into its log at once (paper, 8). Without it nothing
    /// of earlier terms is committed, and no read answered, before a client's next write.
    public var leaderNoop = true
    /// Whether a new leader without such an entry seeks at once where the logs of others agree with its own, by
    /// messages without entries (paper, 5.2 and 5.3), and sends what they lack. Without it both wait for the
    /// next entry.
    public var leaderProbes = false
    /// The terms of the entries that each agent's log has at the start, by its identity; none beyond the end.
    /// Entries change nothing when they are applied. Everybody starts in the highest of the terms.
    ///
    /// Terms do not fall along a log, and entries of one index and term have the same entry before them.
    public var initialLogs: [[Term]] = []
    /// Whether a leader sends entries while its own disk writes them (dissertation, 10.2.1), and not after.
    public var writesInParallel = true
    /// For how long a leader's disk may leave a write undone before the leader acts on it; nil for ever.
    public var stallLimit: Nanoseconds?
    /// What it does then.
    public var stallReaction = StallReaction.stepDown
    /// What an agent does whose disk says that a write failed.
    public var writeErrorReaction = WriteErrorReaction.die
    /// What proves that a read is not stale, if anything does.
    public var readMode = ReadMode.index
    /// By how much the rates of two agents' clocks may differ from the true one, in parts per million, for
    /// which leases allow; from 0 to below a million.
    public var leaseDrift: Int64 = 0
    /// Whether a repeated command is known as one and takes effect once (dissertation, 6.3).
    public var sessions = true
    /// The most sessions that are remembered: beyond it the one least recently used is dropped, and clients open
    /// sessions before they use them. Nil for all sessions, which nobody opens.
    public var sessionLimit: Int?
    /// After how many entries applied since its last snapshot an agent takes another; nil for none but by order.
    public var snapshotEvery: Int?
    /// How many of the entries that a snapshot covers stay in the log, for followers that lag a little.
    public var snapshotTrailing = 100
    /// Most records of a snapshot, which are keys and sessions, in one message; at least 1.
    public var snapshotChunk = 1_000
    /// Whether entries mean something to a layer above, of whose state no snapshot is taken.
    public var isEmbedded = false
    /// The newest format of entries that the agent reads; it reads all before that, too.
    public var entryFormat: UInt8 = 1
    /// What must come first for it to write entries in that format.
    public var formatGate = FormatGate.open
    /// Who takes part at the start; nil for every agent, as voters.
    public var initialMembers: Membership?
    /// Whether voters change one at a time, or by way of both sets (dissertation, 4.1 and 4.3).
    public var changes = ChangeMode.single
    /// Rounds in which the log of an agent that is to vote must catch up, at least 1 (dissertation, 4.2.1).
    public var catchUpRounds = 10
    /// No removal leaves fewer voters, at least 1; as Consul's autopilot has a least quorum.
    public var minVoters = 1
    /// The priority of each agent, by its identity; empty if all are alike. A leader hands over to a voter of
    /// a higher one.
    public var priorities: [Int32] = []
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// - Precondition: times are positive, the limits at least 1.
    public init(
      electionTimeout: ClosedRange<Nanoseconds> = 150 * .millisecond...300 * .millisecond,
      candidateTimeout: ClosedRange<Nanoseconds>? = nil,
      heartbeat: Nanoseconds = 50 * .millisecond,
      preVote: Bool = true, checkQuorum: Bool = true,
      maxEntriesPerMessage: Int = 256, maxInFlight: Int = 4, batchSize: Int = 1,
      batchDelay: Nanoseconds = 0,
      firstCandidate: AgentID? = nil, nonCandidates: AgentSet = AgentSet()
    ) {
      precondition(
        electionTimeout.lowerBound > 0 && (candidateTimeout?.lowerBound ?? 1) > 0,
        "election timeouts are positive")
      precondition(heartbeat > 0, "the heartbeat interval \(heartbeat) is positive")
      precondition(
        maxEntriesPerMessage > 0 && maxInFlight > 0,
        "at least one entry a message (\(maxEntriesPerMessage)), one message (\(maxInFlight))")
      precondition(
        batchSize > 0 && batchDelay >= 0, "batches have commands, and no negative delay")
      self.electionTimeout = electionTimeout
      self.candidateTimeout = candidateTimeout ?? electionTimeout
      self.heartbeat = heartbeat
      self.preVote = preVote
      self.checkQuorum = checkQuorum
      self.maxEntriesPerMessage = maxEntriesPerMessage
      self.maxInFlight = maxInFlight
      self.batchSize = batchSize
      self.batchDelay = batchDelay
      self.firstCandidate = firstCandidate
      self.nonCandidates = nonCandidates
    }

    /// Those of a log whose entries mean something to a layer above.
    static var embedded: Settings {
      var settings = Settings()
      settings.isEmbedded = true
      return settings
    }
  }
}
