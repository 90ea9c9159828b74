import Checks
public import Protocols
import Scenarios
public import Simulator

/// What clients saw of the orders that they gave: their latency, and times without one done.
public struct OrderMeter: Watcher {
  public typealias Subject = Election
  public typealias LoadNote = ElectionLoad.Note

  private var latency = PhasedHistogram()
  private var unavailable = PhasedHistogram()
  private var orders = PhasedTally()
  private var givenUp = PhasedTally()
  private var gaps = GapMeter()
  private var pulse = Pulse()
  private var ledger = PhaseLedger()

  /// Watches a run from its start.
  ///
  /// - Parameter hasClients: whether clients give orders all the time, so that a time without one done
  ///   means something.
  public init(hasClients: Bool) {
    if hasClients { gaps.beginLoad(at: 0) }
  }

  public mutating func clientNoted(_ note: ElectionLoad.Note, at time: Nanoseconds) {
    switch note {
    case .done(_, let since):
      latency.record(time - since, phase: ledger.phase(at: since))
      orders.add(phase: ledger.current)
      pulse.beat(at: time)
      if let gap = gaps.succeed(at: time) { unavailable.record(gap.start, gap.end, ledger) }
    case .gaveUp: givenUp.add(phase: ledger.current)
    case .ordered: latency.await(at: time, ledger)
    case .answered: break
    }
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func finish(at time: Nanoseconds) {
    if let gap = gaps.endLoad(at: time) { unavailable.record(gap.start, gap.end, ledger) }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "order latency", latency,
      about: "Time from a client's wish for an order to the answer that it is done.")
    report.samples(
      "unavailable", unavailable,
      about: "Times without an order done while clients gave orders.")
    report.count("orders", orders, better: .more, about: "Orders that clients were told are done.")
    report.count("orders given up", givenUp, better: .less, about: "Orders that clients gave up.")
    report.completions(pulse)
  }
}
