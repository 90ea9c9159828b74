import Protocols
import Scenarios
import Simulator

/// The section `economy`.
struct EconomySection: Configurable {
  private var common = Economy.Settings(agents: 1)
  private var mode = Mode.safe
  private var defects: [Defect] = []
  private var replicas = 5
  private var values: Range = Range(low: 100, high: 2_000)
  private var costs: Range = Range(low: 100, high: 2_000)
  private var strategies: [Economy.Strategy] = []
  private var breaker = Breaker()

  /// Whether auctions work, or follow the original.
  enum Mode: String, Word {
    case safe
    case asWritten = "as written"
  }

  /// From what something is drawn.
  struct Range: Configurable {
    var low: Int64 = 0
    var high: Int64 = 0

    init() {}

    init(low: Int64, high: Int64) {
      self.low = low
      self.high = high
    }

    mutating func declare(_ section: inout Section) {
      section.integer("low", &low, 1...1_000_000, about: "The least.")
      section.integer("high", &high, 1...1_000_000, about: "The most.")
    }

    func review(_ section: inout Section) {
      if low > high {
        section.complain("low", "the least is more than the most", "at most \(high)")
      }
    }
  }

  /// When no more tasks are put out.
  struct Breaker: Configurable {
    /// Where both are nil, there is no breaker.
    var work: Int64?
    var coordination: Int64?
    var rules = CircuitBreaker.Rules(threshold: 100)

    init() {}

    mutating func declare(_ section: inout Section) {
      section.integer(
        "work", &work, 0...99,
        about: "The share of awarded tasks that fail beyond which it opens, in per cent.",
        example: "15")
      section.integer(
        "coordination", &coordination, 0...99,
        about: "The share of tasks that nobody does in the end beyond which it opens, in per cent.",
        example: "20")
      section.integer(
        "window", &rules.window, 1...64, about: "Outcomes that the shares are taken over.")
      section.duration(
        "pause", &rules.pause,
        about: "How long it is open; twice as long each time that a probe fails, up to 8 times.")
      section.integer(
        "probes", &rules.probes, 1...1_000,
        about: "Tasks that it lets through then, all of which must succeed.")
    }

    /// Whether it ever opens.
    var isUsed: Bool { work != nil || coordination != nil }

    /// By metric of the books.
    func rules(isCredulous: Bool) -> [CircuitBreaker.Rules] {
      if !isUsed { return [] }
      return [work, coordination].map { threshold in
        var rules = rules
        // Nothing is more than all.
        rules.threshold = threshold ?? 100
        rules.isCredulous = isCredulous
        return rules
      }
    }
  }

  mutating func declare(_ section: inout Section) {
    section.word(
      "mode", &mode, about: "Whether all rules work, or all are as the original has them.")
    section.words(
      "defects", &defects, upTo: Defect.allCases.count, when: .when("mode", mode, is: .safe),
      about: "Rules that are as the original has them.", example: "[\"no lease\"]")
    section.integer(
      "replicas", &replicas, 1...9,
      about: "How many agents replicate the log, the first; all if there are fewer.")
    declareTimes(&section)
    declareMoney(&section)
    declareMechanisms(&section)
    declareBidders(&section)
    section.section(
      "breaker", &breaker, about: "When no more tasks are put out.", example: "{ work: 15 }")
    section.section(
      "raft", &common.raft, about: "The log of the ledger.", example: "{ heartbeat: \"20ms\" }")
  }

  private mutating func declareTimes(_ section: inout Section) {
    section.duration("bidding", &common.rules.bidding, about: "How long sealed bids are taken.")
    section.duration(
      "round", &common.rules.round,
      about: "How long a round of an English auction lasts, and a price of a Dutch one.")
    section.duration(
      "reveal", &common.rules.reveal, about: "How long committed bids may be revealed.")
    section.duration(
      "lease", &common.rules.lease,
      about: "How long an award waits to be taken up, and a task for its result.")
    section.duration(
      "repeat", &common.repeatEvery,
      about: "After which time the auctioneer says again what it has had no answer to.")
    section.integer(
      "invited", &common.invited, 1...200_000,
      about: "To how many agents an auction is announced; without it, to all.", example: "100")
  }

  private mutating func declareMoney(_ section: inout Section) {
    let coins = Int64(1)...1_000_000_000
    section.integer(
      "funds", &common.rules.funds, coins, about: "What each bidder has at the start.")
    section.integer(
      "ownerFunds", &common.rules.ownerFunds, coins, about: "What each owner has at the start.")
    section.integer(
      "budget", &common.rules.budget, coins,
      about: "What a bidder may spend and set aside together; without it, what it has.",
      example: "5000")
    section.integer(
      "fee", &common.rules.fee, 0...1_000,
      about: "The share of each payment that is the fee, in thousandths.")
    section.integer(
      "stake", &common.rules.stake, 0...1_000_000,
      about: "What a worker sets aside for a task, and a bidder for a committed bid.")
    section.integer(
      "slash", &common.rules.slash, 0...1_000,
      about: "The share of the stake that is slashed when they fail, in thousandths.")
  }

  private mutating func declareMechanisms(_ section: inout Section) {
    let price = Int64(1)...1_000_000
    section.integer(
      "reserve", &common.rules.reserve, price, about: "The least price of a sale.")
    section.integer(
      "reward", &common.rules.reward, price, about: "The most that the owner of a task pays.")
    section.integer(
      "start", &common.rules.start, price, about: "Where the clock of a Dutch auction starts.")
    section.integer(
      "step", &common.rules.step, price,
      about: "The least step of an English bid, and that of the clock of a Dutch auction.")
    section.integer(
      "maxRounds", &common.rules.maxRounds, 1...10_000,
      about: "Most rounds of an English auction; with 1 the bidding has a fixed end.")
    section.integer(
      "items", &common.rules.items, 1...16, about: "Items of a combinatorial auction.")
    section.integer(
      "exactItems", &common.rules.exactItems, 0...12,
      about: "Up to this number of items the best sets win; beyond it a greedy choice.")
    section.word(
      "selection", &common.rules.selection,
      about: "Whether a task goes to the lowest price, or to the best of price and reputation.")
  }

  private mutating func declareBidders(_ section: inout Section) {
    section.section(
      "values", &values, about: "What an item is worth to a bidder, drawn for each.",
      example: "{ low: 1, high: 100 }")
    section.section(
      "costs", &costs, about: "What a task costs a worker, drawn for each.",
      example: "{ low: 1, high: 100 }")
    section.integer(
      "synergy", &common.synergy, 0...100,
      about: "How much more a set is worth for each item beyond the first, in per cent.")
    section.integer(
      "bundles", &common.bundles, 1...8, about: "For how many sets of items a bidder bids.")
    section.words(
      "strategies", &strategies, upTo: 100,
      about: "How agents bid, dealt to them in turn; truthful without it.",
      example: "[\"truthful\", \"shading\"]")
    section.integer(
      "shading", &common.shading, 0...90,
      about: "By how much an agent that shades bids less than its value, in per cent.")
    section.agent(
      "deviant", &common.deviant, about: "An agent that bids otherwise than the others.",
      example: "3")
    section.integer(
      "deviation", &common.deviation, -90...200,
      when: Section.Condition(
        common.deviant != nil, current: "without deviant", home: "deviant"),
      about: "By how much more than its value it bids, in per cent; negative for less.")
    section.delay("work", &common.work, about: "How long a task takes.")
    section.integer(
      "capacity", &common.capacity, 1...1_000, about: "Tasks that a worker takes up at once.")
    section.integer(
      "unreliable", &common.unreliable, 0...100,
      about: "The share of agents, the last, that take tasks up and never do them, in per cent.")
  }

  func review(_ section: inout Section) {
    if common.rules.start < common.rules.reserve {
      section.complain(
        firstOf: "start", "reserve", message: "a Dutch auction would end before its first price",
        suggestion: "the start is at least \(common.rules.reserve), the reserve")
    }
    if section.isGiven("breaker"), !breaker.isUsed {
      section.complain("breaker", "it would never open", "give 'work' or 'coordination'")
    } else if defects.contains(.credulousBreaker), !breaker.isUsed {
      section.complain("defects", "there is no breaker", "give 'breaker' as well")
    }
    if strategies.contains(.shading) == false, section.isGiven("shading") {
      section.complain(
        "shading", "nobody shades its bids", "give the strategy 'shading' to some agents")
    }
    for (name, span) in [("bidding", common.rules.bidding), ("reveal", common.rules.reveal)]
    where common.repeatEvery > span {
      section.complain(
        firstOf: "repeat", name, message: "what is lost would not be said again in time",
        suggestion: "repeat is at most \(DurationText.exact(span)), as \(name)")
    }
    if common.rules.ownerFunds < common.rules.reward {
      section.complain(
        firstOf: "ownerFunds", "reward", message: "no owner could pay for a task",
        suggestion: "ownerFunds are at least \(common.rules.reward), the reward")
    }
  }

  /// The settings of a cluster with these agents and owners.
  func settings(agents: Int, owners: Int, seed: UInt64) -> Economy.Settings {
    var settings = common
    settings.replicas = Swift.min(replicas, agents)
    settings.rules.bidders = agents
    settings.rules.owners = owners
    settings.rules.defects = DefectSet(mode == .asWritten ? Defect.allCases : defects)
    settings.rules.breakers = breaker.rules(
      isCredulous: settings.rules.has(.credulousBreaker))
    settings.values = values.low...values.high
    settings.costs = costs.low...costs.high
    if !strategies.isEmpty { settings.strategies = strategies }
    settings.key = RandomStream.mix(seed)
    return settings
  }
}
