public import Protocols
public import Scenarios
public import Simulator

/// Membership by SWIM, with or without the rules of Lifeguard, and a client that lets agents leave.
public struct SwimExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<SwimWatch<SwimClientNote>, SwimMeter>

  public let settings: Swim.Settings
  public let driver: SwimLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = SwimSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = SwimLoad(SwimLoadSection(bound.load).load(bound))
    let impairing = bound.conditions.faults.indices.filter {
      switch bound.conditions.faults[$0].action {
      case .slow, .pause, .cut(.isolate, _, _): true
      default: false
      }
    }
    watch = Self.watch(bound.conditions.agents.count, settings, impairing: Set(impairing))
  }

  private static func watch(
    _ agentCount: Int, _ settings: Swim.Settings, impairing: Set<Int> = []
  ) -> Watch {
    Pair(
      Pair(
        SwimInvariants(agentCount: agentCount, settings), StateTimeline(agentCount: agentCount)),
      SwimMeter(agentCount: agentCount, period: settings.period, impairing: impairing))
  }

  /// Every agent has a table and an order of all, and checks know the same.
  public static func leastBytes(of scenario: Scenario) -> Int64 {
    let agents = Int64(scenario.agents.count)
    return agents * agents * 8
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "membership",
      about: "Group membership: SWIM (Das et al., 2002) and Lifeguard (Dadgar et al., 2018).",
      Swim.self, settings: SwimSection.self, load: SwimLoadSection.self,
      watch: watch(0, Swim.Settings()), mutants: Mutant.all(Swim.Mistake.self))
  }
}
