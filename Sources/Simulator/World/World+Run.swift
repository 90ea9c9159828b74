extension World {
  /// Runs until every event up to and including `time` is over, and moves the clock there; until nothing
  /// is pending if `time` is `.never` or later, and then the clock stays at the last event.
  ///
  /// Stops early, with `now` at the last event, when the observer has seen a violation, when
  /// `maximumEvents` more events are over, or when `condition` no longer holds after an event.
  /// - Returns: why it stopped.
  @inlinable
  @discardableResult
  public mutating func run(
    until time: Nanoseconds, maximumEvents: Int64 = .max,
    while condition: (borrowing World) -> Bool = { _ in true }
  ) -> StopReason {
    prepare()
    var turn = Turn<M>()
    var loadTurn = LoadTurn<L>()
    startIfNew(&turn, &loadTurn)
    let last = eventCount.addingReportingOverflow(maximumEvents)
    let lastEvent = last.overflow ? Int64.max : last.partialValue
    let limit = Swift.min(time, .never - 1)
    var nextStop = Swift.min(lastEvent, faults.nextEvent)
    while true {
      if observer.hasViolation { return .violation }
      if eventCount >= nextStop {
        if eventCount >= lastEvent { return .eventCount }
        interpose(&turn)
        nextStop = Swift.min(lastEvent, faults.nextEvent)
      } else if !advance(notAfter: limit, &turn, &loadTurn) {
        break
      }
      if !condition(self) { return .condition }
    }
    // The queue may have passed a timer that was disarmed, which is no event.
    idle(until: Swift.max(now, time < .never ? time : queue.now))
    return .time
  }

  /// Moves the clock on without an event.
  @usableFromInline
  mutating func idle(until later: Nanoseconds) {
    if idleEvent != eventCount {
      idleEvent = eventCount
      idleStart = time
    }
    time = later
  }

  /// The time of the last event; before `now` if the clock has moved on since without one.
  public var lastEventTime: Nanoseconds { idleEvent == eventCount ? idleStart : time }

  /// Whether the clock has moved on since the last event.
  public var isIdle: Bool { lastEventTime < now }

  /// A fault begins or ends between two events, which is an event itself.
  @usableFromInline
  mutating func interpose(_ turn: inout Turn<M>) {
    guard let due = faults.takeDue(after: eventCount) else { return }
    trace.feed(now)
    trace.feed(UInt64(due.isEnd ? EventKind.faultEnd : EventKind.faultBegin))
    if due.isEnd { endFault(due.fault, &turn) } else { beginFault(due.fault) }
    events &+= 1
    observer.ended(eventNumber: eventCount, digest, at: now)
  }

  /// Runs one event.
  /// - Returns: false if none is pending.
  @inlinable
  @discardableResult
  public mutating func step() -> Bool {
    prepare()
    var turn = Turn<M>()
    var loadTurn = LoadTurn<L>()
    startIfNew(&turn, &loadTurn)
    if eventCount >= faults.nextEvent {
      interpose(&turn)
      return true
    }
    if advance(notAfter: .never - 1, &turn, &loadTurn) { return true }
    idle(until: Swift.max(now, queue.now))
    return false
  }

  /// The time of the next event, or nil if none is pending or the world has not begun. A timer that was
  /// armed again for later may be looked at, without an event, before its deadline.
  public var nextEventTime: Nanoseconds? { queue.nextTime }

  /// Number of events that are pending.
  public var pendingCount: Int { queue.count }

  /// Gives this world memory of its own, so that a fork and its original do not see each other's steps.
  @inlinable
  mutating func prepare() {
    queue.makeUnique()
    agents.makeUnique()
    envelopes.makeUnique()
  }

  @inlinable
  mutating func startIfNew(_ turn: inout Turn<M>, _ loadTurn: inout LoadTurn<L>) {
    if !hasStarted { begin(&turn) }
  }

  /// Schedules what is known at time 0 and starts every agent, in the order of their identities.
  ///
  /// For observers this is event 0.
  @usableFromInline
  mutating func begin(_ turn: inout Turn<M>) {
    hasStarted = true
    for index in conditions.faults.indices {
      if case .at(let time) = conditions.faults[index].trigger {
        pushFault(EventKind.faultBegin, index, after: time)
      }
    }
    for client in clients.indices {
      queue.push(time: 0, tag: EventKind.clientStart, index: UInt32(client))
    }
    for index in 0..<agents.count { startProcess(index, &turn) }
    observer.ended(eventNumber: 0, digest, at: now)
  }
}

/// Why a run stopped.
@frozen
public enum StopReason: Hashable, Sendable {
  /// Every event up to the time asked for is over.
  case time
  /// The number of events asked for is over.
  case eventCount
  /// The condition no longer held.
  case condition
  /// An observer saw what must never happen.
  case violation
}
