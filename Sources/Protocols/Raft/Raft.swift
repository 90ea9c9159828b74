public import Simulator

/// The Raft consensus protocol with a replicated key-value store.
///
/// From *In Search of an Understandable Consensus Algorithm (Extended Version)* (Ongaro and Ousterhout,
/// 2014), called the paper, and Ongaro's dissertation *Consensus: Bridging Theory and Practice* (2014).
///
/// The log of a running agent always equals what it asked its disk to keep, but that it gives up what a snapshot
/// covers only once that is durable. Entries are applied in the step that commits them.
public struct Raft: Hashable, Sendable {
  /// Which agent of which cluster this is.
  public let profile: Profile
  /// What the scenario sets, equal at all agents of the cluster.
  public let settings: Settings
  /// Whether this agent may stand for election where it has a vote, as its settings say.
  let mayLead: Bool
  /// Who votes and whose disks count for commitment.
  public internal(set) var configuration: Configuration
  /// The newest configuration that is known to be committed, and those of the log behind it, ascending; empty
  /// where every agent votes for good.
  var configurations: [PlacedMembership] = []
  /// The first index of a configuration that is not known to be committed.
  var awaitedConfiguration = Index.max

  // Durable: each change is persisted in the step that makes it.
  /// The latest term that the agent has seen, 0 before the first (paper, figure 2).
  public internal(set) var term: Term = 0
  /// For whom this agent voted in `term`.
  public internal(set) var votedFor: AgentID?
  /// The log, entries that are not durable yet included.
  public internal(set) var log = Log()

  /// Whether it follows, stands for election or leads (paper, 5.1).
  public internal(set) var role = Role.follower
  /// The leader of `term`, once heard from.
  public internal(set) var leader: AgentID?
  /// When this agent last heard from a leader of a term that was its own then.
  var leaderHeard: Nanoseconds = -.never

  /// Never falls during one life of the process.
  public internal(set) var commitIndex: Index = 0
  /// Everything up to here has been applied to `store`; equals `commitIndex` between steps.
  public internal(set) var appliedIndex: Index = 0
  /// The key-value store after every entry up to `appliedIndex`.
  public internal(set) var store: Store

  /// What it knows of the formats that others read.
  var formats = Formats()
  /// Whether it has met an entry that its version does not read: it does nothing more in this life.
  public internal(set) var isHalted = false

  /// Whose vote, or pre-vote, this candidate has.
  var votes = VoterSet()
  /// How often this agent stood for election since it led or heard from a leader.
  var fruitlessCandidacies: Int32 = 0

  /// What it has and sends of snapshots.
  var compaction = Compaction()
  /// The applied index at which the next snapshot is due.
  var compactsAt: Index

  // Of a leader.
  /// One for each agent, its own included; empty unless leading.
  @usableFromInline var progress: [Progress] = []
  /// Up to where a majority has the log.
  var matchLevel = QuorumLevel<Index>()
  /// The stamp of a message that a majority has answered, it or a later one.
  var echoLevel = QuorumLevel<Int64>()
  /// Since when a write is under way whose end this leader waits for; nil if none is, or without a limit.
  var unstoredSince: Nanoseconds?
  /// Whether a write failed and is not done yet, for which this leader refuses commands.
  var refusesCommands = false
  /// Number of the last message sent to followers in this term.
  var stamp: Int64 = 0
  /// Index of the first entry of its own term.
  var firstOwnIndex: Index = 0
  /// Who answered since the last count of CheckQuorum.
  var heard = VoterSet()
  /// Commands that wait for the end of this instant to be appended; not in the log.
  var proposals: [Proposal] = []
  /// Requests whose entries are in the log and not committed, in the order of their indices.
  var pendingWrites = Queue<PendingWrite>()
  /// Reads that wait for proof that this agent still leads, in the order of arrival.
  var pendingReads = Queue<PendingRead>()
  /// With leases, when what followers may answer yet was sent, ascending.
  var departures = Queue<Departure>()
  /// The stamp of the last heartbeat sent for the sake of reads.
  var readRoundStamp: Int64 = 0
  /// With members, the agents that get the log.
  var replicas: UInt64 = 0
  /// What an operator asked for and is not in force yet.
  var demand: Demand?
  /// Agents that are to vote once they have the log.
  var catchUp: CatchUp?
  /// A transfer of leadership under way.
  var transfer: Transfer?
  /// Whether some agent was told to stand in this term, so that no lease holds.
  var isLeaseVoid = false
  /// When leadership may be handed over for the sake of priorities.
  var handoverAfter: Nanoseconds = 0

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    mayLead = !settings.nonCandidates.contains(profile.id)
    store = Store(sessionLimit: settings.sessionLimit, isOnce: settings.sessions)
    compactsAt = settings.snapshotEvery ?? .max
    configuration = Configuration(
      voterCount: profile.clusterSize, halvesMajority: settings.mistake == .halvesMajority)
    if let members = settings.initialMembers {
      configurations = [PlacedMembership(index: 0, members: members)]
      configuration = Configuration(
        agentCount: profile.clusterSize, members, of: profile.id, settings.mistake)
    }
  }

  /// How far a follower's log is known to match; 0 unless this agent leads.
  public func matchIndex(of agent: AgentID) -> Index {
    agent.index >= 0 && agent.index < progress.count ? progress[agent.index].match : 0
  }
}
