extension World {
  /// Runs until every event up to and including `time` is over, and moves the clock there; until nothing
  /// is pending if `time` is `.never` or later, and then the clock stays at the last event.
  ///
  /// Stops early, with `now` at the last event, when the observer has seen a violation, when
  /// `maximumEvents` more events are over, when the work beside events is `workLimit`, or when `condition` no longer
  /// holds after an event.
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
      if faults.work >= workLimit { return .work }
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

  /// Starts at most so many further agents, in the order of their identities.
  ///
  /// `run` and `step` start all that are left; who starts them in parts can look at what the start of a
  /// large cluster takes in between. The run is the same.
  /// - Returns: whether all have started.
  @discardableResult
  public mutating func start(atMost count: Int) -> Bool {
    precondition(count > 0, "\(count) agents are none to start")
    if hasStarted { return true }
    prepare()
    var turn = Turn<M>()
    begin(&turn, atMost: count)
    return hasStarted
  }

  /// Schedules what is known at time 0 and starts agents, in the order of their identities.
  ///
  /// For observers the start of all is event 0.
  @usableFromInline
  mutating func begin(_ turn: inout Turn<M>, atMost count: Int = .max) {
    if startedCount == 0 { schedule() }
    let end = startedCount + Swift.min(count, agents.count - startedCount)
    while startedCount < end {
      fillDisk(startedCount)
      startProcess(startedCount, &turn)
      startedCount += 1
    }
    if startedCount < agents.count { return }
    hasStarted = true
    observer.ended(eventNumber: 0, digest, at: now)
  }

  /// Puts on a disk what it keeps before the first life of its agent.
  private mutating func fillDisk(_ index: Int) {
    guard let storage = M.initialStorage(conditions.agents[index], settings(of: index))
    else { return }
    agents[index].disk.storage = storage
    observer.storageChanged(storage, of: AgentID(index), at: now)
  }

  /// Schedules what is known at time 0.
  private mutating func schedule() {
    for index in conditions.faults.indices {
      if case .at(let time) = conditions.faults[index].trigger {
        pushFault(EventKind.faultBegin, index, after: time)
      }
    }
    for client in clients.indices {
      queue.push(time: 0, tag: EventKind.clientStart, index: UInt32(client))
    }
  }
}

/// Why a run stopped.
@frozen
public enum StopReason: Hashable, Sendable {
  /// Every event up to the time asked for is over.
  case time
  /// The number of events asked for is over.
  case eventCount
  /// Faults and computations have cost as much work beside events as the world's limit says.
  case work
  /// The condition no longer held.
  case condition
  /// An observer saw what must never happen.
  case violation
}
