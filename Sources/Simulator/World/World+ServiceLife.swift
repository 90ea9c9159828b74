/// Inboxes that are full, and what faults do to work under way.
extension World {
  /// Loses the input that has waited longest, if the agent's inbox does so when it is full.
  @usableFromInline
  mutating func makeRoom(_ index: Int) -> Bool {
    guard services[index].conditions.whenFull == .dropOldest else { return false }
    for place in agents[index].backlogStart..<agents[index].backlog.count {
      let event = agents[index].backlog[place]
      if !takesRoom(event, index) {
        faults.charge(1)
        continue
      }
      if place == agents[index].backlogStart {
        _ = takeFirst(index)
      } else {
        faults.charge(agents[index].backlog.count - place)
        agents[index].backlog.remove(at: place)
      }
      services[index].occupied -= 1
      refuse(event, index)
      return true
    }
    return false
  }

  /// A message or request is lost since the inbox is full.
  @usableFromInline
  mutating func refuse(_ event: Event, _ index: Int) {
    let number = Int32(bitPattern: event.index)
    envelopes[number].state = .refused
    observer.landed(number)
    lose(envelopes.take(number))
  }

  /// A process stands still: work under way stops where it is.
  /// - Returns: the number of inputs that were worked on.
  mutating func suspendWork(_ index: Int) -> Int64 {
    guard takesTime(index) else { return 0 }
    var stopped: Int64 = 0
    for place in services[index].works.indices where services[index].works[place].isUnderWay {
      queue.remove(services[index].works[place].ticket)
      services[index].works[place].ticket = 0
      services[index].works[place].end -= now
      stopped += 1
    }
    if stopped > 0 { observer.workersChanged(0, of: AgentID(index), at: now) }
    return stopped
  }

  /// A process goes on: so does its work, for the time that was left, and free workers take up what came
  /// meanwhile. The news that writes are durable, which takes no worker, is told at once.
  mutating func resumeWork(_ index: Int) {
    let start = agents[index].backlogStart
    faults.charge(agents[index].backlog.count - start)
    let flush = agents[index].backlog[start...].firstIndex { $0.tag & 15 == EventKind.flush }
    if let flush {
      let event = agents[index].backlog.remove(at: flush)
      agents[index].disk.flushTicket = queue.push(time: now, tag: event.tag, index: event.index)
    }
    for place in services[index].works.indices where services[index].works[place].isUnderWay {
      let end = now &+ services[index].works[place].end
      services[index].works[place].end = end
      services[index].works[place].ticket = pushEnd(
        index, Int32(truncatingIfNeeded: place), at: end)
    }
    takeUpWaiting(index)
    if services[index].busyCount > 0 {
      observer.workersChanged(services[index].busyCount, of: AgentID(index), at: now)
    }
  }

  /// A process stops: what it works on is lost.
  mutating func dropWork(_ index: Int) {
    guard takesTime(index) else { return }
    let works = services[index].works
    services[index].clear()
    for work in works where work.isUnderWay {
      if work.ticket != 0 { queue.remove(work.ticket) }
      if work.input.tag & 15 == EventKind.arrival { loseInput(work.input) }
    }
    observer.workersChanged(0, of: AgentID(index), at: now)
  }

  /// A message or request is lost at an agent whose process stopped.
  mutating func loseInput(_ event: Event) {
    let number = Int32(bitPattern: event.index)
    observer.landed(number)
    lose(envelopes.take(number))
  }
}

/// Slow agents.
extension World {
  /// A service time as the faults that make the agent slow stretch it, one after the other.
  @usableFromInline
  mutating func slowed(_ time: Nanoseconds, _ index: Int) -> Nanoseconds {
    var time = time
    faults.charge(services[index].slowings.count)
    for slowing in services[index].slowings {
      let longer = Network.scale(time, slowing.thousandths)
      if longer > time { faults.count(slowing.fault) }
      time = Swift.max(longer, time)
    }
    return time
  }

  /// A fault starts to make an agent slow: in what it takes up from now on.
  mutating func slowDown(_ index: Int, thousandths: Int64, _ fault: Int) {
    if !takesTime(index) { return }
    services[index].slowings.append(
      ServiceState.Slowing(fault: fault, thousandths: thousandths))
  }

  /// A fault no longer makes an agent slow; work under way ends when it was to end.
  mutating func speedUp(_ index: Int, _ fault: Int) {
    if !takesTime(index) { return }
    services[index].slowings.removeAll { $0.fault == fault }
  }
}
