public import Simulator

/// A span of a run that a scenario names: from a moment to a milestone.
public struct Timing: Hashable, Sendable {
  /// What scenarios and reports call it.
  public let name: String
  /// One of the vocabulary's `milestoneNames`.
  public let milestone: Int
  /// How often the milestone is to be reached from the moment on, or to which level it is to come.
  public let count: Int64
  /// From when it counts; of a fault that repeats, each time anew.
  public let since: Expectation.Moment
  /// A milestone from which it counts instead, each time anew that it is reached while no span runs; one of
  /// the vocabulary's `milestoneNames`.
  public let start: Int?
  /// The agent whose milestones alone count, or nil for those of all.
  public let agent: AgentID?
  /// How many different agents must have stated the milestone.
  public let agents: Int
  /// Whether the last time counts at which the milestone was reached, and not the first.
  public let isLast: Bool

  /// A span from a moment to a milestone.
  public init(
    name: String, milestone: Int, count: Int64 = 1, since: Expectation.Moment = .start,
    start: Int? = nil, agent: AgentID? = nil, agents: Int = 1, isLast: Bool = false
  ) {
    self.name = name
    self.milestone = milestone
    self.count = count
    self.since = since
    self.start = start
    self.agent = agent
    self.agents = agents
    self.isLast = isLast
  }
}

extension Timing {
  /// What reports know it as.
  func measure(_ vocabulary: Vocabulary) -> Measure {
    var goal = vocabulary.milestoneNames[milestone]
    if count > 1 { goal += " \(count)" }
    if agents > 1 { goal += " of \(agents) agents" }
    if let agent { goal += " of \(agent.description)" }
    let moment: String =
      switch (start, since) {
      case (let start?, _): "each '\(vocabulary.milestoneNames[start])'"
      case (nil, .start): "the start"
      case (nil, .beginOf(let fault)): "the begin of \(fault)"
      case (nil, .endOf(let fault)): "the end of \(fault)"
      }
    return Measure(
      name, .duration, .histogram,
      about: "Time from \(moment) to the \(isLast ? "last" : "first") '\(goal)' after it.")
  }
}

/// What ends a run before its duration is over.
public struct RunEnd: Hashable, Sendable {
  /// The milestone, and from when it counts.
  public let timing: Timing
  /// For how long the milestone must not be reached again; the run ends when this has passed.
  public let quiet: Nanoseconds

  /// An end of runs.
  public init(_ timing: Timing, quiet: Nanoseconds) {
    self.timing = timing
    self.quiet = quiet
  }
}

extension Scenario {
  /// What reports know a timing as.
  public func measureOfTiming(_ index: Int) -> Measure {
    vocabulary.measures[vocabulary.measures.count - probes.count - timings.count + index]
  }

  /// What reports know a measure of one agent, some clients or one request as.
  public func measureOfProbe(_ index: Int) -> Measure {
    vocabulary.measures[vocabulary.measures.count - probes.count + index]
  }
}
