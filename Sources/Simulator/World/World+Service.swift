/// Agents that take time to work off their inputs.
///
/// Such an agent's life is `serving` while it is up, never `running`. So one look at its life, which every
/// input takes anyhow, sends its inputs here, and the others pay nothing.
extension World {
  /// Whether an agent takes time for its inputs, in whatever state its process is.
  @inlinable @inline(__always)
  func takesTime(_ index: Int) -> Bool { !services.isEmpty && !services[index].isInstant }

  /// An input reaches an agent that cannot be stepped at once: a free worker takes it up, or it waits.
  @inlinable @inline(never)
  mutating func join(_ event: Event, _ index: Int) {
    guard takesTime(index) else { return hold(event, index) }
    if agents[index].life == .serving, let worker = services[index].idle.popLast() {
      takeUp(event, index, worker)
      observer.workersChanged(services[index].busyCount, of: AgentID(index), at: now)
      return
    }
    if takesRoom(event, index) {
      if services[index].isFull, !makeRoom(index) { return refuse(event, index) }
      services[index].occupied += 1
    }
    hold(event, index)
  }

  /// Whether an input takes room in the inbox: all but timers and what the agent sends to itself.
  @inlinable
  func takesRoom(_ event: Event, _ index: Int) -> Bool {
    if event.tag & 15 != EventKind.arrival { return false }
    let number = Int32(bitPattern: event.index)
    if case .request = envelopes[number].content { return true }
    return Int(envelopes[number].source) != index
  }

  /// A worker starts to work on an input.
  @inlinable
  mutating func takeUp(_ event: Event, _ index: Int, _ worker: Int32) {
    if event.tag & 15 == EventKind.arrival {
      envelopes[Int32(bitPattern: event.index)].state = .worked
    }
    let end = now &+ serviceTime(event, index)
    let ticket = pushEnd(index, worker, at: end)
    services[index].begin(event, worker, until: end, ticket)
    trace.feed((UInt64(UInt32(bitPattern: worker)) << 32) | UInt64(index))
    trace.feed(end)
    observer.tookUp(
      waitingInput(event, index), by: AgentID(index), since: event.time, until: end, at: now)
  }

  @inlinable
  mutating func pushEnd(_ index: Int, _ worker: Int32, at end: Nanoseconds) -> Int32 {
    queue.push(
      time: end, tag: (UInt32(bitPattern: worker) << 4) | EventKind.workEnd,
      index: UInt32(truncatingIfNeeded: index))
  }

  /// Draws how long work on an input takes that starts now; always one word.
  @inlinable
  mutating func serviceTime(_ event: Event, _ index: Int) -> Nanoseconds {
    let time: Nanoseconds
    if event.tag & 15 == EventKind.timer {
      time = services[index].drawForTimer()
    } else if case .request = envelopes[Int32(bitPattern: event.index)].content {
      time = services[index].drawForRequest()
    } else {
      time = services[index].drawForMessage()
    }
    return services[index].slowings.isEmpty ? time : slowed(time, index)
  }

  /// Work on an input is over: the machine is stepped with it, and the worker takes up what waits.
  @inlinable @inline(never)
  mutating func endWork(_ event: Event, _ turn: inout Turn<M>) {
    let index = Int(event.index)
    let worker = Int32(bitPattern: event.tag >> 4)
    let input = services[index].end(worker)
    if input.tag & 15 == EventKind.arrival {
      let number = Int32(bitPattern: input.index)
      observer.landed(number)
      deliver(number, index, &turn)
    } else if isDue(input, index) {
      fire(index, Int(input.tag >> 4), &turn)
    }
    // Not while it waits for its disk, which the step may have given something to write.
    if agents[index].life == .serving { takeUpWaiting(index) }
    observer.workersChanged(services[index].busyCount, of: AgentID(index), at: now)
  }

  /// Free workers take up what waits, in the order in which it came.
  @inlinable
  mutating func takeUpWaiting(_ index: Int) {
    while agents[index].backlogStart < agents[index].backlog.count,
      let worker = services[index].idle.popLast()
    {
      let event = takeFirst(index)
      if event.tag & 15 == EventKind.timer, !isDue(event, index) {
        services[index].idle.append(worker)
      } else {
        if takesRoom(event, index) { services[index].occupied -= 1 }
        takeUp(event, index, worker)
      }
    }
  }

  /// Takes what has waited longest out of the inbox.
  @inlinable
  mutating func takeFirst(_ index: Int) -> Event {
    let start = agents[index].backlogStart
    let event = agents[index].backlog[start]
    agents[index].backlogStart = start + 1
    if start + 1 == agents[index].backlog.count {
      agents[index].backlog.removeAll(keepingCapacity: true)
      agents[index].backlogStart = 0
    } else if start >= 64, start * 2 > agents[index].backlog.count {
      // An inbox that is never empty must not grow with the run.
      agents[index].backlog.removeFirst(start + 1)
      agents[index].backlogStart = 0
    }
    return event
  }

  /// Whether a timer that came due earlier is to fire still: it was neither disarmed nor armed again since,
  /// and no jump of the clock has put its deadline off.
  @inlinable
  mutating func isDue(_ event: Event, _ index: Int) -> Bool {
    let slot = Int(event.tag >> 4)
    guard agents[index].timers[slot].isArmed, agents[index].timers[slot].ticket == 0,
      agents[index].timers[slot].queuedAt == event.time
    else { return false }
    let due = agents[index].clock.world(at: agents[index].timers[slot].deadline)
    if due <= now { return true }
    enqueueTimer(index, slot, at: due)
    return false
  }
}
