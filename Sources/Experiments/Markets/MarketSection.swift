import Protocols
import Scenarios
import Simulator

/// The section `market`.
struct MarketSection: Configurable {
  /// The settings, but for the seed.
  private(set) var common = Market.Settings()

  mutating func declare(_ section: inout Section) {
    section.integer(
      "replicas", &common.replicas, 1...101,
      about: "Agents, from the first on, that replicate the exchange; the others trade.")
    section.word(
      "mode", &common.mode,
      about: "Whether orders trade as they come, or all at once in intervals, by call or by price.")
    section.word(
      "rules", &common.rules,
      about: "Whether the exchange keeps its rules, or which it breaks as the original does.")
    declareClearing(&section)
    declareTraders(&section)
    declareTimes(&section)
    section.section(
      "raft", &common.raft, about: "The log that orders what traders ask for.",
      example: "{ heartbeat: \"20ms\" }")
  }

  private mutating func declareClearing(_ section: inout Section) {
    let isCall = Section.Condition.when("mode", common.mode, is: .call)
    let gropes = Section.Condition.when("mode", common.mode, is: .tatonnement)
    section.duration(
      "interval", &common.interval,
      when: .when("mode", common.mode, is: .call, .tatonnement),
      about: "Time between two clearings.")
    section.word(
      "allocation", &common.allocation, when: isCall,
      about: "Who gets the last units of a call: the first orders, or all in proportion.")
    section.word(
      "pricing", &common.pricing, when: isCall,
      about: "Whether a unit of a call costs all the same, or is priced by trade reduction.")
    section.integer(
      "gain", &common.gain, 1...1_000_000, when: gropes,
      about: "How much of the excess demand a price rises by, in thousandths.")
    section.integer(
      "steps", &common.steps, 1...10_000, when: gropes,
      about: "The most prices that are cried at a clearing.")
  }

  private mutating func declareTraders(_ section: inout Section) {
    section.word("strategy", &common.strategy, about: "How traders choose their prices.")
    section.integer(
      "shade", &common.shade, 1...999, when: .when("strategy", common.strategy, is: .shading),
      about: "How far a shading trader stays off its limit, in thousandths of it.")
    section.integer(
      "lowest", &common.lowest, 1...1_000_000, about: "The least that a unit is worth or costs.")
    section.integer("highest", &common.highest, 1...1_000_000, about: "The most.")
    section.integer(
      "units", &common.units, 1...1_000_000, about: "Units that each trader wants to trade in all.")
    section.integer("lot", &common.lot, 1...65_535, about: "Most units of one order.")
    section.integer(
      "coins", &common.coins, 1...1_000_000_000_000,
      about: "Coins that each account is opened with.")
    section.chance(
      "marketOrders", &common.marketOrders, when: .when("mode", common.mode, is: .continuous),
      about: "Share of the orders without a limit.")
  }

  private mutating func declareTimes(_ section: inout Section) {
    section.delay(
      "pause", &common.pause, about: "Time between the end of an order and the trader's next.")
    section.duration(
      "patience", &common.patience, about: "How long an order rests before it is withdrawn.")
    section.duration(
      "retry", &common.retry,
      about: "Wait before a request is repeated, doubled each time.")
    section.duration("longestRetry", &common.longestRetry, about: "The longest such wait.")
    var stop: Nanoseconds?
    section.duration(
      "stop", &stop, about: "When traders stop entering orders; without it, never.",
      example: "\"50s\"")
    common.stop = stop ?? .never
  }

  func review(_ section: inout Section) {
    reviewTraders(&section)
    reviewRules(&section)
    if common.longestRetry < common.retry {
      section.complain(
        firstOf: "longestRetry", "retry",
        message: "the longest wait is shorter than the first",
        suggestion: "it is at least \(DurationText.exact(common.retry))")
    }
    if common.mode != .continuous, common.patience <= common.interval {
      section.complain(
        firstOf: "patience", "interval",
        message: "orders would be withdrawn before the market is cleared",
        suggestion:
          "the patience is longer than \(DurationText.exact(common.interval)), the interval")
    }
    guard let scenario = section.scenario else { return }
    if scenario.agents.count < common.replicas + 2 {
      section.complain(
        "replicas", "there would be nobody to trade with",
        "agents is \(common.replicas + 2) or more, or replicas less")
    }
    let replicas = scenario.agents.prefix(common.replicas)
    if !replicas.contains(where: { $0.traits.boolean("mayLead") }) {
      section.complain("replicas", "no replica may lead", "let one of them")
    }
    if common.stop < .never, common.stop > scenario.duration {
      section.complain(
        "stop", "the run is over by then",
        "it ends at \(DurationText.exact(scenario.duration))")
    }
  }

  private func reviewTraders(_ section: inout Section) {
    if common.lowest > common.highest {
      section.complain(
        firstOf: "lowest", "highest", message: "the lowest limit is above the highest",
        suggestion: "at most \(common.highest)")
    }
    if common.lot > common.units {
      section.complain(
        firstOf: "lot", "units", message: "no order would have so many units",
        suggestion: "at most \(common.units), what a trader wants in all")
    }
    if common.coins < common.lot * common.highest {
      section.complain(
        firstOf: "coins", "lot", message: "a trader could not pay for an order",
        suggestion: "at least \(common.lot * common.highest)")
    }
  }

  /// A rule that is broken must be one of the mode.
  private func reviewRules(_ section: inout Section) {
    let home: Market.Mode? =
      switch common.rules {
      case .safe, .deafCancel, .newestFirst, .asWritten: nil
      case .midpoint, .sentinels: .continuous
      case .bestLevels, .firstTakesAll: .call
      case .randomWalk: .tatonnement
      }
    if let home, home != common.mode {
      section.complain(
        "rules", "with mode '\(common.mode.word)' this says nothing", "use mode \(home.word)")
    }
    if common.rules == .sentinels, common.marketOrders.isZero {
      section.complain(
        "rules", "without orders at the market this says nothing", "give marketOrders as well")
    }
  }

  /// The settings that the section stands for, in a scenario with this seed.
  func settings(_ bound: Bound) -> Market.Settings {
    var settings = common
    settings.seed = bound.seed
    settings.raft.nonCandidates = bound.nonCandidates
    settings.mistake = bound.mistake()
    return settings
  }
}
