public import Simulator

extension UpdateLoad {
  /// What clients ask for, and when.
  public struct Settings: Hashable, Sendable {
    /// Number of clients; those of scripted requests included.
    public var clients: Int
    /// Number of agents that clients may ask.
    public var agents: Int
    /// Time between two requests of a client; nil for none but those of the script.
    public var every: Delay?
    /// When clients start and stop asking; a scripted request has a time of its own.
    public var start: Nanoseconds
    /// No request is made at this time or later, but for those of the script.
    public var stop: Nanoseconds
    /// Number of variables.
    public var variables: Int32
    /// Share of the requests that go to variable 0; the others are spread over all alike.
    public var skew: Ratio
    /// Share of the requests that are reads.
    public var reads: Ratio
    /// What is written is drawn from here.
    public var amounts: ClosedRange<Int64>
    /// Whether a client keeps to one agent, and does not ask a random one each time.
    public var isSticky: Bool
    /// How long a client waits for an answer.
    public var patience: Nanoseconds
    /// In any order.
    public var script: [ScriptedUpdate]

    /// - Precondition: counts and times are positive, what the script names exists.
    public init(
      clients: Int, agents: Int, every: Delay?, start: Nanoseconds = 0,
      stop: Nanoseconds = .never, variables: Int32 = 10, skew: Ratio = .never,
      reads: Ratio = .never, amounts: ClosedRange<Int64> = 1...1000, isSticky: Bool = false,
      patience: Nanoseconds = 60 * .second, script: [ScriptedUpdate] = []
    ) {
      precondition(
        clients >= 0 && agents > 0 && variables > 0,
        "\(clients) clients, \(agents) agents and \(variables) variables make no load")
      precondition(patience > 0, "patience \(patience) must be positive")
      precondition(
        script.allSatisfy {
          $0.client >= 0 && $0.client < clients && $0.agent.index >= 0 && $0.agent.index < agents
        }, "a scripted request names one beyond \(clients) clients or \(agents) agents")
      self.clients = clients
      self.agents = agents
      self.every = every
      self.start = start
      self.stop = stop
      self.variables = variables
      self.skew = skew
      self.reads = reads
      self.amounts = amounts
      self.isSticky = isSticky
      self.patience = patience
      self.script = script
    }
  }

  /// A request at a time and to an agent that a scenario names.
  public struct ScriptedUpdate: Hashable, Sendable {
    /// When the request is made.
    public let time: Nanoseconds
    /// The client that asks, from 0.
    public let client: Int32
    /// The agent that is asked.
    public let agent: AgentID
    /// What is asked for.
    public let request: Synchroniser.Request

    /// A request of a client to an agent at a time.
    public init(
      at time: Nanoseconds, client: Int32 = 0, to agent: AgentID, _ request: Synchroniser.Request
    ) {
      self.time = time
      self.client = client
      self.agent = agent
      self.request = request
    }
  }
}
