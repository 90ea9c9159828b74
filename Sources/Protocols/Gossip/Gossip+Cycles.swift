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
    if settings.pulls || !hot.isEmpty { armCycle(&turn) }
  }

  /// Counts what the contacts of the cycle that is over said of each rumour.
  private mutating func settle(_ turn: inout Turn<Gossip>) {
    var kept = 0
    for place in hot.indices {
      if losesInterest(at: place, &turn) {
        turn.note(.lostInterest(hot[place].rumour))
      } else {
        if kept < place { hot[kept] = hot[place] }
        kept += 1
      }
    }
    if kept < hot.count { hot.removeLast(hot.count - kept) }
    // Not kept for what may never come: most agents spread nothing most of the time.
    if hot.isEmpty { hot = [] }
  }

  private mutating func losesInterest(at place: Int, _ turn: inout Turn<Gossip>) -> Bool {
    let (wasNeeded, wasUseless) = (hot[place].wasNeeded, hot[place].wasUseless)
    hot[place].wasNeeded = false
    hot[place].wasUseless = false
    if wasNeeded {
      if settings.resets { hot[place].counter = 0 }
      return false
    }
    if !wasUseless { return false }
    hot[place].counter &+= 1
    return switch settings.loss {
    case .counter: hot[place].counter >= settings.k
    case .coin: turn.random.below(UInt64(settings.k)) == 0
    }
  }
}
