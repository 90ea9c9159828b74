import Protocols
import Scenarios
import Simulator

/// What agents that are made of deliberation and other parts ask of it.
extension DeliberationExperiment {
  static var settingKeys: [Key] { DeliberationSection.keys }
  static var loadKeys: [Key] { ProposalSection.keys }
  static var measures: [Measure] { emptyWatch.results.map { $0.measure } }

  static func settings(_ bound: Bound, mutant: String?) -> Deliberation.Settings {
    DeliberationSection(bound.settings).settings(bound)
  }

  static func loadSettings(_ bound: Bound) -> DeliberationLoad.Settings {
    ProposalSection(bound.load).settings(bound)
  }

  static func watcher(_ bound: Bound) -> DeliberationWatcher {
    watch(agentCount: bound.conditions.agents.count, settings(bound, mutant: nil))
  }

  static func review(_ scenario: Scenario) -> [Diagnostic] {
    DeliberationSection.diagnostics(scenario.settings, of: scenario)
      + (scenario.hasLoad ? ProposalSection.diagnostics(scenario.load, of: scenario) : [])
      + reviewChoices(scenario)
  }

  fileprivate static var emptyWatch: DeliberationWatcher {
    watch(agentCount: 0, Deliberation.Settings(electorate: []))
  }
}

typealias DeliberationWatcher = DeliberationExperiment.Watch

extension DeliberationExperiment.Watch {
  static var checkNames: [String] {
    DeliberationExperiment.emptyWatch.report.verdicts.map { $0.name }
  }
  var verdicts: [CheckVerdict] { report.verdicts }
  var series: [Series] { results.map { $0.series } }
  var standings: [Timeline.Change] { changes }
  var violation: Violation? { report.violation }

  private var report: WatchReport {
    var report = WatchReport()
    self.report(into: &report)
    return report
  }
}
