public import Simulator

extension BalancingLoad {
  /// Who asks for what, when, and what they do without an answer.
  public struct Settings: Hashable, Sendable {
    /// Number of clients; those of listed requests included.
    public var clients = 1
    /// The first agents, which are asked.
    public var balancers = 1
    /// Time between two requests of a client of the open mode; nil in another mode.
    public var every: Delay?
    /// Time between an answer and the next request, of the closed mode; nil in another mode.
    public var think: Delay?
    /// When clients start asking; a listed request has a time of its own.
    public var start: Nanoseconds = 0
    /// No request comes at this time or later, but for those listed.
    public var stop = Nanoseconds.never
    /// Time that a task takes a worker of speed 1.
    public var work = Delay.constant(10 * .millisecond)
    /// Number of keys, each as likely as the others.
    public var keys: Int32 = 1000
    /// Tasks need any of the capabilities up to this, each alike; 0 for none.
    public var capabilities: Int32 = 0
    /// Time after its first attempt at which a task is no longer wanted; nil for no deadline.
    public var deadline: Nanoseconds?
    /// What a client does when an attempt times out.
    public var retries = Retries()
    /// In any order.
    public var script: [ScriptedRequest] = []

    /// No requests unless said otherwise.
    public init() {}
  }

  /// What a client does without an answer.
  public struct Retries: Hashable, Sendable {
    /// When it asks again.
    public var policy = Policy.backoff
    /// How long it waits for the answer to an attempt.
    public var timeout: Nanoseconds = 5 * .second
    /// Most attempts of a request, the first included.
    public var attempts: Int32 = 4
    /// Wait before the second attempt; twice as long before each further one.
    public var base: Nanoseconds = 100 * .millisecond
    /// Longest such wait.
    public var most: Nanoseconds = 10 * .second
    /// Retries for each request, in the mean, of the policy `budget`.
    public var budget = Ratio(10, outOf: 100)
    /// Whether an attempt names the same task as the one before.
    public var isIdempotent = true
    /// What becomes of an answer to an attempt that has timed out.
    public var lateAnswers = LateAnswers.accepted
    /// What becomes of a task that is not waited for any longer.
    public var abandoned = Abandoned.stay

    /// The defaults are those of scenario files.
    public init() {}
  }

  /// When a client asks again.
  public enum Policy: String, Word {
    /// Never.
    case none
    /// As soon as an attempt has timed out.
    case immediate
    /// After a wait that doubles, of which it draws between nothing and all (full jitter).
    case backoff
    /// As soon as an attempt has timed out, if the retries so far are within a share of the requests.
    case budget
  }

  /// What becomes of an answer to an attempt that has timed out.
  public enum LateAnswers: String, Word {
    case ignored
    case accepted
  }

  /// What becomes of a task whose attempt has timed out and that is not asked for again.
  public enum Abandoned: String, Word {
    /// It is done for nothing.
    case stay
    /// The client takes it back.
    case removed
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

  /// A task or the end of a worker's service, as scenario files list it and a person asks for it.
  public struct Wish: Askable, Hashable {
    /// The capability of the task, from 1, or 0 for none.
    public var capability: Int32?
    /// The agent that is to take no new tasks, from 1.
    public var drain: Int32?

    /// A wish that says nothing yet.
    public init(capability: Int32? = nil, drain: Int32? = nil) {
      self.capability = capability
      self.drain = drain
    }

    public init() { self.init(capability: nil, drain: nil) }

    public mutating func declare(_ form: inout AskForm) {
      form.integer(
        "capability", &capability, 0...Int64(Balancing.mostCapabilities),
        about: "The capability that the task needs, from 1; 0 for none.")
      form.integer(
        "drain", &drain, 1...200_000, about: "The agent that is to take no new tasks, from 1.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      (capability == nil) == (drain == nil)
        ? AskMistake(nil, "a request is one thing", "either a task by its capability, or drain")
        : nil
    }
  }
}
