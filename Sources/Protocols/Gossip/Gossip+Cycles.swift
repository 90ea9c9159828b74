import Simulator

/// Cycles: when the agent acts, and what it counts once in each.
extension Gossip {
  /// The number of the cycle at a time of the agent's clock; negative before the clock showed 0.
  private func cycle(at now: Nanoseconds) -> Int64 {
    let span = now - phase
    let number = span / settings.interval
    return span % settings.interval < 0 ? number - 1 : number
  }

  /// Forgets what concerns an earlier cycle.
  ///
  /// An agent that spreads nothing has no timer, so every input looks at the clock.
  mutating func enterCycle(at now: Nanoseconds) {
    let current = cycle(at: now)
    if current == cycle { return }
    cycle = current
    accepted = 0
    fresh = RumourSet()
  }

  /// Acts again when the next cycle starts.
  func armCycle(_ turn: inout Turn<Gossip>) {
    let current = cycle(at: turn.now)
    turn.setTimer(
      .cycle, after: settings.interval - (turn.now - phase - current * settings.interval))
  }

  mutating func startCycle(_ turn: inout Turn<Gossip>) {
    enterCycle(at: turn.now)
    settle(&turn)
    contact(&turn)
    if settings.pulls || !interests.isEmpty { armCycle(&turn) }
  }

  /// Counts what the contacts of the cycle that is over said of each rumour.
  private mutating func settle(_ turn: inout Turn<Gossip>) {
    let resets = settings.resets && settings.mistake != .keepsCounter
    for rumour in interests.settle(resets: resets) where losesInterest(rumour, &turn) {
      turn.note(.lostInterest(rumour))
      interests.remove(rumour)
    }
  }

  private mutating func losesInterest(_ rumour: Rumour, _ turn: inout Turn<Gossip>) -> Bool {
    let counter = interests.raise(rumour)
    return switch settings.loss {
    case .counter: counter >= settings.k
    case .coin: turn.random.below(UInt64(settings.k)) == 0
    }
  }
}
