import Simulator

/// How many samples were awaited, by the phase in which their waiting started.
struct AskTally: Hashable, Sendable {
  private(set) var byPhase: [Int64] = []
  /// Those of the latest moment: a phase that starts at the same moment takes them over.
  private var latest: (time: Nanoseconds, phase: Int, count: Int64) = (-1, 0, 0)

  /// Adds samples that are awaited from the present on.
  mutating func add(_ count: Int64, at time: Nanoseconds, _ ledger: PhaseLedger) {
    settle(ledger)
    if latest.time != time { latest = (time, ledger.current, 0) }
    latest.count += count
    note(count, ledger.current)
  }

  /// Moves those of the latest moment into the phase that has begun at it since, as `PhaseLedger.phase`
  /// places the moment.
  mutating func settle(_ ledger: PhaseLedger) {
    guard latest.count > 0 else { return }
    let phase = ledger.phase(at: latest.time)
    if phase == latest.phase { return }
    byPhase[latest.phase] -= latest.count
    note(latest.count, phase)
    latest.phase = phase
  }

  private mutating func note(_ count: Int64, _ phase: Int) {
    while byPhase.count <= phase { byPhase.append(0) }
    byPhase[phase] += count
  }

  static func == (left: AskTally, right: AskTally) -> Bool {
    left.byPhase == right.byPhase && left.latest == right.latest
  }

  func hash(into hasher: inout Hasher) { hasher.combine(byPhase) }
}
