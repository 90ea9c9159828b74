public import Protocols
public import Scenarios
public import Simulator

/// Barriers with clients that bring agents to them, round after round.
public struct BarrierExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<BarrierWatch<BarrierClientNote>, BarrierMeter>

  public let settings: Barrier.Settings
  public let driver: BarrierLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = BarrierSection(bound.settings).barrier
    settings.mistake = bound.mistake()
    self.settings = settings
    let load = BarrierLoadSection(bound.load).load(bound, settings)
    driver = BarrierLoad(load)
    watch = Self.watch(settings, load)
  }

  private static func watch(
    _ settings: Barrier.Settings, _ load: BarrierLoad.Settings
  ) -> Watch {
    Pair(
      Pair(BarrierInvariants(agentCount: load.agents, settings), BarrierTimeline()),
      BarrierMeter(load))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "barrier",
      about:
        "Barriers among agents: central, tree and dissemination, and as the brief writes them.",
      Barrier.self, settings: BarrierSection.self, load: BarrierLoadSection.self,
      watch: watch(Barrier.Settings(), BarrierLoad.Settings(agents: 1)),
      mutants: Mutant.all(Barrier.Mistake.self))
  }
}
