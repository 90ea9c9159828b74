public import Protocols
public import Scenarios
public import Simulator

/// Caches of variables that one server owns, and clients that read and write them.
public struct CachingExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<
    Pair<CachingInvariants, StateTimeline<Caching, CachingClientNote>>, CachingMeter
  >

  public let settings: Caching.Settings
  public let driver: CachingLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = CachingSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = CachingLoad(CachingLoadSection(bound.load).load(bound))
    watch = Self.watch(settings, agentCount: bound.conditions.agents.count)
  }

  private static func watch(_ settings: Caching.Settings, agentCount: Int) -> Watch {
    Pair(
      Pair(CachingInvariants(settings), StateTimeline(agentCount: agentCount)),
      CachingMeter(agentCount: agentCount))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "caching",
      about: "Local caching under leases (Gray and Cheriton, 1989), and calls against casts.",
      Caching.self, settings: CachingSection.self, load: CachingLoadSection.self,
      watch: watch(Caching.Settings(), agentCount: 0),
      mutants: Mutant.all(Caching.Mistake.self))
  }
}
