public import Simulator

/// Barriers among agents: nobody goes on before all that are required have arrived.
///
/// Forms: a central counter, a combining tree (Hensgen, Finkel and Manber, *Two Algorithms for
/// Barrier Synchronization*, 1988; Mellor-Crummey and Scott, *Algorithms for Scalable
/// Synchronization on Shared-Memory Multiprocessors*, 1991) and dissemination (the same two papers).
///
/// Each use of a barrier is a generation of its own, so that a name can be used again at once and a
/// late message of one generation means nothing to the next. An agent's arrival is durable before
/// anybody is told of it, and an outcome is durable before the first waiter is: so every waiter of a
/// generation gets the same outcome whoever crashes and comes back.
///
/// - Central: the coordinator counts arrivals, decides the outcome and tells each who arrived.
/// - Tree: each agent reports to its parent when its whole subtree has arrived; the root decides, and
///   the outcome goes down. Who hears nothing in time turns to the root directly.
/// - Dissemination: in round `k` each agent signals the one `2^k` further on a ring and waits for the
///   one `2^k` behind; whoever completes all rounds goes on and asks nobody. So a deadline cannot be
///   decided by one alone: the coordinator may call a generation off only when a member that has not
///   arrived pledges that it never will. While such a member is down, the others wait.
///
/// In the mode `asWritten` the agent follows the brief's pseudo-code instead; see `Written`.
public struct Barrier: Hashable, Sendable {
  public let profile: Profile
  public let settings: Settings
  let tree: TreePlace

  // Of the coordinator.
  /// Generations that this agent counts arrivals for, or has concluded, the oldest first.
  var gatherings: [Gathering] = []
  /// By barrier, the newest generation whose gathering was forgotten.
  var gatheringHorizon: [Int32: Int32] = [:]
  /// When each agent was last heard from; empty where nobody is watched.
  var heard: [Nanoseconds] = []

  // Of every agent.
  /// Generations that this agent has come to or heard of, the oldest first.
  var visits: [Visit] = []
  /// By barrier, the newest generation whose visit was forgotten.
  var visitHorizon: [Int32: Int32] = [:]
  /// Outcomes on their way to agents that have not acknowledged them.
  var deliveries: [Delivery] = []
  /// Number of this life of the process; durable.
  var incarnation: Int32 = 0
  /// When the retry timer is due, or never.
  var retryAt: Nanoseconds = .never

  /// The state of the mode `asWritten`.
  var written = Written()

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    let size = Int32(profile.clusterSize)
    tree = TreePlace(
      rank: (profile.id.rawValue &- settings.coordinator.rawValue &+ size) % size, of: size)
  }
}

extension Barrier {
  /// One use of a barrier.
  @frozen
  public struct Instance: Hashable, Sendable {
    public let barrier: Int32
    /// Grows with each use of the barrier.
    public let generation: Int32

    @inlinable
    public init(_ barrier: Int32, generation: Int32 = 0) {
      self.barrier = barrier
      self.generation = generation
    }

    /// `b1/2`: the barrier counted from 1, and the generation.
    public var text: String { "b\(barrier &+ 1)/\(generation)" }

    func feed(_ digest: inout Digest) {
      digest.feed(
        (UInt64(UInt32(bitPattern: barrier)) << 32) | UInt64(UInt32(bitPattern: generation)))
    }
  }

  var isCoordinator: Bool { profile.id == settings.coordinator }
  var everybody: AgentSet { AgentSet((0..<profile.clusterSize).map { AgentID($0) }) }
}
