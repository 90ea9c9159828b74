import Protocols
import Scenarios
import Simulator

/// The section `budget`.
struct BudgetSection: Configurable {
  /// The settings, but for the seed and the workers.
  private(set) var common = Budget.Settings()

  mutating func declare(_ section: inout Section) {
    section.integer(
      "replicas", &common.replicas, 1...101,
      about: "Agents, from the first on, that replicate the log; the others are workers.")
    section.word("rule", &common.rule, about: "How the planner chooses tasks.")
    section.flag(
      "heedsTotal", &common.heedsTotal,
      about: "Whether replicas heed the budget and its reserve, or grant whatever is planned.")
    section.integer("coins", &common.coins, 1...1_000_000_000, about: "Coins that there are.")
    section.integer(
      "reserve", &common.reserve, 0...1_000_000_000,
      about: "Coins of them that must not be spent.")
    section.integer("tasks", &common.tasks, 1...1_000, about: "Tasks of each worker.")
    var (least, most) = (common.cost.lowerBound, common.cost.upperBound)
    section.integer("leastCost", &least, 1...1_000_000, about: "The least that a task costs.")
    section.integer("mostCost", &most, 1...1_000_000, about: "The most.")
    if least <= most { common.cost = least...most }
    isTurned = least > most
    section.durationRange(
      "duration", &common.duration, about: "How long tasks take, drawn for each.")
    section.durationRange(
      "deadline", &common.deadline, about: "When tasks must be done, drawn for each.")
    declareTimes(&section)
  }

  private var isTurned = false

  private mutating func declareTimes(_ section: inout Section) {
    section.duration(
      "interval", &common.interval, about: "Time between two rounds of collecting and planning.")
    section.duration("window", &common.window, about: "How long a planner waits for offers.")
    section.duration(
      "lease", &common.lease, about: "How long a grant holds until the task is started.")
    section.duration(
      "retry", &common.retry, about: "Wait before a worker repeats what was not answered.")
    section.section(
      "raft", &common.raft, about: "The log that orders grants and starts.",
      example: "{ heartbeat: \"20ms\" }")
  }

  func review(_ section: inout Section) {
    if isTurned {
      section.complain(
        firstOf: "leastCost", "mostCost", message: "the least cost is above the most",
        suggestion: "at most the other")
    }
    if common.reserve >= common.coins {
      section.complain(
        firstOf: "reserve", "coins", message: "nothing may be spent",
        suggestion: "less than \(common.coins), the coins that there are")
    }
    if !common.heedsTotal, common.reserve > 0 {
      section.complain(
        "reserve", "where the total is not heeded this says nothing", "leave it out")
    }
    if common.window >= common.interval {
      section.complain(
        firstOf: "window", "interval", message: "a round would end before offers are planned",
        suggestion: "the window is shorter than \(DurationText.exact(common.interval))")
    }
    guard let scenario = section.scenario else { return }
    if scenario.agents.count <= common.replicas {
      section.complain(
        "replicas", "there would be no worker", "agents is \(common.replicas + 1) or more")
    }
    let replicas = scenario.agents.prefix(common.replicas)
    if !replicas.contains(where: { $0.traits.boolean("mayLead") }) {
      section.complain("replicas", "no replica may lead", "let one of them")
    }
  }

  /// The settings that the section stands for, in a scenario with these agents and this seed.
  func settings(_ bound: Bound) -> Budget.Settings {
    var settings = common
    settings.seed = bound.seed
    settings.workers = max(0, bound.conditions.agents.count - settings.replicas)
    settings.raft.nonCandidates = bound.nonCandidates
    settings.mistake = bound.mistake()
    return settings
  }
}
