import Checks
import Scenarios
import Simulator

@testable import Experiments

/// What a watcher measured, by name, over the whole run or while the first fault was under way.
struct BarrierFigures {
  let report: WatchReport
  let ledger: PhaseLedger

  init(_ watch: some Watcher, _ ledger: PhaseLedger = PhaseLedger()) {
    var report = WatchReport()
    watch.report(into: &report)
    self.report = report
    self.ledger = ledger
  }

  func amount(_ name: String, in window: MeasureWindow = .whole) -> Amount? {
    report.measures.first { $0.measure.name == name }?.amount(in: window, ledger)
  }

  /// Exact samples in milliseconds.
  static func samples(_ milliseconds: Int64...) -> Amount {
    var histogram = Histogram()
    for sample in milliseconds { histogram.record(sample * .millisecond) }
    return .samples(histogram)
  }
}

/// The start or end of the first fault.
func fault(_ phase: FaultEvent.Phase) -> FaultEvent {
  FaultEvent(index: 0, name: "cut", phase: phase, agents: [], targets: "")
}
