extension World {
  /// Runs until every event up to and including `time` is over, and moves the clock there.
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
    while true {
      if observer.hasViolation { return .violation }
      if eventCount >= lastEvent { return .eventCount }
      if !advance(notAfter: time, &turn, &loadTurn) { break }
      if !condition(self) { return .condition }
    }
    if time > now { self.time = time }
    return .time
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
    return advance(notAfter: .max, &turn, &loadTurn)
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
  @usableFromInline
  mutating func begin(_ turn: inout Turn<M>) {
    hasStarted = true
    for index in conditions.faults.indices {
      if case .at(let time) = conditions.faults[index].trigger {
        _ = queue.push(time: time, tag: EventKind.faultBegin, index: UInt32(index))
      }
    }
    for client in clients.indices {
      _ = queue.push(time: 0, tag: EventKind.clientStart, index: UInt32(client))
    }
    for index in 0..<agents.count { startProcess(index, &turn) }
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
