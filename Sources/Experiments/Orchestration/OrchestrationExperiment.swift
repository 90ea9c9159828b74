public import Protocols
public import Scenarios
public import Simulator

/// The brief's three use cases: work in rounds, held together by barriers.
public struct OrchestrationExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<BarrierWatch<OrchestrationNote>, OrchestrationMeter>

  public let settings: Barrier.Settings
  public let driver: OrchestrationLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    let section = OrchestrationSection(bound.settings)
    settings = section.barrier
    let load = OrchestrationLoadSection(bound.load).load(bound, section)
    driver = OrchestrationLoad(load)
    watch = Self.watch(settings, load)
  }

  private static func watch(
    _ settings: Barrier.Settings, _ load: OrchestrationLoad.Settings
  ) -> Watch {
    Pair(
      Pair(BarrierInvariants(agentCount: load.agents, settings), BarrierTimeline()),
      OrchestrationMeter(load))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "orchestration",
      about: "Work in rounds between barriers: the brief's use cases, safe and as written.",
      Barrier.self, settings: OrchestrationSection.self, load: OrchestrationLoadSection.self,
      watch: watch(Barrier.Settings(), OrchestrationLoad.Settings(agents: 1)))
  }
}
