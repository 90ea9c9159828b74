import Protocols
import Simulator

/// What the clients of the key-value store in a log of several uses saw, and whether it is
/// linearizable.
struct StoreWatch: Sendable {
  private var register = RegisterWatch<Raft, ClientNote>()
  private var clients: ClientMeter<Raft, ClientNote>
  /// Operations that are not over.
  private(set) var open: Int64 = 0

  /// - Parameter load: when clients ask all the time, or nil if they do not.
  init(load: ClosedRange<Nanoseconds>?) { clients = ClientMeter(load: load) }

  var violation: Violation? { register.violation }

  mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    clients.faulted(event, at: time)
  }

  mutating func noted(_ note: ClientNote, at time: Nanoseconds) {
    switch note {
    case .invoked: open += 1
    case .completed, .failed, .unknown: open -= 1
    case .retried, .redirected: break
    }
    clients.clientNoted(note, at: time)
    register.clientNoted(note, at: time)
  }

  mutating func finish(at time: Nanoseconds) {
    register.finish(at: time)
    clients.finish(at: time)
  }

  var verdict: CheckVerdict {
    var report = WatchReport()
    register.report(into: &report)
    return report.verdicts[0]
  }

  var series: [Series] { clients.results.map { $0.series } }
}
