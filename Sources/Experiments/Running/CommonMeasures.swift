public import Scenarios
import Simulator

/// The measures that every run has; they come after the protocol's own.
public enum CommonMeasures {
  static func report<M: Machine, N: Traceable>(
    _ meter: RunMeter<M, N>, into report: inout WatchReport
  ) {
    state(meter.messages, meter.bytes, meter.lost, into: &report)
  }

  private static func state(
    _ messages: PhasedTally, _ bytes: PhasedTally, _ lost: PhasedTally,
    into report: inout WatchReport
  ) {
    report.count("messages", messages, about: "Messages that agents sent to one another.")
    report.count("bytes", bytes, unit: .bytes, about: "Bytes of those messages.")
    report.count(
      "lost messages", lost, about: "Messages that did not arrive, for any reason.")
  }

  /// As every vocabulary lists them.
  public static var all: [Measure] {
    var report = WatchReport()
    state(PhasedTally(), PhasedTally(), PhasedTally(), into: &report)
    return report.measures.map { $0.measure }
  }
}
