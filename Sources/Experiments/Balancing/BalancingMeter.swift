import Checks
public import Protocols
import Scenarios
public import Simulator

/// What balancing gives clients, and what it costs.
public struct BalancingMeter: Watcher {
  public typealias Subject = Balancing
  public typealias LoadNote = BalancingClientNote

  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var clients: ClientFigures
  private var tasks: TaskFigures
  private var gauge: LoadGauge

  /// Which requests are measured, and when the run ends.
  struct Window: Hashable, Sendable {
    var from: Nanoseconds = 0
    var end: Nanoseconds = 0
  }

  init(workers: Int, balancers: Int, _ window: Window) {
    clients = ClientFigures(window)
    tasks = TaskFigures(window)
    gauge = LoadGauge(workers: workers, balancers: balancers, from: window.from)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func noted(_ note: Balancing.Note, by agent: AgentID, at time: Nanoseconds) {
    // A balancer that takes over settles again what had ended.
    if case .settled(let task, _) = note, !tasks.isOpen(task) { return }
    tasks.noted(note, by: agent, ledger, at: time)
    gauge.noted(note, by: agent, ledger, at: time)
  }

  public mutating func clientNoted(_ note: BalancingClientNote, at time: Nanoseconds) {
    clients.noted(note, ledger, at: time)
    if case .done = note { pulse.beat(at: time) }
  }

  public mutating func finish(at time: Nanoseconds) { tasks.finish(ledger) }

  public func report(into report: inout WatchReport) {
    clients.report(into: &report)
    tasks.report(into: &report)
    gauge.report(into: &report)
    report.completions(pulse)
  }
}
