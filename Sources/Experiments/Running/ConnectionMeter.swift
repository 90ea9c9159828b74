import Simulator

/// What happened to connections.
struct ConnectionMeter: Sendable {
  private(set) var opened = PhasedTally()
  private(set) var resent = PhasedTally()
  private(set) var reset = PhasedTally()

  mutating func note(_ event: ConnectionEvent, phase: Int) {
    switch event {
    case .opened: opened.add(phase: phase)
    case .resent: resent.add(phase: phase)
    case .reset: reset.add(phase: phase)
    }
  }
}
