import Protocols
import Scenarios
import Simulator

/// What the experiment of coordinating agents asks for by static functions.
extension BarrierExperiment {
  static var settingKeys: [Key] { BarrierSection.keys }
  static var loadKeys: [Key] { BarrierLoadSection.keys }

  static func settings(_ bound: Bound, mutant: String?) -> Barrier.Settings {
    BarrierSection(bound.settings).barrier
  }

  static func loadSettings(_ bound: Bound) -> BarrierLoad.Settings {
    BarrierLoadSection(bound.load).load(bound, BarrierSection(bound.settings).barrier)
  }

  static func watcher(_ bound: Bound) -> BarrierWatcher { BarrierExperiment(bound).watch }

  static func review(_ scenario: Scenario) -> [Diagnostic] {
    BarrierSection.diagnostics(scenario.settings, of: scenario)
      + BarrierLoadSection.diagnostics(scenario.load, of: scenario)
  }

  static var measures: [Measure] {
    var report = WatchReport()
    BarrierMeter(BarrierLoad.Settings(agents: 1)).report(into: &report)
    return report.measures.map { $0.measure }
  }
}

typealias BarrierWatcher = Pair<BarrierWatch<BarrierClientNote>, BarrierMeter>

extension Pair where First == BarrierWatch<BarrierClientNote>, Second == BarrierMeter {
  private var report: WatchReport {
    var report = WatchReport()
    self.report(into: &report)
    return report
  }

  var violation: Violation? { first.first.violation }
  var verdicts: [CheckVerdict] { report.verdicts }
  var series: [Series] { report.measures.map { $0.series } }
}
