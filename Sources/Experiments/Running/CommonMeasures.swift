public import Scenarios
import Simulator

/// The measures that every run has; they come after the protocol's own.
public enum CommonMeasures {
  static func report<M: Machine, N: Traceable>(
    _ meter: RunMeter<M, N>, into report: inout WatchReport
  ) {
    state(meter.messages, meter.bytes, meter.lost, into: &report)
  }

  /// What runs in which agents take time for their inputs have besides.
  static func reportService(
    _ service: ServiceMeter, _ ledger: PhaseLedger, end: Nanoseconds, into report: inout WatchReport
  ) {
    state(
      service.waits, service.worked, service.capacity(ledger, end: end), service.refused,
      into: &report)
  }

  private static func state(
    _ waits: PhasedHistogram, _ worked: PhasedTally, _ capacity: PhasedTally,
    _ refused: PhasedTally, into report: inout WatchReport
  ) {
    report.samples(
      "inbox wait", waits,
      about: "Time from an input's arrival until a worker took it up; zero where one was free.")
    report.ratio(
      "utilisation", worked, for: capacity,
      about: "The share of their time in which workers were at work, of all agents with service.")
    report.count(
      "inbox losses", refused, better: .less,
      about: "Messages and requests that were lost at a full inbox.")
  }

  /// The names of those.
  public static var ofService: [Measure] {
    var report = WatchReport()
    state(PhasedHistogram(), PhasedTally(), PhasedTally(), PhasedTally(), into: &report)
    return report.measures.map { $0.measure }
  }

  private static func state(
    _ messages: PhasedTally, _ bytes: PhasedTally, _ lost: PhasedTally,
    into report: inout WatchReport
  ) {
    report.count(
      "messages", messages, better: .less, about: "Messages that agents sent to one another.")
    report.count("bytes", bytes, unit: .bytes, better: .less, about: "Bytes of those messages.")
    report.count(
      "lost messages", lost, about: "Messages that did not arrive, for any reason.")
  }

  /// What runs in which links share connections have besides.
  static func reportConnections(_ meter: ConnectionMeter, into report: inout WatchReport) {
    report.count(
      "connections", meter.opened, better: .less,
      about: "Connections made, each of which takes the way there and back.")
    report.count(
      "retransmissions", meter.resent, better: .less,
      about: "Attempts to send again what was lost on a connection.")
    report.count(
      "connection resets", meter.reset, better: .less,
      about: "Connections that gave up, were reset by a fault, or lost a process at an end.")
  }

  /// The names of those.
  public static var ofConnections: [Measure] {
    var report = WatchReport()
    reportConnections(ConnectionMeter(), into: &report)
    return report.measures.map { $0.measure }
  }

  /// As every vocabulary lists them.
  public static var all: [Measure] {
    var report = WatchReport()
    state(PhasedTally(), PhasedTally(), PhasedTally(), into: &report)
    return report.measures.map { $0.measure }
  }
}
