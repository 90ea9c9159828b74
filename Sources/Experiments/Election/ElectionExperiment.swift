public import Protocols
public import Scenarios
public import Simulator

/// The election of leaders: fenced, bully as published, or as the design brief writes it.
public struct ElectionExperiment: Experiment {
  public typealias Subject = Election
  public typealias Driver = ElectionLoad
  public typealias Watch = Pair<
    ElectionInvariants<ElectionLoad.Note>, Pair<OrderMeter, ElectionMeter>
  >

  public let settings: Election.Settings
  public let driver: ElectionLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    let section = ElectionSection(bound.settings)
    let directory = Election.Directory(bound)
    let scopes = section.scopes(directory)
    let load = OrderSection.settings(bound, directory, scopes)
    var settings = section.settings(directory)
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = ElectionLoad(load)
    watch = Self.watch(settings, scopes, hasClients: load.clients > 0)
  }

  /// In the fenced form each agent asks all that are fitter as soon as it starts, unless groups elect alone.
  public static func leastBytes(of scenario: Scenario) -> Int64 {
    let settings = ElectionSection(scenario.settings).settings(Election.Directory([]))
    guard settings.mode == .fenced, settings.isAutomatic, settings.scopes != .groups else {
      return 0
    }
    let agents = Int64(scenario.agents.count)
    let candidates = Int64(scenario.agents.count { $0.traits.boolean("mayLead") })
    let asked = candidates * (candidates - 1) / 2 + (agents - candidates) * candidates
    return asked * Int64(World<Subject, Driver, Watch>.bytesPerMessage)
  }

  private static func watch(
    _ settings: Election.Settings, _ scopes: [Election.Scope], hasClients: Bool
  ) -> Watch {
    Pair(
      ElectionInvariants(
        directory: settings.directory, driftAllowance: settings.driftAllowance),
      Pair(
        OrderMeter(hasClients: hasClients),
        ElectionMeter(agentCount: settings.directory.count, expected: scopes)))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "election",
      about: "Leader election: bully (Garcia-Molina, 1982), fenced by terms, majority and leases.",
      Election.self, settings: ElectionSection.self, load: OrderSection.self,
      watch: watch(Election.Settings(), [], hasClients: false), traits: [.mayLead, .scores],
      mutants: Mutant.all(Election.Mistake.self))
  }
}

extension ElectionInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(ElectionCheck.names, violation)
  }
}
