public import Protocols
public import Scenarios
public import Simulator

/// Workers' reputation, kept by agents as a replicated set of ratings, and raters of whom some lie.
public struct ReputationExperiment: Experiment {
  public typealias Subject = Reputation
  public typealias Driver = ReputationLoad
  /// What checks and measures a run.
  public typealias Watch = Pair<ReputationInvariants, ReputationMeter>

  public let settings: Reputation.Settings
  public let driver: ReputationLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = ReputationSection(bound.settings).settings
    let load = RaterSection(bound.load).load(bound)
    settings.raters = load.raters
    settings.seed = bound.seed
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = ReputationLoad(load, settings)
    watch = Self.watch(settings, agentCount: bound.conditions.agents.count)
  }

  private static func watch(_ settings: Reputation.Settings, agentCount: Int) -> Watch {
    Pair(
      ReputationInvariants(settings, agentCount: agentCount),
      ReputationMeter(settings, agentCount: agentCount))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "reputation",
      about: "Ratings of tasks as a replicated set that only grows, and what lies do to scores.",
      Reputation.self, settings: ReputationSection.self, load: RaterSection.self,
      watch: watch(Reputation.Settings(), agentCount: 0),
      mutants: Mutant.all(Reputation.Mistake.self))
  }
}

extension ReputationInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(ReputationCheck.names, violation)
  }
}
