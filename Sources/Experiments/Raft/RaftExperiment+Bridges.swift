import Protocols
import Scenarios
import Simulator

/// What protocols that are made of Raft and others ask of it.
extension RaftExperiment {
  static var settingKeys: [Key] { Raft.Settings.keys }
  static var loadKeys: [Key] { KeyValueSection.keys }
  static func settings(_ values: Values) -> Raft.Settings { Raft.Settings(values) }
  static func loadSettings(_ bound: Bound) -> KeyValueLoad.Settings {
    KeyValueSection(bound.load).settings(bound)
  }
  static func reviewSettings(_ scenario: Scenario, _ values: Values) -> [Diagnostic] {
    Raft.Settings.diagnostics(values, of: scenario)
  }
  static func reviewClients(_ scenario: Scenario) -> [Diagnostic] {
    KeyValueSection.diagnostics(scenario.load, of: scenario)
  }
  static func steadyLoad(_ bound: Bound) -> ClosedRange<Nanoseconds>? {
    KeyValueSection(bound.load).pacing.steadySpan(in: bound)
  }
  static var clusterMeasures: [Measure] {
    RaftMeter<Nothing>(agentCount: 0).results.map { $0.measure }
  }
  static var clientMeasures: [Measure] {
    ClientMeter<Raft, ClientNote>(load: nil).results.map { $0.measure }
  }
}

extension Watcher {
  var results: [MeasureResult] {
    var report = WatchReport()
    self.report(into: &report)
    return report.measures
  }

  var changes: [Timeline.Change] {
    var report = WatchReport()
    self.report(into: &report)
    return report.changes
  }
}
