/// The world around the machines of one run: who takes part, links, disks, clocks, service and faults.
public struct Conditions: Hashable, Sendable {
  /// The agents; the identity of the agent at index `i` is `AgentID(i)`.
  public var agents: [Profile]
  /// The links between agents, and between clients and agents.
  public var network: NetworkConditions
  /// One for each agent.
  public var disks: [DiskConditions]
  /// One for each agent.
  public var clocks: [ClockConditions]
  /// How long agents take for an input: one for each agent, or empty if none of them takes any time.
  public var services: [ServiceConditions]
  /// The faults of the run, in the order of their reports.
  public var faults: [Fault]
  /// Whether events of equal times leave in a seeded random order and not in the order asked for.
  public var shufflesTies: Bool
  /// The names of the versions that agents run, the oldest first; empty if there is only one.
  public var versions: [String] = []
  /// The version with which each agent starts, an index of `versions`; empty if there is only one.
  public var versionOfAgent: [Int] = []

  /// - Precondition: `disks`, `clocks` and `services` are empty (all ideal) or hold one for each agent, and every
  ///   profile has the identity of its place and the size of the cluster.
  public init(
    agents: [Profile], network: NetworkConditions, disks: [DiskConditions] = [],
    clocks: [ClockConditions] = [], services: [ServiceConditions] = [], faults: [Fault] = [],
    shufflesTies: Bool = false
  ) {
    let count = agents.count
    precondition(
      agents.indices.allSatisfy { agents[$0].id.index == $0 && agents[$0].clusterSize == count },
      "profiles stand in the order of their identities")
    precondition(disks.isEmpty || disks.count == count, "one disk for each agent")
    precondition(clocks.isEmpty || clocks.count == count, "one clock for each agent")
    precondition(services.isEmpty || services.count == count, "one service for each agent")
    self.agents = agents
    self.network = network
    self.disks = disks.isEmpty ? Array(repeating: DiskConditions(), count: count) : disks
    self.clocks = clocks.isEmpty ? Array(repeating: ClockConditions(), count: count) : clocks
    self.services = services
    self.faults = faults
    self.shufflesTies = shufflesTies
  }

  /// A cluster of equal agents on links of one class.
  public init(agentCount: Int, link: LinkClass, clientLink: LinkClass? = nil) {
    self.init(
      agents: (0..<agentCount).map { Profile(id: AgentID($0), clusterSize: agentCount) },
      network: NetworkConditions(link: link, clientLink: clientLink ?? link))
  }
}

/// The links between zones. Agents of one zone (a region, a rack) share their links' classes.
public struct NetworkConditions: Hashable, Sendable {
  /// Number of zones, at least one.
  public var zoneCount: Int
  /// The zone of each agent, one for each; empty if all stand in zone 0.
  public var zoneOfAgent: [UInt16]
  /// The zone of each client, repeated if there are more clients; empty if all stand in zone 0.
  public var zoneOfClient: [UInt16]
  /// The class of the link from zone `s` to zone `t` at `s * zoneCount + t`.
  public var links: [LinkClass]
  /// The same for links between clients and agents, both ways, by the client's zone and the agent's.
  public var clientLinks: [LinkClass]
  /// Time on the way of messages between agents by their kind, an index of the message type's `kindNames`,
  /// whatever their link; nil, as beyond the end, for a kind that takes what its link takes.
  public var delayOfKind: [Delay?] = []

  /// Zones with a class for each ordered pair of them.
  public init(
    zoneCount: Int, zoneOfAgent: [UInt16], zoneOfClient: [UInt16] = [], links: [LinkClass],
    clientLinks: [LinkClass]
  ) {
    precondition(zoneCount > 0 && links.count == zoneCount * zoneCount, "a class for each pair")
    precondition(clientLinks.count == zoneCount * zoneCount, "a client class for each pair")
    precondition(zoneOfAgent.allSatisfy { Int($0) < zoneCount }, "agents stand in known zones")
    precondition(zoneOfClient.allSatisfy { Int($0) < zoneCount }, "clients stand in known zones")
    self.zoneCount = zoneCount
    self.zoneOfAgent = zoneOfAgent
    self.zoneOfClient = zoneOfClient
    self.links = links
    self.clientLinks = clientLinks
  }

  /// One zone.
  public init(link: LinkClass, clientLink: LinkClass) {
    self.init(zoneCount: 1, zoneOfAgent: [], links: [link], clientLinks: [clientLink])
  }
}

extension NetworkConditions {
  /// Whether links of any class share connections.
  public var hasConnections: Bool {
    links.contains { $0.isConnection } || clientLinks.contains { $0.isConnection }
  }
}

/// How long an agent's disk takes to make writes durable.
///
/// One flush runs at a time; writes asked for meanwhile share the next one (group commit).
@frozen
public struct DiskConditions: Hashable, Sendable {
  /// Time of one flush; a constant 0 makes every write durable at once.
  public var flush: Delay
  /// Bytes a second on top, or 0 for no limit.
  public var bytesPerSecond: Int64
  /// The chance that a flush fails. The process then stops as if it crashed, its writes lost, since a
  /// disk that failed once cannot be trusted to have kept anything (fail-stop), unless its machine goes on.
  public var failure: Ratio
  /// Time from a failed flush until the process starts again.
  public var restartAfterFailure: Nanoseconds
  /// Time from a failed flush until its writes are tried again, where the process goes on.
  public var retryAfterFailure: Nanoseconds
  /// Whether the process waits for its disk: from a write on until all is durable it takes up no input, as
  /// an event loop does that flushes by itself.
  public var blocks: Bool

  /// A disk that makes every write durable at once, unless said otherwise.
  public init(
    flush: Delay = .constant(0), bytesPerSecond: Int64 = 0, failure: Ratio = .never,
    restartAfterFailure: Nanoseconds = .second,
    retryAfterFailure: Nanoseconds = 100 * .millisecond, blocks: Bool = false
  ) {
    self.flush = flush
    self.bytesPerSecond = bytesPerSecond
    self.failure = failure
    self.restartAfterFailure = restartAfterFailure
    self.retryAfterFailure = retryAfterFailure
    self.blocks = blocks
  }

  /// Whether writes are durable the moment they are asked for.
  public var isInstant: Bool {
    flush == .constant(0) && bytesPerSecond == 0 && failure.isZero
  }
}

/// How an agent's clock differs from the world's.
@frozen
public struct ClockConditions: Hashable, Sendable {
  /// What it shows when the world's shows 0.
  public var offset: Nanoseconds
  /// How much too fast it runs, in parts per million; negative is too slow.
  public var drift: Int64

  /// A true clock, unless said otherwise.
  public init(offset: Nanoseconds = 0, drift: Int64 = 0) {
    precondition(drift > -1_000_000, "a clock does not run backwards")
    self.offset = offset
    self.drift = drift
  }
}
