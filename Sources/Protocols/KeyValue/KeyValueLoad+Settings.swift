public import Simulator

extension KeyValueLoad {
  /// Who asks for what, when, and how patiently.
  public struct Settings: Hashable, Sendable {
    /// Number of clients; those of scripted requests included.
    public var clients: Int
    /// Number of agents that clients may ask.
    public var agents: Int
    /// What makes a client ask, and how many operations it may have under way.
    public var pace: Pace
    /// When clients start asking; a scripted request has its own time.
    public var start: Nanoseconds
    /// No operation comes at this time or later; one that is under way is still waited for.
    public var stop: Nanoseconds
    /// Share of the operations that are reads.
    public var reads: Ratio
    /// Share of the operations that are no reads that are compare-and-sets; the others are writes.
    public var compareAndSets: Ratio
    /// Number of keys, each asked for alike, at least 1.
    public var keys: Int32
    /// How long a client waits for an answer before it asks again.
    public var timeout: Nanoseconds
    /// How long after it wanted an operation a client gives it up.
    public var patience: Nanoseconds
    /// Wait before asking again; doubled with each fruitless attempt in a row, at most sixteen
    /// times.
    public var backoff: ClosedRange<Nanoseconds>
    /// Whether a refusal proves that an operation had no effect.
    ///
    /// Not where the network may deliver a request twice: the second copy may find a leader.
    public var refusalsAreFinal: Bool
    /// Whether a read is asked of an agent that is drawn, and not of the one that is believed to lead.
    public var readsAnywhere = false
    /// Whether a client opens a session before it asks for a command, and another once that has expired.
    public var opensSessions = false
    /// Who changes the membership and the leader, if anybody.
    public var `operator`: OperatorSettings?
    /// In any order.
    public var script: [ScriptedRequest]

    /// - Precondition: counts and times are positive, the script's clients are among the clients.
    public init(
      clients: Int, agents: Int, pace: Pace, start: Nanoseconds = 0, stop: Nanoseconds = .never,
      reads: Ratio = Ratio(1, outOf: 2), compareAndSets: Ratio = .never, keys: Int32 = 10,
      timeout: Nanoseconds = .second, patience: Nanoseconds = 10 * .second,
      backoff: ClosedRange<Nanoseconds> = 10 * .millisecond...20 * .millisecond,
      refusalsAreFinal: Bool = true, script: [ScriptedRequest] = []
    ) {
      precondition(clients >= 0 && agents > 0 && keys > 0, "there are agents and keys")
      precondition(timeout > 0 && patience > 0 && backoff.lowerBound >= 0, "times are positive")
      precondition(pace.slots > 0 && pace.slots <= 1 << 16, "a client has 1...65536 slots")
      precondition(
        script.allSatisfy { $0.client >= 0 && $0.client < clients }, "scripted clients exist")
      self.clients = clients
      self.agents = agents
      self.pace = pace
      self.start = start
      self.stop = stop
      self.reads = reads
      self.compareAndSets = compareAndSets
      self.keys = keys
      self.timeout = timeout
      self.patience = patience
      self.backoff = backoff
      self.refusalsAreFinal = refusalsAreFinal
      self.script = script
    }
  }

  /// What makes a client ask.
  public enum Pace: Hashable, Sendable {
    /// Operations come after these times, each client's alone, whether or not others are answered.
    ///
    /// Each takes one of the client's `slots`, which is a session; while all are taken, operations
    /// wait in line, and their latency counts from when they came (no coordinated omission). A
    /// constant time spreads the clients evenly over it.
    case open(every: Delay, slots: Int = 16)
    /// This number of operations is under way; after each answer the client thinks.
    case closed(outstanding: Int, think: Delay = .constant(0))
    /// Only what the script says.
    case scripted(slots: Int = 16)

    /// Operations that a client may have under way.
    public var slots: Int {
      switch self {
      case .open(_, let slots), .scripted(let slots): slots
      case .closed(let outstanding, _): outstanding
      }
    }
  }

  /// A request at a time that a scenario names.
  public struct ScriptedRequest: Hashable, Sendable {
    /// When the client wants the operation.
    public let time: Nanoseconds
    /// The client that asks, from 0.
    public let client: Int32
    /// What it asks for.
    public let operation: Raft.Operation

    /// A request of a client at a time.
    public init(at time: Nanoseconds, client: Int32, _ operation: Raft.Operation) {
      self.time = time
      self.client = client
      self.operation = operation
    }
  }
}
