/// The simulation of one run: clock, queue, agents, network, disks, load and faults.
///
/// A world is a value. A copy is a fork: it runs on by itself, and as the original would. Everything
/// random comes from streams of the seed, so the same conditions, settings, load and seed give the same
/// run on every machine; `digest` tells two runs apart.
public struct World<M: Machine, L: Load, O: Observer>
where L.Subject == M, O.Subject == M, O.LoadNote == L.Note {
  /// What the world was made of; faults that are added later are not among its own.
  public let conditions: Conditions
  /// What every machine was given, unless it is of a version with settings of its own.
  public let settings: M.Settings
  /// The settings of each of the conditions' versions.
  let versions: [M.Settings]
  /// What everything random is drawn from.
  public let seed: UInt64

  /// The time of the event that is over last, or to which the world was run.
  @inlinable public var now: Nanoseconds { time }
  /// Number of events so far: inputs of machines and clients, messages lost on arrival, flushes, faults.
  @inlinable public var eventCount: Int64 { events }
  /// The digest of all events so far.
  @inlinable public var digest: Digest { trace }
  /// What the run has cost beside events, in steps of some ten to some hundred instructions: one for each
  /// message that a fault in force was asked about, that a cut held or let go, and the like, and what
  /// machines said that they computed (`Turn.compute`).
  @inlinable public var workBesideEvents: Int64 { faults.work }
  /// The work beside events after which the world goes no further.
  public var workLimit = Int64.max
  /// What watches the run; a caller may read it, and change it between events.
  public var observer: O
  /// The clients, as the last event left them.
  @inlinable public var load: L { driver }

  @usableFromInline var time: Nanoseconds = 0
  @usableFromInline var events: Int64 = 0
  @usableFromInline var trace = Digest()
  @usableFromInline var driver: L
  @usableFromInline var queue: EventQueue
  @usableFromInline var agents: Roster<AgentState<M>>
  @usableFromInline var envelopes = Slab<Envelope<M>>()
  /// What waits at cuts, in the order in which it was stopped.
  @usableFromInline var stopped: [StoppedMessage] = []
  /// What agents work on, one for each; empty where no agent takes time for its inputs.
  @usableFromInline var services: [ServiceState] = []
  /// What waits on connections.
  @usableFromInline var connections = ConnectionTable()
  /// The version that each agent runs, or runs when it starts next; empty where there is only one.
  var runningVersions: [Int] = []
  @usableFromInline var network: Network
  @usableFromInline var faults: FaultEngine
  @usableFromInline var clients: [ClientState] = []
  @usableFromInline var hasStarted = false
  /// Agents below this one have started.
  @usableFromInline var startedCount = 0
  /// Number of the event after which the clock last moved on without one, and the time of that event.
  @usableFromInline var idleEvent: Int64 = -1
  @usableFromInline var idleStart: Nanoseconds = 0

  /// A world at time 0 in which nothing has happened yet; the first step starts every agent.
  /// `versions` are the settings of each of the conditions' versions.
  public init(
    _ conditions: Conditions, _ settings: M.Settings, versions: [M.Settings] = [], load: L,
    observer: O, seed: UInt64
  ) {
    precondition(
      versions.count == conditions.versions.count,
      "\(versions.count) settings for \(conditions.versions.count) versions")
    self.conditions = conditions
    self.settings = settings
    self.versions = versions
    if !versions.isEmpty {
      precondition(
        conditions.versionOfAgent.count == conditions.agents.count
          && conditions.versionOfAgent.allSatisfy { versions.indices.contains($0) },
        "agents start with \(conditions.versionOfAgent) of \(versions.count) versions")
      runningVersions = conditions.versionOfAgent
    }
    self.seed = seed
    self.observer = observer
    driver = load
    queue = EventQueue(tieSeed: conditions.shufflesTies ? seed : nil)
    network = Network(conditions)
    faults = FaultEngine(conditions.faults)
    network.watch(faults.awaitsArrivals)
    agents = Roster(count: conditions.agents.count) { index in
      let own = versions.isEmpty ? settings : versions[conditions.versionOfAgent[index]]
      return World.makeAgent(index, conditions, own, seed)
    }
    services = conditions.services.enumerated().map { index, service in
      ServiceState(service, stream: RandomStream(seed: seed, .service, UInt64(index)))
    }
    for client in 0..<load.clientCount {
      clients.append(ClientState(seed: seed, client: client))
    }
  }

  private static func makeAgent(
    _ index: Int, _ conditions: Conditions, _ settings: M.Settings, _ seed: UInt64
  ) -> AgentState<M> {
    let number = UInt64(index)
    return AgentState(
      machine: M(conditions.agents[index], settings),
      random: RandomStream(seed: seed, .agent, number),
      clock: AgentClock(conditions.clocks[index]),
      networkStream: RandomStream(seed: seed, .network, number),
      disk: DiskState(
        conditions.disks[index], stream: RandomStream(seed: seed, .disk, number)))
  }
}

/// What the world keeps for one client.
@usableFromInline
struct ClientState: Hashable, Sendable {
  @usableFromInline var random: RandomStream
  /// Keyed by what is sent when, so it is never advanced.
  @usableFromInline let networkStream: RandomStream
  @usableFromInline var ordinals = SendOrdinals()

  init(seed: UInt64, client: Int) {
    random = RandomStream(seed: seed, .load, UInt64(client))
    networkStream = RandomStream(seed: seed, .network, (1 << 40) + UInt64(client))
  }
}

/// What an event of the queue is: the low four bits of its tag. The rest of the tag and the index say
/// to whom. The numbers are part of every fingerprint.
@frozen @usableFromInline
enum EventKind {
  /// `index`: the envelope.
  @usableFromInline static var arrival: UInt32 { 0 }
  /// Tag: the slot; `index`: the agent.
  @usableFromInline static var timer: UInt32 { 1 }
  /// Tag: the client; `index`: the alarm.
  @usableFromInline static var alarm: UInt32 { 2 }
  /// `index`: the agent.
  @usableFromInline static var flush: UInt32 { 3 }
  /// `index`: the fault.
  @usableFromInline static var faultBegin: UInt32 { 4 }
  @usableFromInline static var faultEnd: UInt32 { 5 }
  @usableFromInline static var faultFlap: UInt32 { 6 }
  /// Tag: the low bits of the incarnation that the disk stopped; `index`: the agent.
  @usableFromInline static var restart: UInt32 { 7 }
  /// `index`: the client; the load's first event.
  @usableFromInline static var clientStart: UInt32 { 8 }
  /// `index`: the agent, which goes on after a pause and takes up one input that waited.
  @usableFromInline static var backlog: UInt32 { 9 }
  /// Tag: the worker; `index`: the agent, whose work on an input is over.
  @usableFromInline static var workEnd: UInt32 { 10 }
  /// `index`: the stream of a connection that sends again what was lost.
  @usableFromInline static var connection: UInt32 { 11 }

  @inlinable
  static func isFault(_ tag: UInt32) -> Bool {
    let kind = tag & 15
    return kind >= faultBegin && kind <= faultFlap
  }
}
