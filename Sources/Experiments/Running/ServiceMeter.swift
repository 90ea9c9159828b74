import Scenarios
import Simulator

/// How long inputs waited for a worker, and how busy workers were.
struct ServiceMeter: Sendable {
  /// One sample for each input taken up, in the phase in which it was.
  private(set) var waits = PhasedHistogram()
  /// Time of workers at work, in units of 2^`shift` nanoseconds.
  private(set) var worked = PhasedTally()
  /// Inputs lost at full inboxes.
  private(set) var refused = PhasedTally()

  /// Number of workers of all agents that take time for their inputs.
  private let workers: Int64
  /// Such that the time of all workers over the whole run fits in 61 bits.
  private let shift: Int64
  /// By agent; empty until the first is at work.
  private var busy: [Int] = []
  private var busyInAll: Int64 = 0
  /// Until when `worked` has been added up.
  private var addedUntil: Nanoseconds = 0

  init(_ conditions: Conditions, duration: Nanoseconds) {
    workers = conditions.services.reduce(0) { $0 + ($1.isInstant ? 0 : Int64($1.workers)) }
    let bits = Int64(128 - workers.leadingZeroBitCount - duration.leadingZeroBitCount)
    shift = Swift.max(0, bits - 61)
  }

  mutating func takeUp(since: Nanoseconds, at time: Nanoseconds, phase: Int) {
    waits.record(time - since, phase: phase)
  }

  mutating func change(_ count: Int, of agent: AgentID, at time: Nanoseconds, phase: Int) {
    addUp(until: time, phase: phase)
    while busy.count <= agent.index { busy.append(0) }
    busyInAll += Int64(count - busy[agent.index])
    busy[agent.index] = count
  }

  mutating func refuse(phase: Int) { refused.add(phase: phase) }

  /// Adds up the time of workers up to a moment of a phase, such as the phase's end.
  mutating func addUp(until time: Nanoseconds, phase: Int) {
    if busyInAll > 0 { worked.add(((time - addedUntil) >> shift) * busyInAll, phase: phase) }
    addedUntil = time
  }

  /// The time of all workers, busy or idle, in the unit of `worked`.
  func capacity(_ ledger: PhaseLedger, end: Nanoseconds) -> PhasedTally {
    var tally = PhasedTally()
    for phase in ledger.phases.indices {
      let length = ledger.end(of: phase, runEnd: end) - ledger.phases[phase].start
      tally.add((length >> shift) * workers, phase: phase)
    }
    return tally
  }
}
