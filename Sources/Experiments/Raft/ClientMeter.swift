import Checks
import Protocols
import Simulator

/// What clients saw: latencies, counts and times without an answer.
struct ClientMeter: Sendable {
  private(set) var commitLatency = PhasedHistogram()
  private(set) var readLatency = PhasedHistogram()
  private(set) var unavailable = PhasedHistogram()
  private(set) var operations = PhasedTally()
  private(set) var failed = PhasedTally()
  private(set) var unknown = PhasedTally()
  private(set) var redirects = PhasedTally()
  private(set) var retries = PhasedTally()
  private(set) var pulse = Pulse()

  private var gaps = GapMeter()
  /// When the load begins and ends; nil if clients do not ask all the time.
  private let load: ClosedRange<Nanoseconds>?
  private var hasBegun = false

  init(load: ClosedRange<Nanoseconds>?) { self.load = load }

  /// A latency belongs to the phase in which the client began to want the operation, a count to the
  /// present one.
  mutating func noted(_ note: ClientNote, _ ledger: PhaseLedger, at time: Nanoseconds) {
    switch note {
    case .invoked: break
    case .completed(_, let result, let invokedAt):
      let phase = ledger.phase(at: invokedAt)
      if case .value = result {
        readLatency.record(time - invokedAt, phase: phase)
      } else {
        commitLatency.record(time - invokedAt, phase: phase)
      }
      operations.add(phase: ledger.current)
      pulse.beat(at: time)
      succeed(at: time, ledger)
    case .failed: failed.add(phase: ledger.current)
    case .unknown: unknown.add(phase: ledger.current)
    case .redirected: redirects.add(phase: ledger.current)
    case .retried: retries.add(phase: ledger.current)
    }
  }

  private mutating func succeed(at time: Nanoseconds, _ ledger: PhaseLedger) {
    guard let load, time >= load.lowerBound, time <= load.upperBound else { return }
    begin(load)
    if let gap = gaps.succeed(at: time) { unavailable.record(gap.start, gap.end, ledger) }
  }

  private mutating func begin(_ load: ClosedRange<Nanoseconds>) {
    if !hasBegun { gaps.beginLoad(at: load.lowerBound) }
    hasBegun = true
  }

  mutating func finish(at time: Nanoseconds, _ ledger: PhaseLedger) {
    guard let load, time > load.lowerBound else { return }
    begin(load)
    if let gap = gaps.endLoad(at: min(time, load.upperBound)) {
      unavailable.record(gap.start, gap.end, ledger)
    }
  }

  /// In the order of the vocabulary.
  var series: [Series] {
    [
      .samples(commitLatency), .samples(readLatency), .samples(unavailable), .tally(operations),
      .tally(failed), .tally(unknown), .tally(redirects), .tally(retries),
    ]
  }
}

extension PhaseLedger {
  /// The phase in which a time was that is not after the present.
  func phase(at time: Nanoseconds) -> Int {
    var phase = current
    while phase > 0, phases[phase].start > time { phase -= 1 }
    return phase
  }
}
