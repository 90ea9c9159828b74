public import Simulator

extension Gossip {
  /// How rumours are spread; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Length of a cycle.
    public var interval: Nanoseconds
    /// Period of anti-entropy, or 0 for none.
    public var antiEntropy: Nanoseconds
    /// After how many contacts interest is lost, or with which chance of one in `k`.
    public var k: Int32
    /// Connections that an agent accepts in a cycle, or 0 for all.
    public var connectionLimit: Int32
    /// How many more agents are called in a cycle after rejections.
    public var hunts: Int32
    /// Who tells whom in a contact.
    public var exchange: Exchange
    /// Which contacts count against a rumour.
    public var response: Response
    /// How contacts take away interest.
    public var loss: InterestLoss
    /// Whether a contact that needed a rumour takes its counter back to 0.
    public var resets: Bool
    /// By which moment it is judged whether a partner knew a rumour.
    public var judgement: Judgement
    /// Whether, of two agents that spread a rumour and meet, only the smaller counter is raised.
    public var minimises: Bool
    /// When cycles start.
    public var cycles: Cycles
    /// Who tells whom in anti-entropy.
    public var antiEntropyExchange: Exchange
    /// Whether what anti-entropy brought is spread as a rumour.
    public var spreadsAgain: Bool
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of one cluster; the defaults are those of scenario files.
    ///
    /// - Precondition: `interval` and `k` are positive, and nothing is negative.
    public init(
      exchange: Exchange = .push, response: Response = .feedback, loss: InterestLoss = .counter,
      k: Int32 = 2, resets: Bool = true, judgement: Judgement = .cycleStart,
      connectionLimit: Int32 = 0, hunts: Int32 = 0, minimises: Bool = false,
      interval: Nanoseconds = .second, cycles: Cycles = .aligned, antiEntropy: Nanoseconds = 0,
      antiEntropyExchange: Exchange = .pushPull, spreadsAgain: Bool = false
    ) {
      precondition(interval > 0, "interval \(interval) must be positive")
      precondition(k > 0, "k \(k) must be positive")
      precondition(antiEntropy >= 0, "antiEntropy \(antiEntropy) must not be negative")
      precondition(
        connectionLimit >= 0 && hunts >= 0,
        "connectionLimit \(connectionLimit) and hunts \(hunts) must not be negative")
      self.interval = interval
      self.antiEntropy = antiEntropy
      self.k = k
      self.connectionLimit = connectionLimit
      self.hunts = hunts
      self.exchange = exchange
      self.response = response
      self.loss = loss
      self.resets = resets
      self.judgement = judgement
      self.minimises = minimises
      self.cycles = cycles
      self.antiEntropyExchange = antiEntropyExchange
      self.spreadsAgain = spreadsAgain
    }
  }

  /// Who tells whom.
  public enum Exchange: String, Word {
    /// The one that makes the contact tells what it knows.
    case push
    /// The one that is contacted tells what it knows.
    case pull
    case pushPull = "push-pull"
    /// There are no contacts.
    case none
  }

  /// Which contacts count against a rumour.
  public enum Response: String, Word {
    /// Those whose partner says that it knew the rumour.
    case feedback
    /// All.
    case blind
  }

  /// How contacts that count take away interest.
  public enum InterestLoss: String, Word {
    /// After `k` of them.
    case counter
    /// With a chance of one in `k` after each.
    case coin
  }

  /// By which moment it is judged whether a partner knew a rumour, and so may tell it.
  public enum Judgement: String, Word {
    /// The start of the cycle: what is learned in a cycle is known from the next on.
    case cycleStart = "cycle start"
    case receipt
  }

  /// When cycles start.
  public enum Cycles: String, Word {
    /// Whenever the agent's clock shows a multiple of the interval: at all agents at the same time, as
    /// far as clocks agree.
    case aligned
    /// At a moment of the interval that each agent draws when it starts.
    case random
  }
}

extension Gossip.Settings {
  /// Whether what an agent learns in a cycle is treated as unknown until its end.
  var isSynchronous: Bool { judgement == .cycleStart && cycles == .aligned }
  /// Whether agents without a rumour make contacts too.
  var pulls: Bool { exchange == .pull || exchange == .pushPull }
  /// Whether contacts tell the counters of the rumours spread.
  var tellsCounters: Bool { minimises && exchange == .pushPull }
}
