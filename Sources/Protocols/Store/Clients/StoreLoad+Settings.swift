public import Simulator

extension StoreLoad {
  /// What a client's write says that it overwrites.
  public enum Habit: String, Word {
    /// The client reads first, and writes over what it got.
    case read
    /// What it was told last of the key.
    case kept
    /// What it was told first of the key, again and again.
    case stale
    /// Nothing, whatever it was told.
    case none
  }

  /// Who asks for what, and when.
  public struct Settings: Hashable, Sendable {
    /// Number of clients; those of listed requests included.
    public var clients: Int
    /// Number of agents.
    public var agents: Int
    /// How many of them hold a key.
    public var replicas: Int
    /// Time between two requests of a client; nil for none but those listed.
    public var every: Delay?
    /// When clients start asking; a listed request has a time of its own.
    public var start: Nanoseconds
    /// No request comes at this time or later, but for those listed.
    public var stop: Nanoseconds
    /// Share of the requests that are reads.
    public var reads: Ratio
    /// Number of keys, each asked for alike.
    public var keys: Int32
    /// What writes overwrite.
    public var context: Habit
    /// How long a client waits for an answer.
    public var patience: Nanoseconds
    /// In any order.
    public var script: [ScriptedRequest]

    /// - Precondition: there are keys, and the clients listed are among the clients.
    public init(
      clients: Int, agents: Int, replicas: Int = 3, every: Delay?, start: Nanoseconds = 0,
      stop: Nanoseconds = .never, reads: Ratio = Ratio(1, outOf: 2), keys: Int32 = 10,
      context: Habit = .read, patience: Nanoseconds = 5 * .second, script: [ScriptedRequest] = []
    ) {
      precondition(
        clients >= 0 && agents > 0 && replicas > 0 && keys > 0 && patience > 0,
        "\(clients) clients, \(agents) agents, \(replicas) replicas, \(keys) keys, \(patience) ns")
      precondition(
        script.allSatisfy { $0.client >= 0 && $0.client < clients },
        "a listed request is of a client beyond \(clients)")
      self.clients = clients
      self.agents = agents
      self.replicas = replicas
      self.every = every
      self.start = start
      self.stop = stop
      self.reads = reads
      self.keys = keys
      self.context = context
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
    /// The key to read.
    public var read: Int32?
    /// The key to write; the client chooses a value that it has not written before.
    public var write: Int32?
    /// Which of the key's replicas is asked, from 1; nil for the client's own.
    public var replica: Int32?

    /// A wish that says nothing yet.
    public init(read: Int32? = nil, write: Int32? = nil, replica: Int32? = nil) {
      self.read = read
      self.write = write
      self.replica = replica
    }

    public init() { self.init(read: nil, write: nil) }

    public mutating func declare(_ form: inout AskForm) {
      form.integer("read", &read, 0...9_999, about: "The key to read, from 0.")
      form.integer(
        "write", &write, 0...9_999,
        about: "The key to write, from 0; the client chooses a new value.")
      form.integer(
        "replica", &replica, 1...1_000,
        about: "Which of the key's replicas is asked, from 1; without it the client's own.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      (read == nil) == (write == nil)
        ? AskMistake(nil, "a request is one thing", "either read or write") : nil
    }
  }

  /// What wakes a client.
  public typealias Alarm = RequestAlarm
}
