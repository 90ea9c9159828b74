public import Protocols
public import Scenarios
public import Simulator

/// Auctions and payments over a replicated ledger, and clients that ask for them.
public struct EconomyExperiment: Experiment {
  /// What checks and measures a run.
  public typealias Watch = Pair<
    Pair<EconomyInvariants, Focus<EconomyLog, RaftInvariants<Nothing>>>,
    Pair<StateTimeline<Economy, EconomyClientNote>, EconomyMeter>
  >

  public let settings: Economy.Settings
  public let driver: EconomyLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    let agents = bound.conditions.agents.count
    let load = EconomyLoadSection(bound.load)
    var settings = EconomySection(bound.settings).settings(
      agents: agents, owners: load.ownerCount, seed: bound.seed)
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = EconomyLoad(load.load(bound, settings))
    watch = Self.watch(settings, agentCount: agents)
  }

  private static func watch(_ settings: Economy.Settings, agentCount: Int) -> Watch {
    Pair(
      Pair(EconomyInvariants(settings), Focus(RaftInvariants(agentCount: agentCount))),
      Pair(StateTimeline(agentCount: agentCount), EconomyMeter(settings)))
  }

  /// Entries of the log that agents know to be committed.
  public static var told: Told<Economy.Note, EconomyClientNote> {
    Told(level: { if case .raft(let note) = $0 { note.committedLevel } else { nil } })
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "economy",
      about: "Tasks and items allocated by auction, and payments, over a replicated ledger.",
      Economy.self, settings: EconomySection.self, load: EconomyLoadSection.self,
      watch: watch(Economy.Settings(agents: 1), agentCount: 0),
      mutants: Mutant.all(Economy.Mistake.self))
  }
}
