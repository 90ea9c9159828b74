import Protocols
import Scenarios
import Simulator

/// The section `balancing`.
struct BalancingSection: Configurable {
  /// The protocol's settings.
  private(set) var settings = Balancing.Settings()
  private var overloadCPU: Int32?

  mutating func declare(_ section: inout Section) {
    section.integer(
      "balancers", &settings.balancers, 1...63,
      about: "The first agents: one balances, the others stand by. The rest are workers.")
    section.word("strategy", &settings.strategy, about: "How a worker is chosen.")
    declareStrategy(&section)
    section.words(
      "asWritten", &settings.asWritten, upTo: 6,
      about: "Rules that stay as the original has them, mistakes included.",
      example: "[\"never monitors\"]")
    declareReports(&section)
    declareLeases(&section)
    declareLimits(&section)
    declareBreakers(&section)
    section.duration(
      "heartbeat", &settings.heartbeat,
      when: standsBy, about: "Longest time that standbys are left without a message.")
    section.durationRange(
      "takeover", &settings.takeover,
      when: standsBy, about: "Silence after which a standby takes over, drawn anew each time.")
  }

  private var standsBy: Section.Condition {
    Section.Condition(
      settings.balancers > 1, current: "with one balancer", home: "balancers above 1")
  }

  private mutating func declareStrategy(_ section: inout Section) {
    section.integer(
      "choices", &settings.choices, 1...100,
      when: .when("strategy", settings.strategy, is: .choices, .auction),
      about: "Workers that are drawn for a task: to choose among, or to ask for bids.")
    let isHashing = Section.Condition.when("strategy", settings.strategy, is: .boundedHashing)
    section.chance(
      "slack", &settings.slack, when: isHashing,
      about: "How far a worker's load may exceed the mean.")
    section.integer(
      "ringPoints", &settings.ringPoints, 1...1000, when: isHashing,
      about: "Points of each worker on the ring.")
    section.duration(
      "bidWindow", &settings.bidWindow,
      when: .when("strategy", settings.strategy, is: .auction),
      about: "How long bids are waited for.")
  }

  private mutating func declareReports(_ section: inout Section) {
    section.flag(
      "inFlight", &settings.countsInFlight,
      about: "Whether loads are what the balancer has assigned, or only what workers report.")
    section.duration(
      "reportEvery", &settings.reportEvery, about: "Time between a worker's reports.")
    section.chance(
      "smoothing", &settings.smoothing,
      about: "Share of earlier reports that is kept in a later one.")
    section.integer(
      "taskMemory", &settings.taskMemory, 0...100_000,
      about: "Memory that each task takes at its worker, in MiB.")
  }

  private mutating func declareLeases(_ section: inout Section) {
    section.duration(
      "lease", &settings.lease, about: "How long a worker keeps its tasks without a report.")
    section.duration(
      "limit", &settings.limit, 1...Shape.longestDuration,
      about: "How long a task may stay at a worker; no limit without it.", example: "\"10s\"")
    section.duration(
      "resend", &settings.resend, about: "Time after which what was not answered is sent again.")
  }

  private mutating func declareLimits(_ section: inout Section) {
    section.integer(
      "perWorker", &settings.perWorker, 1...1_000_000,
      about: "Most tasks at one worker; no limit without it.", example: "1")
    section.integer(
      "pending", &settings.pending, 0...10_000_000, about: "Most tasks that wait for a worker.")
    section.duration(
      "shed", &settings.shed, 1...Shape.longestDuration,
      about: "New tasks are refused while the first that waits has waited longer than this.",
      example: "\"100ms\"")
    section.integer(
      "overloadCPU", &overloadCPU, 0...100,
      about: "A worker that is busy for more per cent of its time is overloaded.",
      example: "90")
    if let overloadCPU { settings.thresholds.cpu = overloadCPU * 10 }
    section.integer(
      "overloadMemory", &settings.thresholds.memory, 0...1_000_000,
      about: "A worker that uses more than this, in MiB, is overloaded.", example: "1024")
    section.integer(
      "overloadActive", &settings.thresholds.active, 0...1_000_000,
      about: "A worker that has more tasks than this is overloaded.", example: "10")
    let hasThreshold =
      settings.thresholds != Balancing.Thresholds() || settings.asWritten.contains(.fixedThresholds)
    section.chance(
      "hysteresis", &settings.hysteresis,
      when: Section.Condition(
        hasThreshold, current: "without a threshold",
        home: "overloadCPU, overloadMemory or overloadActive"),
      about: "How far below its thresholds a worker is overloaded no longer.")
  }

  private mutating func declareBreakers(_ section: inout Section) {
    section.integer(
      "ejectAt", &settings.ejectAt, 2...1000,
      about: "A worker this many times as slow as the others gets no tasks for a while.",
      example: "3")
    section.duration(
      "ejectFor", &settings.ejectFor,
      when: Section.Condition(settings.ejectAt != nil, current: "without ejectAt", home: "ejectAt"),
      about: "How long at first; twice as long each time that it is still slow.")
  }

  func review(_ section: inout Section) {
    if settings.lease <= settings.reportEvery {
      section.complain(
        firstOf: "lease", "reportEvery",
        message: "a worker would lose its tasks before its next report",
        suggestion: "the lease must be longer than \(DurationText.exact(settings.reportEvery))")
    }
    if settings.balancers > 1, settings.heartbeat >= settings.takeover.lowerBound {
      section.complain(
        firstOf: "heartbeat", "takeover",
        message: "standbys would take over before the next heartbeat comes",
        suggestion: "the heartbeat must be shorter than "
          + DurationText.exact(settings.takeover.lowerBound))
    }
    reviewRules(&section)
    guard let scenario = section.scenario, scenario.agents.count <= settings.balancers else {
      return
    }
    section.complain(
      firstOf: "balancers", "strategy", message: "there would be no worker",
      suggestion: "agents is more than \(settings.balancers)")
  }

  /// A rule that a run cannot show is a mistake in the file.
  private func reviewRules(_ section: inout Section) {
    let homes: [(Balancing.Rule, Balancing.Strategy)] = [
      (.counterRoundRobin, .roundRobin), (.newcomersFirst, .performance),
      (.logsRebalance, .stealing),
    ]
    for (rule, strategy) in homes
    where settings.asWritten.contains(rule) && settings.strategy != strategy {
      section.complain(
        "asWritten", "'\(rule.word)' says nothing of strategy '\(settings.strategy.word)'",
        "it belongs to strategy '\(strategy.word)'")
    }
    if settings.strategy == .boundedHashing, !settings.countsInFlight {
      section.complain(
        firstOf: "inFlight", "strategy", message: "bounded loads are those in flight",
        suggestion: "leave inFlight true")
    }
  }
}
