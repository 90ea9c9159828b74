public import Protocols
public import Scenarios
public import Simulator

/// Trees of supervised processes with clients that call workers and make them exit.
public struct SupervisionExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<
    Pair<SupervisionInvariants<SupervisionClientNote>, SupervisionTimeline>, SupervisionMeter
  >

  public let settings: Supervision.Settings
  public let driver: SupervisionLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = SupervisionSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    let agents = bound.conditions.agents.count
    driver = SupervisionLoad(SupervisionLoadSection(bound.load).settings(bound, settings.tree))
    watch = Self.watch(settings.tree, agents: agents)
  }

  private static func watch(_ tree: Supervision.Tree, agents: Int) -> Watch {
    Pair(
      Pair(SupervisionInvariants(agentCount: agents, tree), SupervisionTimeline()),
      SupervisionMeter(tree, agents: agents))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "supervision",
      about: "Trees of supervised processes on agents, by the rules of Erlang/OTP.",
      Supervision.self, settings: SupervisionSection.self, load: SupervisionLoadSection.self,
      watch: watch(Supervision.Settings().tree, agents: 1),
      mutants: Mutant.all(Supervision.Mistake.self))
  }
}
