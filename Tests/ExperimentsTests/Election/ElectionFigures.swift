import Checks
import Experiments
import Scenarios
import Simulator

/// What a meter of elections states at the end of a run.
struct ElectionFigures {
  private var report = WatchReport()
  /// Follows the same faults as the meter.
  var ledger = PhaseLedger()

  init<W: Watcher>(_ meter: W, end: Nanoseconds, _ ledger: PhaseLedger = PhaseLedger()) {
    var meter = meter
    meter.finish(at: end)
    meter.report(into: &report)
    self.ledger = ledger
  }

  var names: [String] { report.measures.map { $0.measure.name } }
  var timeline: [Timeline.Change] { report.changes }
  var pulse: Pulse { report.pulse }

  private func amount(_ name: String, _ window: MeasureWindow) -> Amount? {
    report.measures.first { $0.measure.name == name }?.amount(in: window, ledger)
  }

  /// All samples of a measure in ascending order; empty without any.
  func samples(_ name: String, _ window: MeasureWindow = .whole) -> [Int64] {
    guard case .samples(let histogram) = amount(name, window) else { return [] }
    return histogram.runs.flatMap { Array(repeating: $0.value, count: Int($0.count)) }
  }

  /// The same in milliseconds.
  func milliseconds(_ name: String, _ window: MeasureWindow = .whole) -> [Int64] {
    samples(name, window).map { $0 / .millisecond }
  }

  func count(_ name: String, _ window: MeasureWindow = .whole) -> Int64? {
    if case .count(let count)? = amount(name, window) { count } else { nil }
  }

  func ratio(_ name: String) -> [Int64]? {
    if case .ratio(let numerator, let denominator)? = amount(name, .whole) {
      [numerator, denominator]
    } else {
      nil
    }
  }
}

extension FaultEvent {
  /// The fault of index 0 begins or ends.
  static func only(_ phase: Phase) -> FaultEvent {
    FaultEvent(index: 0, name: "fault", phase: phase, agents: [], targets: "")
  }
}
