public import Protocols
public import Scenarios
public import Simulator

/// A replicated key-value store, and clients that read and write it.
public struct StoreExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<StoreInvariants, StoreMeter>

  public let settings: VersionedStore.Settings
  public let driver: StoreLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = StoreSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = StoreLoad(StoreLoadSection(bound.load).load(bound, settings))
    watch = Self.watch(settings, agentCount: bound.conditions.agents.count)
  }

  private static func watch(_ settings: VersionedStore.Settings, agentCount: Int) -> Watch {
    Pair(StoreInvariants(settings), StoreMeter(settings, agentCount: agentCount))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "store",
      about: "A replicated key-value store: last write wins, siblings and version vectors.",
      VersionedStore.self, settings: StoreSection.self, load: StoreLoadSection.self,
      watch: watch(VersionedStore.Settings(), agentCount: 0),
      mutants: Mutant.all(VersionedStore.Mistake.self))
  }
}

extension StoreInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(StoreCheck.names, violation)
  }
}
