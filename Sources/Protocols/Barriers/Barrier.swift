public import Simulator

/// Barriers among agents: no agent goes on before all that are required have arrived.
///
/// Forms: a central counter, a combining tree (Hensgen, Finkel and Manber, *Two Algorithms for
/// Barrier Synchronization*, 1988; Mellor-Crummey and Scott, *Algorithms for Scalable
/// Synchronization on Shared-Memory Multiprocessors*, 1991) and dissemination (the same two papers).
///
/// Each use of a barrier is a generation of its own, so that a name can be used again at once and a
/// late message of one generation means nothing to the next. An agent's arrival is durable before any
/// other agent is told of it, and an outcome is durable before the first waiter is told: so every waiter
/// of a generation gets the same outcome, whichever agents crash and come back.
///
/// - Central: the coordinator counts arrivals, decides the outcome and tells each who arrived.
/// - Tree: each agent reports to its parent when its whole subtree has arrived; the root decides, and
///   the outcome goes down. A waiter that hears nothing in time turns to the root directly.
/// - Dissemination: in round `k` each agent signals the one `2^k` further on a ring and waits for the
///   one `2^k` behind; an agent that completes all rounds goes on by itself. So no agent can decide a
///   deadline alone: the coordinator may call a generation off only when a member that has not
///   arrived pledges that it never will. While such a member is down, the others wait.
///
/// In the mode `asWritten` the agent is a `BriefBarrier` instead.
public struct Barrier: Hashable, Sendable {
  /// The agent that this machine is a part of.
  public let profile: Profile
  /// Form, policies and times.
  public let settings: Settings
  let tree: TreeNode

  // Of the coordinator.
  /// Generations that this agent counts arrivals for, or has concluded, the oldest first.
  var generations = TimedTable<Instance, Generation>()
  /// By barrier, the generation that was opened last, if it is remembered.
  var newestOpened: [Int32: Int32] = [:]
  /// The newest generations that were dropped from `generations`.
  var generationHorizon = Horizon()
  /// When each agent was last heard from; empty where no agent is watched.
  var heard: [Nanoseconds] = []

  // Of every agent.
  /// Generations at which this agent has arrived, or that it has heard of, the oldest first.
  var arrivals = KeyedList<Instance, Arrival>()
  /// The newest generations that were dropped from `arrivals`.
  var arrivalHorizon = Horizon()
  /// Outcomes on their way to agents that have not acknowledged them.
  var deliveries: [Delivery] = []
  /// Number of this life of the process; durable.
  var incarnation: Int32 = 0
  /// When the retry timer is due, or never.
  var retryAt: Nanoseconds = .never

  /// The agent in the mode `asWritten`.
  public internal(set) var brief: BriefBarrier

  /// An agent that has arrived nowhere and counts nothing.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    brief = BriefBarrier(profile.id, settings)
    let size = Int32(profile.clusterSize)
    tree = TreeNode(
      rank: (profile.id.rawValue &- settings.coordinator.rawValue &+ size) % size, of: size)
  }
}

extension Barrier {
  /// One use of a barrier.
  @frozen
  public struct Instance: Hashable, Sendable {
    /// The barrier, from 0.
    public let barrier: Int32
    /// Grows with each use of the barrier.
    public let generation: Int32

    /// A use of a barrier, the first unless another is named.
    @inlinable
    public init(_ barrier: Int32, generation: Int32 = 0) {
      self.barrier = barrier
      self.generation = generation
    }

    /// `b1/2`: the barrier counted from 1, and the generation.
    public var text: String { "b\(barrier &+ 1)/\(generation)" }
  }

  /// By barrier, the newest generation that is forgotten, as are all before it.
  struct Horizon: Hashable, Sendable {
    private var newest: [Int32: Int32] = [:]

    mutating func raise(to instance: Instance) {
      newest[instance.barrier] = Swift.max(newest[instance.barrier] ?? .min, instance.generation)
    }

    func covers(_ instance: Instance) -> Bool {
      instance.generation <= newest[instance.barrier] ?? .min
    }

    /// In the order of the barriers.
    var instances: [Instance] {
      newest.keys.sorted().map { Instance($0, generation: newest[$0] ?? .min) }
    }
  }

  var isCoordinator: Bool { profile.id == settings.coordinator }
  var allAgents: AgentSet { AgentSet((0..<profile.clusterSize).map { AgentID($0) }) }
}

extension Barrier.Instance: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("barrier", barrier &+ 1, "generation", generation)
  }
}
