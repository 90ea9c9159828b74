public import Simulator

/// Variables that every agent holds and any agent may write, kept in step by broadcast.
///
/// In safe mode an update is a write with its dot, context and hybrid time; updates travel in batches
/// by causal broadcast (Birman, Schiper and Stephenson, *Lightweight Causal and Atomic Group Multicast*,
/// 1991, section 5.1): an agent applies a batch when it is the next of its origin and all that the origin
/// had applied has been applied here; until then it is held back. The origin repeats a batch to the
/// agents that have not acknowledged it, ever more slowly, until all have or its deadline has passed; then
/// it says which are missing. Agents also compare what they know now and then, so that an agent that
/// missed something gets it in the end (Demers et al. 1987). Versions are joined by
/// `DottedVersionVector` and read by the variable's `ConflictPolicy`.
///
/// In mode `brief` it is a `BriefSynchroniser` and does what the design brief's pseudo-code says.
///
/// What the disk keeps equals `replica` and `completed` as soon as all writes asked for are durable, so a
/// crash loses nothing that was acknowledged and no number is given twice.
public struct Synchroniser: Hashable, Sendable {
  /// Which agent of which cluster this is.
  public let profile: Profile
  /// What the scenario sets, equal at all agents of the cluster.
  public let settings: Settings

  // Durable: each change is persisted in the step that makes it.
  /// What the agent knows, updates that are not durable yet included.
  public internal(set) var replica: Replica
  /// Every batch of the agent up to this number is settled: completed, or given up at its deadline.
  public internal(set) var completed: Int64 = 0

  /// The hybrid clock; never below the durable updates' times.
  var time = HybridClock()
  /// Batches that wait for others, in the order of arrival.
  var held = HoldBack()
  /// The agent's batches that not all others have acknowledged, ascending by number.
  var trackers = TimedTable<Int64, Tracker>()
  /// No batch of the agent below this number is unsettled and tracked.
  var settledFrom: Int64 = 0
  /// What each other agent is known to have durably, by agent.
  var known: [VectorClock]
  /// Up to which of the agent's batches each other agent has told that it has applied them.
  var told: [Int64]
  /// Up to where all agents have everything.
  var frontier = Frontier()
  /// Clients that wait for the open batch.
  var openClients: [RequestID] = []
  /// Acknowledgements that wait for the agent to adapt, in the order they are due.
  var adaptations = KeyedList<Dot, Adaptation>()
  /// When the retry timer is armed for; `never` if it is not.
  var retryArmedAt = Nanoseconds.never
  var gapIsArmed = false
  /// How often the gap timer went off without the buffer's becoming empty.
  var fruitlessGaps: Int64 = 0
  /// After the loss of its disk: the agents that have yet to say what they have of its updates.
  var awaited = AgentSet()
  /// After the loss of its disk: the number up to which it has to get its updates back.
  var lostUpTo: Int64 = 0

  /// The machine of the mode `brief`; nil in the safe mode.
  var brief: BriefSynchroniser?

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    replica = Replica()
    known = Array(repeating: VectorClock(), count: profile.clusterSize)
    told = Array(repeating: 0, count: profile.clusterSize)
    if settings.mode == .brief {
      brief = BriefSynchroniser(profile.id, of: profile.clusterSize, settings)
    }
  }

  /// What a variable is worth here now; 0 before anything was written.
  public func value(of variable: Int32) -> Int64 {
    if let brief { return brief.value(of: variable) }
    return settings.policy(of: variable).value(of: replica.versions(of: variable))
  }

  /// Number of batches that wait for others.
  public var heldCount: Int { held.count }

  /// Number of the agent's batches that are not settled.
  public var unsettledCount: Int { trackers.items.count { !$0.isSettled } }

  /// Whether it lost its disk and must not write before it has its updates back.
  public var isRecovering: Bool { !awaited.isEmpty || replica.delivered[profile.id] < lostUpTo }

  var me: AgentID { profile.id }

  /// The other agents, ascending.
  var peers: [AgentID] {
    (0..<profile.clusterSize).map { AgentID($0) }.filter { $0 != profile.id }
  }
}
