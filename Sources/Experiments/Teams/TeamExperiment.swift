public import Protocols
public import Scenarios
public import Simulator

/// Teams that compute in rounds, and the client that waits for what they find.
public struct TeamExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<TeamWatch, TeamMeter>

  public let settings: TeamAgent.Settings
  public let driver: TeamLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    settings = TeamSection(bound.settings).settings(bound)
    driver = TeamLoad(TeamLoadSection(bound.load).load(bound))
    watch = Self.watch(agentCount: bound.conditions.agents.count, settings)
  }

  /// Every agent has a clock of every other, and data is drawn before anything starts.
  public static func leastBytes(of scenario: Scenario) -> Int64 {
    let agents = Int64(scenario.agents.count)
    return agents * agents * Int64(MemoryLayout<VectorClock>.stride)
      + TeamSection(scenario.settings).leastBytes
  }

  /// The course and the twin with which every run is compared.
  public static func leastWork(of scenario: Scenario) -> Int64 {
    TeamSection(scenario.settings).leastWork(agents: scenario.agents.count)
  }

  private static func watch(agentCount: Int, _ settings: TeamAgent.Settings) -> Watch {
    Pair(
      settings.watch(agentCount: agentCount),
      TeamMeter(agentCount: agentCount, settings))
  }

  public static var vocabulary: Vocabulary {
    let settings = TeamSection().settings(
      agents: 1, seed: 1, Election.Directory(agentCount: 1))
    return Vocabulary(
      name: "team",
      about:
        "Agents that elect, deliberate, synchronise and meet at barriers to compute something together.",
      TeamAgent.self, settings: TeamSection.self, load: TeamLoadSection.self,
      watch: watch(agentCount: 1, settings), traits: [.mayLead, .scores],
      mutants: Mutant.all(TeamAgent.Mistake.self))
  }
}
