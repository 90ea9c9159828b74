public import Protocols
public import Scenarios
public import Simulator

/// Averaging among agents that are absent now and then, by eight methods.
public struct AveragingExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<AveragingInvariants, AveragingMeter>

  /// A mistake for `mutant`: what a division leaves over is dropped.
  public static let careless = "drops remainders"
  /// A mistake for `mutant`: a part that is sent again counts again.
  public static let forgetful = "counts repeats"

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
    settings.keepsRemainders = bound.mutant != Self.careless
    settings.recognisesRepeats = bound.mutant != Self.forgetful
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
      mutantNames: [careless, forgetful])
  }
}

extension AveragingInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(AveragingCheck.names, violation)
  }
}
