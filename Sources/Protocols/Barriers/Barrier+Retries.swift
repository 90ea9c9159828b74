import Simulator

/// What is sent again, by one timer for all generations.
extension Barrier {
  /// Makes sure that the timer is due no later than `time`.
  mutating func armRetry(at time: Nanoseconds, _ turn: inout Turn<Barrier>) {
    guard time < retryAt else { return }
    retryAt = time
    turn.setTimer(.retry, after: Swift.max(0, time &- turn.now))
  }

  /// Sets when a waiter asks again.
  mutating func scheduleRetry(_ place: Int, _ turn: inout Turn<Barrier>) {
    guard visits[place].state == .waiting else { return }
    let isQuiet = visits[place].isAcknowledged || isWaitingForSubtree(place)
    let pause = isQuiet ? settings.query : pause(visits[place].attempts)
    visits[place].nextSend = turn.now &+ pause
    armRetry(at: visits[place].nextSend, &turn)
  }

  /// An inner node of the tree has told nobody yet, and need not for a while.
  private func isWaitingForSubtree(_ place: Int) -> Bool {
    settings.form == .tree && !visits[place].hasReported
  }

  /// The pause after so many attempts: doubled each time, up to `query`.
  private func pause(_ attempts: Int32) -> Nanoseconds {
    var pause = settings.retry
    var left = attempts
    while left > 0, pause < settings.query {
      pause = Swift.min(pause &* 2, .never)
      left &-= 1
    }
    return Swift.min(pause, Swift.max(settings.query, settings.retry))
  }

  mutating func sendAgain(_ turn: inout Turn<Barrier>) {
    retryAt = .never
    for place in visits.indices where visits[place].nextSend <= turn.now {
      askAgain(place, &turn)
    }
    for place in visits.indices where visits[place].nextAppeal <= turn.now {
      visits[place].nextAppeal = turn.now &+ settings.query
      turn.send(.appeal(visits[place].instance), to: settings.coordinator)
    }
    for place in deliveries.indices where deliveries[place].nextSend <= turn.now {
      deliverAgain(place, &turn)
    }
    for place in gatherings.indices where gatherings[place].nextProbe <= turn.now {
      probeAgain(place, &turn)
    }
    armNextRetry(&turn)
  }

  private mutating func askAgain(_ place: Int, _ turn: inout Turn<Barrier>) {
    visits[place].attempts &+= 1
    visits[place].isAcknowledged = false
    if settings.form == .dissemination {
      askForSignal(place, &turn)
    } else {
      announce(place, &turn)
      visits[place].hasReported = true
    }
    scheduleRetry(place, &turn)
  }

  private mutating func deliverAgain(_ place: Int, _ turn: inout Turn<Barrier>) {
    let delivery = deliveries[place]
    for target in delivery.pending.members {
      turn.send(.conclude(delivery.instance, delivery.outcome), to: target)
    }
    deliveries[place].attempts &+= 1
    deliveries[place].nextSend = turn.now &+ pause(delivery.attempts &+ 1)
  }

  private mutating func armNextRetry(_ turn: inout Turn<Barrier>) {
    var next = Nanoseconds.never
    for visit in visits {
      next = Swift.min(next, Swift.min(visit.nextSend, visit.nextAppeal))
    }
    for delivery in deliveries { next = Swift.min(next, delivery.nextSend) }
    for gathering in gatherings { next = Swift.min(next, gathering.nextProbe) }
    if next < .never { armRetry(at: next, &turn) }
  }
}
