import Checks
import Protocols
import Simulator

/// What the clients of the key-value store in a log of several uses saw, and whether it is
/// linearizable.
struct StoreWatch: Sendable {
  private var register = RegisterWatch()
  private var clients: ClientMeter
  /// Operations that are not over.
  private(set) var open: Int64 = 0

  /// - Parameter load: when clients ask all the time, or nil if they do not.
  init(load: ClosedRange<Nanoseconds>?) { clients = ClientMeter(load: load) }

  var violation: Violation? { register.violation }

  mutating func noted(_ note: ClientNote, _ ledger: PhaseLedger, at time: Nanoseconds) {
    switch note {
    case .invoked: open += 1
    case .completed, .failed, .unknown: open -= 1
    case .retried, .redirected: break
    }
    clients.noted(note, ledger, at: time)
    register.noted(note, at: time)
  }

  mutating func finish(at time: Nanoseconds, _ ledger: PhaseLedger) {
    register.finish(at: time)
    clients.finish(at: time, ledger)
  }

  var verdict: CheckVerdict {
    CheckVerdict(RaftWatcher.linearizable, linearizability)
  }

  private var linearizability: CheckVerdict.Result {
    if let violation = register.violation { return .violated(violation.message) }
    if register.operationCount == 0 { return .notChecked }
    return register.undecided.map { .undecided($0) } ?? .held
  }

  var series: [Series] { clients.series }
}
