public import Protocols
public import Scenarios
public import Simulator

/// Groups of agents for rounds of common work, by the rules of TorchElastic, TorchFT and hivemind.
public struct RendezvousExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<Pair<RendezvousInvariants, RendezvousMeter>, RendezvousTimeline>

  public let settings: Rendezvous.Settings
  public let driver = NoLoad<Rendezvous>()
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = RendezvousSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    watch = Self.watch(agentCount: bound.conditions.agents.count, settings)
  }

  private static func watch(agentCount: Int, _ settings: Rendezvous.Settings) -> Watch {
    Pair(
      Pair(
        RendezvousInvariants(agentCount: agentCount, settings),
        RendezvousMeter(agentCount: agentCount)),
      RendezvousTimeline(agentCount: agentCount))
  }

  public static func leastBytes(of scenario: Scenario) -> Int64 {
    // Every peer comes to know of every other.
    let count = Int64(scenario.agents.count)
    let isMatchmaking =
      RendezvousSection(scenario.settings).settings.method == .matchmaking
    return isMatchmaking ? 64 * count * count : 0
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "rendezvous",
      about: "Groups for rounds of common work, by a store, a lighthouse or matchmaking.",
      Rendezvous.self, settings: RendezvousSection.self, load: NoSettings.self,
      watch: watch(agentCount: 0, Rendezvous.Settings()),
      mutants: Mutant.all(Rendezvous.Mistake.self))
  }
}

extension RendezvousInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(RendezvousCheck.names, violation)
  }
}
