import Checks
import Scenarios
public import Simulator

/// What a client's note says of an operation, for `ClientMeter`.
public enum ClientEvent: Hashable, Sendable {
  /// The client wants it from now on.
  case invoked(isRead: Bool)
  /// It was answered; since when the client had wanted it.
  case completed(isRead: Bool, invokedAt: Nanoseconds)
  /// It was given up and certainly had no effect.
  case failed
  /// It was given up and may have had an effect, or may yet have.
  case unknown
  /// The client follows a hint.
  case redirected
  /// The client asks again.
  case retried
}

/// A load's note that may speak of an operation.
public protocol ClientEventNote: Traceable {
  /// What it says, or nil if it is not about an operation.
  var clientEvent: ClientEvent? { get }
}

/// What clients saw: latencies, counts and times without an answer.
public struct ClientMeter<Subject: Machine, LoadNote: ClientEventNote>: Watcher {
  private var commitLatency = PhasedHistogram()
  private var readLatency = PhasedHistogram()
  private var unavailable = PhasedHistogram()
  private var operations = PhasedTally()
  private var failed = PhasedTally()
  private var unknown = PhasedTally()
  private var redirects = PhasedTally()
  private var retries = PhasedTally()
  private var pulse = Pulse()
  /// Operations that are not over.
  private var open: Int64 = 0
  private var gaps = GapMeter()
  /// When clients ask all the time; nil if they do not.
  private let load: ClosedRange<Nanoseconds>?
  private var isUnderLoad = false
  private var ledger = PhaseLedger()
  /// Whether it states that every operation is over, under the name `operations finished`.
  private let statesFinish: Bool

  /// - Parameters:
  ///   - load: when clients ask all the time, so that a time without an answer means something.
  ///   - statesFinish: whether it states a measure of whether every operation is over.
  public init(load: ClosedRange<Nanoseconds>?, statesFinish: Bool = false) {
    self.load = load
    self.statesFinish = statesFinish
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  /// A latency belongs to the phase in which the client came to want the operation, a count to the
  /// present one.
  public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    switch note.clientEvent {
    case nil: break
    case .invoked(let isRead): invoke(isRead, at: time)
    case .completed(let isRead, let invokedAt): complete(isRead, invokedAt, at: time)
    case .failed:
      open -= 1
      failed.add(phase: ledger.current)
    case .unknown:
      open -= 1
      unknown.add(phase: ledger.current)
    case .redirected: redirects.add(phase: ledger.current)
    case .retried: retries.add(phase: ledger.current)
    }
  }

  private mutating func invoke(_ isRead: Bool, at time: Nanoseconds) {
    open += 1
    if isRead {
      readLatency.await(at: time, ledger)
    } else {
      commitLatency.await(at: time, ledger)
    }
  }

  private mutating func complete(
    _ isRead: Bool, _ invokedAt: Nanoseconds, at time: Nanoseconds
  ) {
    open -= 1
    let phase = ledger.phase(at: invokedAt)
    if isRead {
      readLatency.record(time - invokedAt, phase: phase)
    } else {
      commitLatency.record(time - invokedAt, phase: phase)
    }
    operations.add(phase: ledger.current)
    pulse.beat(at: time)
    guard let load, load.contains(time) else { return }
    startLoad(load)
    if let gap = gaps.succeed(at: time) { unavailable.record(gap.start, gap.end, ledger) }
  }

  private mutating func startLoad(_ load: ClosedRange<Nanoseconds>) {
    if !isUnderLoad { gaps.beginLoad(at: load.lowerBound) }
    isUnderLoad = true
  }

  public mutating func finish(at time: Nanoseconds) {
    guard let load, time > load.lowerBound else { return }
    startLoad(load)
    if let gap = gaps.endLoad(at: min(time, load.upperBound)) {
      unavailable.record(gap.start, gap.end, ledger)
    }
  }

  public func report(into report: inout WatchReport) {
    report.samples(
      "commit latency", commitLatency,
      about: "Time from a client's wish to write to the answer, retries included.")
    report.samples(
      "read latency", readLatency,
      about: "Time from a client's wish to read to the answer, retries included.")
    report.samples(
      "unavailable", unavailable,
      about: "Times without an answer to any client while there was load.")
    report.count("operations", operations, better: .more, about: "Operations that were answered.")
    report.count(
      "failed operations", failed, better: .less,
      about: "Operations given up that certainly had no effect.")
    report.count(
      "unknown operations", unknown, better: .less,
      about: "Operations given up that may have had an effect.")
    report.count(
      "redirects", redirects, better: .less, about: "Times that a client followed a hint.")
    report.count(
      "retries", retries, better: .less, about: "Times that a client asked again after a wait.")
    if statesFinish {
      report.flag(
        "operations finished", open == 0,
        about: "Whether every operation on the store was answered or given up.")
    }
    report.completions(pulse)
  }
}
