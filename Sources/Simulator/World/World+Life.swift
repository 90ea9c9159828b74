extension World {
  /// Starts an agent's process from what its disk kept.
  @usableFromInline
  mutating func startProcess(_ index: Int, _ turn: inout Turn<M>) {
    guard agents[index].life == .down else { return }
    let recovery = agents[index].disk.recovery
    if agents[index].incarnation > 0 { resetConnections(of: index) }
    agents[index].life = takesTime(index) ? .serving : .running
    agents[index].incarnation &+= 1
    agents[index].disk.recovery = .intact
    agents[index].machine = M(conditions.agents[index], settings(of: index))
    announce(index, .started(recovery))
    beginTurn(index, &turn)
    agents[index].machine.start(from: agents[index].disk.storage, recovery, &turn)
    finishTurn(index, &turn)
  }

  /// Stops an agent's process at once: timers, what waits for the disk, what waits for the process and
  /// what it works on are gone.
  /// - Returns: whether the process was up and the harm asked for was done to the disk.
  @usableFromInline @discardableResult
  mutating func stopProcess(_ index: Int, _ loss: FaultAction.DiskLoss) -> Bool {
    guard agents[index].life != .down else { return false }
    agents[index].life = .down
    agents[index].pauses = 0
    agents[index].incarnation &+= 1
    for slot in agents[index].timers.indices {
      let ticket = agents[index].timers[slot].ticket
      if ticket != 0 { queue.remove(ticket) }
    }
    agents[index].timers.removeAll()
    let harmed = crashDisk(index, loss)
    announce(index, .crashed)
    resetConnections(of: index)
    dropWork(index)
    let backlog = agents[index].backlog[agents[index].backlogStart...]
    agents[index].backlog.removeAll()
    agents[index].backlogStart = 0
    for event in backlog where event.tag & 15 == EventKind.arrival { loseInput(event) }
    return harmed
  }

  /// Tells observers and the digest about a change of a process.
  private mutating func announce(_ index: Int, _ change: LifeChange) {
    trace.feed((UInt64(index) << 8) | change.code)
    observer.changed(AgentID(index), change, at: now)
  }
}

extension World {
  /// Makes a process stand still; pauses that overlap end with the last.
  /// - Returns: the number of inputs on which work stops; nil if the process is down.
  mutating func pauseProcess(_ index: Int) -> Int64? {
    guard agents[index].life != .down else { return nil }
    agents[index].pauses += 1
    if agents[index].life == .paused { return 0 }
    let isBlocked = agents[index].life == .blocked
    agents[index].life = .paused
    announce(index, .paused)
    // The work of a process that waits for its disk is suspended already.
    return isBlocked ? 0 : suspendWork(index)
  }

  /// Ends one pause of a process. After the last one, what arrived meanwhile is taken up now, one input
  /// an event, in the order it arrived and before all that arrives later.
  mutating func resumeProcess(_ index: Int) {
    guard agents[index].life == .paused else { return }
    agents[index].pauses -= 1
    if agents[index].pauses > 0 { return }
    if staysBlocked(index) {
      agents[index].life = .blocked
      return announce(index, .resumed)
    }
    if takesTime(index) {
      agents[index].life = .serving
      announce(index, .resumed)
      return resumeWork(index)
    }
    announce(index, .resumed)
    takeUpHeld(index)
  }

  /// A process takes up what has waited for it, one input an event.
  mutating func takeUpHeld(_ index: Int) {
    let waits = agents[index].backlogStart < agents[index].backlog.count
    agents[index].life = waits ? .resuming : .running
    if waits { pushBacklog(index) }
  }

  private mutating func pushBacklog(_ index: Int) {
    queue.push(time: now, tag: EventKind.backlog, index: UInt32(truncatingIfNeeded: index))
  }

  /// Puts an input behind those that wait for a process that stands still or is busy.
  @inlinable @inline(never)
  mutating func hold(_ event: Event, _ index: Int) {
    agents[index].backlog.append(event)
    observer.waited(waitingInput(event, index), at: AgentID(index), at: now)
    if agents[index].life == .paused {
      faults.countPause(of: AgentID(index), agents[index].incarnation)
    }
  }

  @inlinable
  func waitingInput(_ event: Event, _ index: Int) -> WaitingInput<M> {
    switch event.tag & 15 {
    case EventKind.arrival: .arrival(Int32(bitPattern: event.index))
    case EventKind.timer: .timer(agents[index].timers[Int(event.tag >> 4)].tag)
    default: .flush
    }
  }

  /// Takes up the first input that waits, unless the process stopped or paused again meanwhile.
  @usableFromInline
  mutating func takeUpBacklog(_ index: Int, _ turn: inout Turn<M>) {
    guard agents[index].life == .resuming else { return }
    let event = agents[index].backlog[agents[index].backlogStart]
    agents[index].backlogStart += 1
    if agents[index].backlogStart < agents[index].backlog.count {
      pushBacklog(index)
    } else {
      agents[index].backlog.removeAll()
      agents[index].backlogStart = 0
      agents[index].life = .running
    }
    switch event.tag & 15 {
    case EventKind.arrival:
      let number = Int32(bitPattern: event.index)
      feedArrival(number)
      observer.landed(number)
      deliver(number, index, &turn)
    case EventKind.timer: takeUpTimer(index, Int(event.tag >> 4), &turn)
    default: finishFlush(index, &turn)
    }
  }

  /// A timer that came due during a pause fires, unless it was disarmed or armed again since then.
  private mutating func takeUpTimer(_ index: Int, _ slot: Int, _ turn: inout Turn<M>) {
    guard agents[index].timers[slot].isArmed, agents[index].timers[slot].ticket == 0 else { return }
    let due = agents[index].clock.world(at: agents[index].timers[slot].deadline)
    if due > now {
      enqueueTimer(index, slot, at: due)
    } else {
      fire(index, slot, &turn)
    }
  }

  /// Brings the events of an agent's armed timers into line after a change of its clock.
  /// - Returns: the number of armed timers: each is due at another time of the world now.
  mutating func replaceTimers(_ index: Int) -> Int64 {
    var moved: Int64 = 0
    for slot in agents[index].timers.indices where agents[index].timers[slot].isArmed {
      moved += 1
      if agents[index].timers[slot].ticket == 0 { continue }
      let due = agents[index].clock.world(at: agents[index].timers[slot].deadline)
      place(index, slot, Swift.max(due, now))
    }
    return moved
  }
}

extension LifeChange {
  /// What the digest is fed; part of every fingerprint.
  var code: UInt64 {
    switch self {
    case .crashed: 0
    case .paused: 1
    case .resumed: 2
    case .started(.fresh): 3
    case .started(.intact): 4
    case .started(.torn): 5
    case .started(.corruptTail): 6
    case .started(.amnesia): 7
    }
  }
}
