public import Simulator

extension CachingLoad {
  /// Who asks for what, and when.
  public struct Settings: Hashable, Sendable {
    /// Number of clients; those of listed requests included.
    public var clients: Int
    /// Number of agents, the server included.
    public var agents: Int
    /// Time between two requests of a client; nil for none but those listed.
    public var every: Delay?
    /// When clients start asking; a listed request has a time of its own.
    public var start: Nanoseconds
    /// No request comes at this time or later, but for those listed.
    public var stop: Nanoseconds
    /// Share of the requests that are reads.
    public var reads: Ratio
    /// Number of variables, each asked for alike.
    public var keys: Int32
    /// How long a client waits for an answer.
    public var patience: Nanoseconds
    /// In any order.
    public var script: [ScriptedRequest]

    /// - Precondition: there are variables and two agents, and the clients listed are among the clients.
    public init(
      clients: Int, agents: Int, every: Delay?, start: Nanoseconds = 0,
      stop: Nanoseconds = .never, reads: Ratio = Ratio(9, outOf: 10), keys: Int32 = 10,
      patience: Nanoseconds = 60 * .second, script: [ScriptedRequest] = []
    ) {
      precondition(
        clients >= 0 && agents > 1 && keys > 0 && patience > 0,
        "\(clients) clients, \(agents) agents, \(keys) keys and patience \(patience) make no load")
      precondition(
        script.allSatisfy { $0.client >= 0 && $0.client < clients },
        "a listed request is of a client beyond \(clients)")
      self.clients = clients
      self.agents = agents
      self.every = every
      self.start = start
      self.stop = stop
      self.reads = reads
      self.keys = keys
      self.patience = patience
      self.script = script
    }
  }

  /// A request at a time that a scenario names.
  public struct ScriptedRequest: Hashable, Sendable {
    /// When the client asks.
    public let time: Nanoseconds
    /// The client that asks, from 0.
    public let client: Int32
    /// What it asks for.
    public let wish: Wish

    /// A request of a client at a time.
    public init(at time: Nanoseconds, client: Int32, _ wish: Wish) {
      self.time = time
      self.client = client
      self.wish = wish
    }
  }

  /// A read or a write, as scenario files list it and a person asks for it.
  public struct Wish: Askable, Hashable {
    /// The variable to read.
    public var read: Int32?
    /// The variable to write; the client chooses a value that it has not written before.
    public var write: Int32?

    /// A wish that says nothing yet.
    public init(read: Int32? = nil, write: Int32? = nil) {
      self.read = read
      self.write = write
    }

    public init() { self.init(read: nil, write: nil) }

    public mutating func declare(_ form: inout AskForm) {
      form.integer("read", &read, 0...9_999, about: "The variable to read, from 0.")
      form.integer(
        "write", &write, 0...9_999,
        about: "The variable to write, from 0; the client chooses a new value.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      (read == nil) == (write == nil)
        ? AskMistake(nil, "a request is one thing", "either read or write") : nil
    }
  }

  /// What wakes a client.
  public typealias Alarm = RequestAlarm
}
