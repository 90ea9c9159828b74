public import Simulator

extension Reputation {
  /// How ratings are kept and put together; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// How the ratings of a worker are put together.
    public var scoring = Scoring.Rule.mean
    /// Whether the agents keep their rules, or which they break as the original does.
    public var rules = Rules.safe
    /// Time between two comparisons with another agent.
    public var interval = 200 * Nanoseconds.millisecond
    /// Ratings of one message from which on no other rater's are added.
    public var batch = 256
    /// Length of an epoch: scores decay by epochs, and are stated once in each.
    public var epoch = 10 * Nanoseconds.second
    /// Number of workers.
    public var workers = 20
    /// Number of raters.
    public var raters = 0
    /// What workers' quality is drawn from.
    public var seed: UInt64 = 0
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// Agents that keep the rules.
    public init() {}

    /// Whether a rule is broken as the original breaks it.
    func breaks(_ rule: Rules) -> Bool { rules == rule || rules == .asWritten }

    /// How well a worker does, in thousandths: between 300 and 950.
    public func quality(of worker: Int32) -> Int32 {
      let stream = RandomStream(seed: seed, .agent, 1 << 34)
      let word = stream.word(at: UInt64(UInt32(bitPattern: worker)))
      return 300 + Int32(truncatingIfNeeded: RandomStream.scale(word, 651))
    }
  }

  /// Whether the agents keep their rules, or which they break as the original does.
  public enum Rules: String, Word {
    /// All are kept.
    case safe
    /// A report that arrives again counts again.
    case duplicatesCount = "duplicates count"
    /// Of two fields that hold one score only one decays, and clients are told the other.
    case mirroredField = "one field decays"
    /// The score to begin with is forgotten with the first rating.
    case forgetsPrior = "first score forgotten"
    /// Every rule is broken.
    case asWritten = "as written"
  }

  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case countsTwice = "counts a report again"
    case keepsAhead = "answers ahead of the disk"
    case spreadsAhead = "spreads ahead of the disk"
    case forgets = "forgets at a restart"
    case takesLatest = "takes the latest rating"
    case addsBonus = "adds a bonus"
    case neverDecays = "never decays"
    case weighsByRater = "weighs by rater"
    case rounds = "rounds ratings on the way"
    case reckonsOtherwise = "one agent reckons otherwise"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .countsTwice: "A report of a task that was rated counts again."
      case .keepsAhead: "A rater is told that its rating is kept before it is durable."
      case .spreadsAhead: "A rating is sent to other agents before it is durable."
      case .forgets: "An agent that starts again knows no rating."
      case .takesLatest: "Of two ratings of one task the one counts that came last."
      case .addsBonus: "A score may rise above the highest."
      case .neverDecays: "A score stays what it is, however old the ratings are."
      case .weighsByRater: "Ratings weigh by their raters, and not by their age."
      case .rounds: "A rating that is sent on is rounded."
      case .reckonsOtherwise: "One agent leaves the first worker's score at what it began with."
      }
    }
  }
}
