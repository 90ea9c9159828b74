public import Protocols
public import Scenarios
public import Simulator

/// Agents that trade on a replicated exchange.
public struct MarketExperiment: Experiment {
  public typealias Subject = Market
  public typealias Driver = NoLoad<Market>
  /// What checks and measures a run.
  public typealias Watch = Pair<
    Pair<MarketInvariants, Focus<MarketLog, RaftInvariants<Nothing>>>,
    Pair<MarketMeter, Focus<MarketLog, RaftMeter<Nothing>>>
  >

  public let settings: Market.Settings
  public let driver = NoLoad<Market>()
  public let watch: Watch

  public init(_ bound: Bound) {
    settings = MarketSection(bound.settings).settings(bound)
    watch = Self.watch(settings, agentCount: bound.conditions.agents.count)
  }

  private static func watch(_ settings: Market.Settings, agentCount: Int) -> Watch {
    let replicas = min(settings.replicas, agentCount)
    return Pair(
      Pair(
        MarketInvariants(settings, agentCount: agentCount),
        Focus(RaftInvariants(agentCount: replicas))),
      Pair(
        MarketMeter(settings, agentCount: agentCount), Focus(RaftMeter(agentCount: replicas))))
  }

  /// Accounts, seats and numbers of requests of each trader at each replica.
  public static func leastBytes(of scenario: Scenario) -> Int64 {
    let settings = MarketSection(scenario.settings).common
    return Int64(settings.replicas) * Int64(scenario.agents.count) * 68
  }

  /// Entries of the log that agents know to be committed.
  public static var told: Told<Market.Note, Nothing> {
    Told(level: { if case .raft(let note) = $0 { note.committedLevel } else { nil } })
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "market",
      about: "Double auctions, call auctions and tatonnement on a replicated exchange.",
      Market.self, settings: MarketSection.self, load: NoSettings.self,
      watch: watch(Market.Settings(), agentCount: 0), traits: [.mayLead],
      mutants: Mutant.all(Market.Mistake.self))
  }
}

extension MarketInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(MarketCheck.names, violation)
  }
}
