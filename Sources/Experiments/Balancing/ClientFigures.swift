import Checks
import Protocols
import Scenarios
import Simulator

/// What clients of balanced tasks ask for and are told.
struct ClientFigures: Sendable {
  private let window: BalancingMeter.Window
  private var requests = PhasedTally()
  private var attempts = PhasedTally()
  private var done = PhasedTally()
  private var closed = PhasedTally()
  private var lost = PhasedTally()
  private var tooLate = PhasedTally()
  private var outOfBudget = PhasedTally()
  private var drained = PhasedTally()
  private var unknownWorkers = PhasedTally()
  private var refusals: [PhasedTally]
  private var latency = PhasedHistogram()
  /// Of the requests that ended in the last fifth of the run: those that were done, and all.
  private var lastDone: Int64 = 0
  private var lastClosed: Int64 = 0
  private var isMeasuring = true

  /// Those that clients can be told of their requests.
  private static let named: [(Balancing.Refusal, String, String)] = [
    (.overloaded, "overloaded", "Requests refused because all agents are overloaded."),
    (.unsuitable, "unsuitable", "Requests refused because no agent is suitable."),
    (.late, "late", "Requests refused because their deadline had passed."),
  ]

  init(_ window: BalancingMeter.Window) {
    self.window = window
    refusals = Array(repeating: PhasedTally(), count: ClientFigures.named.count)
  }

  mutating func noted(
    _ note: BalancingClientNote, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    let phase = ledger.current
    switch note {
    case .asked:
      requests.add(phase: phase)
      if time >= window.from { latency.await(at: time, ledger) }
    case .attempted: attempts.add(phase: phase)
    case .done(_, _, let askedAt):
      done.add(phase: phase)
      if askedAt >= window.from { latency.record(time - askedAt, phase: ledger.phase(at: askedAt)) }
      close(isDone: true, phase, at: time)
    case .refused(_, _, let refusal):
      if let place = ClientFigures.named.firstIndex(where: { $0.0 == refusal }) {
        refusals[place].add(phase: phase)
      }
      close(isDone: false, phase, at: time)
    case .lost:
      lost.add(phase: phase)
      close(isDone: false, phase, at: time)
    case .tooLate: tooLate.add(phase: phase)
    case .outOfBudget: outOfBudget.add(phase: phase)
    case .drained: drained.add(phase: phase)
    case .noWorker: unknownWorkers.add(phase: phase)
    }
  }

  private mutating func close(isDone: Bool, _ phase: Int, at time: Nanoseconds) {
    closed.add(phase: phase)
    if time < window.end / 5 * 4 { return }
    lastClosed += 1
    if isDone { lastDone += 1 }
  }

  func report(into report: inout WatchReport) {
    report.samples(
      "latency", latency, about: "Time from a request to the answer that it is done.")
    report.count("requests", requests, about: "Requests that clients asked for.")
    report.count("done", done, better: .more, about: "Requests that were answered as done.")
    report.ratio(
      "success", done, for: closed, better: .more,
      about: "Share of the requests that ended whose client learned that they are done.")
    report.flag(
      "saturated", 2 * lastDone < lastClosed, better: .less,
      about: "Whether less than half of those that ended in the last fifth of the run are done.")
    report.ratio(
      "attempts per request", attempts, for: requests, better: .less,
      about: "Messages to balancers for each request, redirections apart.")
    for (place, entry) in ClientFigures.named.enumerated() {
      report.count(entry.1, refusals[place], better: .less, about: entry.2)
    }
    report.count(
      "lost", lost, better: .less, about: "Requests that were given up without an answer.")
    report.count(
      "too late", tooLate, better: .less,
      about: "Answers to attempts that had timed out, which were ignored.")
    report.count(
      "out of budget", outOfBudget, about: "Retries that were not made as the budget was spent.")
    report.count("drained", drained, about: "Workers that were drained at a client's request.")
    report.count(
      "unknown workers", unknownWorkers,
      about: "Requests to drain that were refused: agent not found.")
  }
}
