public import Scenarios
public import Simulator

/// A watcher that states its measures by their place in a list.
public protocol SeriesWatcher: Watcher {
  static var measureList: [Measure] { get }
  var violation: Violation? { get }
  var verdicts: [CheckVerdict] { get }
  var series: [Series] { get }
  var standings: [Timeline.Change] { get }
  var pulse: Pulse { get }
}

extension SeriesWatcher {
  public var pulse: Pulse { Pulse() }

  public func report(into report: inout WatchReport) {
    for verdict in verdicts {
      report.check(verdict.name, verdict.result, verdict.name == violation?.check ? violation : nil)
    }
    for (measure, series) in zip(Self.measureList, series) { report.add(measure, series) }
    report.timeline(standings)
    report.completions(pulse)
  }
}
