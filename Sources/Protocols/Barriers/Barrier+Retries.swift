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
  mutating func scheduleRetry(_ index: Int, _ turn: inout Turn<Barrier>) {
    guard arrivals[index].state == .waiting else { return }
    let isQuiet = arrivals[index].isAcknowledged || isWaitingForSubtree(index)
    let pause = isQuiet ? settings.query : pause(arrivals[index].attempts)
    arrivals[index].nextSend = turn.now &+ pause
    armRetry(at: arrivals[index].nextSend, &turn)
  }

  /// An inner node of the tree has not reported yet, and need not for a while.
  private func isWaitingForSubtree(_ index: Int) -> Bool {
    settings.form == .tree && !arrivals[index].hasReported
  }

  /// The pause after a number of attempts: doubled each time, up to `query`.
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
    arrivals.advanceMark { $0.isOver }
    for index in arrivals.fromMark
    where arrivals.holdsItem(at: index) && arrivals[index].nextSend <= turn.now {
      askAgain(index, &turn)
    }
    for index in arrivals.fromMark
    where arrivals.holdsItem(at: index) && arrivals[index].nextAppeal <= turn.now {
      arrivals[index].nextAppeal = turn.now &+ settings.query
      turn.send(.appeal(arrivals[index].instance), to: settings.coordinator)
    }
    for index in deliveries.indices where deliveries[index].nextSend <= turn.now {
      deliverAgain(index, &turn)
    }
    generations.advanceMark { $0.isOver }
    for index in generations.fromMark
    where generations.holdsItem(at: index) && generations[index].nextProbe <= turn.now {
      probeAgain(index, &turn)
    }
    armNextRetry(&turn)
  }

  private mutating func askAgain(_ index: Int, _ turn: inout Turn<Barrier>) {
    arrivals[index].attempts &+= 1
    arrivals[index].isAcknowledged = false
    if settings.form == .dissemination {
      askForSignal(index, &turn)
    } else {
      announce(index, &turn)
      arrivals[index].hasReported = true
    }
    scheduleRetry(index, &turn)
  }

  private mutating func deliverAgain(_ index: Int, _ turn: inout Turn<Barrier>) {
    let delivery = deliveries[index]
    for target in delivery.pending.members {
      turn.send(.conclude(delivery.instance, delivery.outcome), to: target)
    }
    deliveries[index].attempts &+= 1
    deliveries[index].nextSend = turn.now &+ pause(delivery.attempts &+ 1)
  }

  private mutating func armNextRetry(_ turn: inout Turn<Barrier>) {
    var next = Nanoseconds.never
    for index in arrivals.fromMark where arrivals.holdsItem(at: index) {
      next = Swift.min(next, Swift.min(arrivals[index].nextSend, arrivals[index].nextAppeal))
    }
    for delivery in deliveries { next = Swift.min(next, delivery.nextSend) }
    for index in generations.fromMark where generations.holdsItem(at: index) {
      next = Swift.min(next, generations[index].nextProbe)
    }
    if next < .never { armRetry(at: next, &turn) }
  }
}
