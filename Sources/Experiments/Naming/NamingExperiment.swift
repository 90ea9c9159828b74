public import Protocols
public import Scenarios
public import Simulator

/// A registry of names at every agent, whose connections are lost and come back.
public struct NamingExperiment: Experiment {
  public typealias Subject = Naming
  public typealias Driver = NoLoad<Naming>
  /// What checks and measures a run.
  public typealias Watch = Pair<NamingInvariants, NamingMeter>

  public let settings: Naming.Settings
  public let driver = NoLoad<Naming>()
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = NamingSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    watch = Self.watch(settings, agentCount: bound.conditions.agents.count)
  }

  private static func watch(_ settings: Naming.Settings, agentCount: Int) -> Watch {
    Pair(
      NamingInvariants(settings, agentCount: agentCount),
      NamingMeter(settings, agentCount: agentCount))
  }

  public static var vocabulary: Vocabulary {
    var vocabulary = Vocabulary(
      name: "names",
      about: "A registry of names at every agent, and partitions that overlap.",
      Naming.self, settings: NamingSection.self, load: NoSettings.self,
      watch: watch(Naming.Settings(), agentCount: 0), mutants: Mutant.all(Naming.Mistake.self))
    vocabulary.restsOnConnections = true
    return vocabulary
  }
}

extension NamingInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(NamingCheck.names, violation)
  }
}
