public import Protocols
public import Scenarios
public import Simulator

/// Tasks of many workers, planned for one budget by a planner that is succeeded.
public struct BudgetExperiment: Experiment {
  public typealias Subject = Budget
  public typealias Driver = NoLoad<Budget>
  /// What checks and measures a run.
  public typealias Watch = Pair<
    Pair<BudgetInvariants, Focus<BudgetLog, RaftInvariants<Nothing>>>,
    Pair<BudgetMeter, Focus<BudgetLog, RaftMeter<Nothing>>>
  >

  public let settings: Budget.Settings
  public let driver = NoLoad<Budget>()
  public let watch: Watch

  public init(_ bound: Bound) {
    settings = BudgetSection(bound.settings).settings(bound)
    watch = Self.watch(settings, agentCount: bound.conditions.agents.count)
  }

  private static func watch(_ settings: Budget.Settings, agentCount: Int) -> Watch {
    let replicas = min(settings.replicas, agentCount)
    return Pair(
      Pair(BudgetInvariants(settings), Focus(RaftInvariants(agentCount: replicas))),
      Pair(BudgetMeter(settings), Focus(RaftMeter(agentCount: replicas))))
  }

  /// Entries of the log that agents know to be committed.
  public static var told: Told<Budget.Note, Nothing> {
    Told(level: { if case .raft(let note) = $0 { note.committedLevel } else { nil } })
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "budget",
      about: "Tasks planned for a budget and deadlines: collect, plan and apply under a log.",
      Budget.self, settings: BudgetSection.self, load: NoSettings.self,
      watch: watch(Budget.Settings(), agentCount: 0), traits: [.mayLead],
      mutants: Mutant.all(Budget.Mistake.self))
  }
}

extension BudgetInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(BudgetCheck.names, violation)
  }
}
