public import Protocols
public import Scenarios
public import Simulator

/// Averaging among agents that are absent now and then, by eight methods.
public struct AveragingExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<AveragingInvariants, AveragingMeter>

  public let settings: Averaging.Settings
  public let driver = NoLoad<Averaging>()
  public let watch: Watch

  public init(_ bound: Bound) {
    let section = AveragingSection(bound.settings)
    var settings = section.settings
    if section.key == nil {
      // Beside the numbers of faults and clocks, which a seed plans too.
      var stream = RandomStream(seed: bound.seed, .plan, 2 << 32)
      settings.key = stream.next()
    }
    settings.mistake = bound.mistake()
    self.settings = settings
    watch = Self.watch(agentCount: bound.conditions.agents.count, settings, section.targets)
  }

  private static func watch(
    agentCount: Int, _ settings: Averaging.Settings, _ targets: AveragingMeter.Targets
  ) -> Watch {
    Pair(
      AveragingInvariants(agentCount: agentCount, settings),
      AveragingMeter(agentCount: agentCount, settings, targets))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "averaging",
      about: "Numbers averaged among agents: all-reduce, gossip, push-sum, groups and grids.",
      Averaging.self, settings: AveragingSection.self, load: NoSettings.self,
      watch: watch(agentCount: 0, Averaging.Settings(), AveragingMeter.Targets()),
      mutants: Mutant.all(Averaging.Mistake.self))
  }
}

extension AveragingInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(AveragingCheck.names, violation)
  }
}
