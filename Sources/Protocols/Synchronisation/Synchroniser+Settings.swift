public import Simulator

extension Synchroniser {
  /// Timeouts, limits and options; equal at all agents of a cluster.
  ///
  /// Times are in nanoseconds on the agent's clock.
  public struct Settings: Hashable, Sendable {
    /// Whether the cluster keeps its promises, or goes by the brief's pseudo-code.
    public var mode: Mode
    /// Number of variables; they are numbered from 0.
    public var variables: Int32
    /// The policy of each variable; those beyond the list have `standardPolicy`.
    public var policies: [ConflictPolicy]
    /// The policy of the variables that `policies` does not name.
    public var standardPolicy: ConflictPolicy
    /// The agent that orders concurrent versions of variables of policy `consensus`.
    public var arbiter: AgentID
    /// How many acknowledgements complete an update.
    public var completion: Completion
    /// What an agent has to have done before it acknowledges a batch.
    public var level: Level
    /// Wait before an unacknowledged batch is sent again; doubled each time, up to `retryLimit`.
    public var retry: Nanoseconds
    /// The longest wait between two sends of an unacknowledged batch.
    public var retryLimit: Nanoseconds
    /// Time after which the origin settles for what was acknowledged, and leaves the rest to the exchange.
    public var deadline: Nanoseconds
    /// Most batches that are held back, at least 1; further ones are dropped and come again.
    public var holdLimit: Int
    /// How long a gap may last before the missing batches are asked for.
    public var gapPatience: Nanoseconds
    /// Time between two exchanges of what is known with a random agent; 0 for none.
    public var exchange: Nanoseconds
    /// Most batches that answer one exchange.
    public var exchangeLimit: Int
    /// Most updates of a batch, at least 1.
    public var batchSize: Int
    /// How long an update waits for others to share its batch; with 0, updates of one instant share it.
    public var batchDelay: Nanoseconds
    /// How long the agent takes to adapt to a new value, for the level `adapted`.
    public var adaptation: Nanoseconds
    /// The scores of each agent, by its identity; their sum is the priority of its updates.
    public var scores: [Scores]
    /// What the brief leaves open, for the mode `brief`.
    public var reading: BriefSynchroniser.Reading
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// Which machine the agents run.
    @frozen
    public enum Mode: String, Word {
      case safe
      /// As the design brief's pseudo-code says, step by step, its defects included.
      case brief = "as written"
    }

    /// When an origin reports that an update is complete.
    @frozen
    public enum Completion: String, Word {
      /// Every agent has acknowledged it.
      case all
      /// A majority has, the origin included; the others are still sent it until the deadline.
      case quorum
    }

    /// What an acknowledgement says.
    @frozen
    public enum Level: String, Word {
      /// It arrived; it may be held back.
      case received
      /// It is applied in memory.
      case applied
      /// It is applied and on the disk.
      case durable
      /// It is on the disk, and the agent has adapted to it.
      case adapted
    }

    /// - Precondition: counts and times are positive where nothing makes no sense.
    public init(
      mode: Mode = .safe, variables: Int32 = 10, policies: [ConflictPolicy] = [],
      standardPolicy: ConflictPolicy = .lastWriteWins, arbiter: AgentID = AgentID(0),
      completion: Completion = .all, level: Level = .durable,
      retry: Nanoseconds = 100 * .millisecond, retryLimit: Nanoseconds = 10 * .second,
      deadline: Nanoseconds = 30 * .second, holdLimit: Int = 1000,
      gapPatience: Nanoseconds = 20 * .millisecond, exchange: Nanoseconds = .second,
      exchangeLimit: Int = 64, batchSize: Int = 1, batchDelay: Nanoseconds = 0,
      adaptation: Nanoseconds = 10 * .millisecond, scores: [Scores] = [],
      reading: BriefSynchroniser.Reading = .init()
    ) {
      precondition(variables > 0, "the number of variables \(variables) must be positive")
      precondition(
        retry > 0 && retryLimit >= retry && deadline > 0 && gapPatience > 0,
        "waits \(retry), \(retryLimit), \(deadline), \(gapPatience) must be positive and in order")
      precondition(
        exchange >= 0 && batchDelay >= 0 && adaptation >= 0,
        "times \(exchange), \(batchDelay), \(adaptation) must not be negative")
      precondition(
        holdLimit > 0 && exchangeLimit > 0 && batchSize > 0,
        "limits \(holdLimit), \(exchangeLimit), \(batchSize) must be at least 1")
      self.mode = mode
      self.variables = variables
      self.policies = policies
      self.standardPolicy = standardPolicy
      self.arbiter = arbiter
      self.completion = completion
      self.level = level
      self.retry = retry
      self.retryLimit = retryLimit
      self.deadline = deadline
      self.holdLimit = holdLimit
      self.gapPatience = gapPatience
      self.exchange = exchange
      self.exchangeLimit = exchangeLimit
      self.batchSize = batchSize
      self.batchDelay = batchDelay
      self.adaptation = adaptation
      self.scores = scores
      self.reading = reading
    }

    /// Whether there is a variable of this number.
    func hasVariable(_ variable: Int32) -> Bool { variable >= 0 && variable < variables }

    /// How a variable is read.
    public func policy(of variable: Int32) -> ConflictPolicy {
      let index = Int(variable)
      return index >= 0 && index < policies.count ? policies[index] : standardPolicy
    }
  }
}

extension Synchroniser.Settings.Level {
  /// Whether an acknowledgement promises that the update is on the disk.
  var isDurable: Bool {
    switch self {
    case .received, .applied: false
    case .durable, .adapted: true
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .received: visitor.kind(0, "received")
    case .applied: visitor.kind(1, "applied")
    case .durable: visitor.kind(2, "durable")
    case .adapted: visitor.kind(3, "adapted")
    }
  }
}
