import Protocols
import Scenarios
import Simulator

/// What protocols that are made of elections and others ask of them.
extension ElectionExperiment {
  static var settingKeys: [Key] { ElectionSection.keys }
  static var loadKeys: [Key] { OrderSection.keys }
  static var measures: [Measure] {
    vocabulary.measures.dropLast(CommonMeasures.all.count)
  }

  static func settings(_ bound: Bound, mutant: String?) -> Election.Settings {
    ElectionExperiment(bound).settings
  }

  static func loadSettings(_ bound: Bound) -> ElectionLoad.Settings {
    let directory = Election.Directory(bound)
    return OrderSection.settings(bound, directory, electingScopes(bound))
  }

  static func watcher(_ bound: Bound) -> ElectionWatcher { ElectionExperiment(bound).watch }

  static func electingScopes(_ bound: Bound) -> [Election.Scope] {
    ElectionSection(bound.settings).scopes(Election.Directory(bound))
  }

  static func review(_ scenario: Scenario) -> [Diagnostic] { vocabulary.review(scenario) }
}

typealias ElectionWatcher = ElectionExperiment.Watch

extension Pair where First == ElectionInvariants<ElectionLoad.Note>, Second: Watcher {
  private var watchReport: WatchReport {
    var report = WatchReport()
    self.report(into: &report)
    return report
  }

  var violation: Violation? { watchReport.violation }
  var verdicts: [CheckVerdict] { watchReport.verdicts }
  var series: [Series] { watchReport.measures.map { $0.series } }
}
