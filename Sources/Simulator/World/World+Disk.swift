extension World {
  /// Takes up a write: durable at once on an ideal disk, else queued for the next flush.
  ///
  /// A function of its own, which owns the write: where it is a part of the effect that it came in, the
  /// whole effect is destroyed with it, through metadata and at ten times the cost.
  @inlinable @inline(never)
  mutating func persist(_ write: consuming M.Storage.Write, _ index: Int) {
    observer.wrote(write, of: AgentID(index), at: now)
    if agents[index].disk.isPlain, agents[index].disk.isIdle {
      settle(write, index)
    } else {
      enqueue(write, index)
    }
  }

  @inlinable @inline(__always)
  mutating func settle(_ write: consuming M.Storage.Write, _ index: Int) {
    agents[index].disk.storage.apply(write)
    observer.becameDurable(write, agents[index].disk.storage, of: AgentID(index), at: now)
  }

  @inlinable
  mutating func enqueue(_ write: consuming M.Storage.Write, _ index: Int) {
    agents[index].disk.held.append(.write(write))
    if agents[index].disk.flushing == 0 { startFlush(index) }
  }

  /// Starts a flush of every write that waits now, unless a fault keeps the disk from it.
  @inlinable
  mutating func startFlush(_ index: Int) {
    // The first of what is held is always a write: what stands before one has left.
    if agents[index].disk.isIdle { return }
    if agents[index].disk.conditions.blocks { block(index) }
    if let fault = agents[index].disk.blockingFault {
      faults.count(fault)
      return
    }
    let (writes, bytes) = agents[index].disk.waitingWrites
    agents[index].disk.flushing = writes
    let time = flushTime(index, bytes)
    agents[index].disk.flushTicket = queue.push(
      time: now &+ time, tag: EventKind.flush, index: UInt32(truncatingIfNeeded: index))
  }

  @inlinable
  mutating func flushTime(_ index: Int, _ bytes: Int) -> Nanoseconds {
    let conditions = agents[index].disk.conditions
    var time = conditions.flush.sample(agents[index].disk.stream.next())
    if conditions.bytesPerSecond > 0 {
      time = Swift.min(
        time &+ Network.transmissionTime(bytes, conditions.bytesPerSecond), .never)
    }
    faults.charge(agents[index].disk.troubles.count)
    for trouble in agents[index].disk.troubles {
      guard case .slow(let thousandths, let floor) = trouble.harm else { continue }
      let slowed = Swift.max(Network.scale(time, thousandths), floor.clampedSpan)
      if slowed > time { faults.count(trouble.fault) }
      time = Swift.max(slowed, time)
    }
    return time
  }

  /// A flush's time is over; a process that stands still learns of it when it goes on.
  @inlinable
  mutating func flush(_ event: Event, _ turn: inout Turn<M>) {
    let index = Int(event.index)
    agents[index].disk.flushTicket = 0
    switch agents[index].life {
    case .running, .serving, .blocked:
      finishFlush(index, &turn)
    case .paused, .resuming, .down: hold(event, index)
    }
  }

  /// A flush is over: its writes are durable, and what waited for them leaves.
  @inlinable
  mutating func finishFlush(_ index: Int, _ turn: inout Turn<M>) {
    if let fault = agents[index].disk.failingFault {
      faults.count(fault)
      if outlivesFailure(index, &turn) { return }
      stopProcess(index, .none)
      faults.addVictim(AgentID(index), agents[index].incarnation, of: fault)
    } else if !agents[index].disk.conditions.failure.isZero,
      agents[index].disk.stream.happens(agents[index].disk.conditions.failure)
    {
      if outlivesFailure(index, &turn) { return }
      stopProcess(index, .none)
      pushRestart(index)
    } else {
      releaseHeld(index)
      startFlush(index)
      if agents[index].life == .blocked, agents[index].disk.isIdle { unblock(index) }
    }
  }

  /// Tells a machine that a flush failed; if its process goes on, the same writes are tried again.
  @usableFromInline
  mutating func outlivesFailure(_ index: Int, _ turn: inout Turn<M>) -> Bool {
    beginTurn(index, &turn)
    guard agents[index].machine.writeFailed(&turn) else {
      precondition(turn.effects.count == 0, "a machine that gives up asks for nothing")
      return false
    }
    // First, so that what the machine writes now waits for the next flush.
    agents[index].disk.flushTicket = queue.push(
      time: now &+ agents[index].disk.conditions.retryAfterFailure.clampedSpan,
      tag: EventKind.flush, index: UInt32(truncatingIfNeeded: index))
    finishTurn(index, &turn)
    return true
  }

  @usableFromInline
  mutating func pushRestart(_ index: Int) {
    queue.push(
      time: now &+ agents[index].disk.conditions.restartAfterFailure.clampedSpan,
      tag: ((agents[index].incarnation & 0xFFF_FFFF) << 4) | EventKind.restart,
      index: UInt32(truncatingIfNeeded: index))
  }

  /// Settles the writes of the flush that is over and lets out what stands before the next write.
  @inlinable
  mutating func releaseHeld(_ index: Int) {
    while agents[index].disk.heldStart < agents[index].disk.held.count {
      let item = agents[index].disk.held[agents[index].disk.heldStart]
      if case .write = item {
        if agents[index].disk.flushing == 0 { break }
        agents[index].disk.flushing -= 1
      }
      agents[index].disk.heldStart += 1
      switch item {
      case .write(let write):
        if !agents[index].disk.troubles.isEmpty { lie(index) }
        settle(write, index)
      case .send(let message, let target): transmit(message, index, target)
      case .respond(let reply, let id): answer(reply, index, id)
      }
    }
    if agents[index].disk.isIdle {
      agents[index].disk.held.removeAll(keepingCapacity: true)
    } else {
      agents[index].disk.held.removeFirst(agents[index].disk.heldStart)
    }
    agents[index].disk.heldStart = 0
  }

  /// Keeps what will be left of a disk that says of a write that it succeeded, and lost it.
  @usableFromInline
  mutating func lie(_ index: Int) {
    for trouble in agents[index].disk.troubles where trouble.harm == .lying {
      faults.count(trouble.fault)
      if agents[index].disk.survivors.isEmpty {
        agents[index].disk.survivors.append(agents[index].disk.storage)
      }
      return
    }
  }

  @usableFromInline
  mutating func restartAfterDisk(_ event: Event, _ turn: inout Turn<M>) {
    let index = Int(event.index)
    guard agents[index].incarnation & 0xFFF_FFFF == event.tag >> 4 else { return }
    startProcess(index, &turn)
  }
}

extension World {
  /// A fault starts to harm a disk.
  mutating func harmDisk(_ index: Int, _ harm: FaultAction.DiskHarm, _ fault: Int) {
    agents[index].disk.troubles.append(DiskState<M>.Trouble(fault: fault, harm: harm))
    agents[index].disk.isPlain = false
    switch harm {
    case .slow, .failing, .full, .lying: break
    case .stalled: stallFlush(index, fault)
    }
  }

  /// A fault's harm to a disk is over.
  mutating func healDisk(_ index: Int, _ harm: FaultAction.DiskHarm, _ fault: Int) {
    agents[index].disk.troubles.removeAll { $0.fault == fault }
    agents[index].disk.isPlain =
      agents[index].disk.troubles.isEmpty && agents[index].disk.conditions.isInstant
    switch harm {
    case .slow, .failing, .full, .lying: if agents[index].disk.flushing == 0 { startFlush(index) }
    case .stalled: endStall(index)
    }
  }

  /// Takes the end of a flush under way out of the queue.
  private mutating func stallFlush(_ index: Int, _ fault: Int) {
    if agents[index].disk.flushTicket == 0 { return }
    queue.remove(agents[index].disk.flushTicket)
    agents[index].disk.flushTicket = 0
    faults.count(fault)
  }

  /// Ends the flush that was under way when the disk stalled, or starts the next, unless the disk stays
  /// stalled.
  private mutating func endStall(_ index: Int) {
    if agents[index].disk.flushing == 0 { return startFlush(index) }
    for trouble in agents[index].disk.troubles where trouble.harm == .stalled { return }
    // A flush without an event is stalled, or over and waits until its process goes on.
    faults.charge(agents[index].backlog.count)
    let isOver = agents[index].backlog[agents[index].backlogStart...].contains {
      $0.tag & 15 == EventKind.flush
    }
    if isOver || agents[index].disk.flushTicket != 0 { return }
    agents[index].disk.flushTicket = queue.push(
      time: now, tag: EventKind.flush, index: UInt32(truncatingIfNeeded: index))
  }

  /// What a crash leaves of the disk; returns whether the fault's harm to it was done.
  mutating func crashDisk(_ index: Int, _ loss: FaultAction.DiskLoss) -> Bool {
    let flushed = agents[index].disk.flushing
    let held = agents[index].disk.held
    let start = agents[index].disk.heldStart
    if agents[index].disk.flushTicket != 0 { queue.remove(agents[index].disk.flushTicket) }
    agents[index].disk.flushTicket = 0
    agents[index].disk.flushing = 0
    agents[index].disk.held.removeAll()
    agents[index].disk.heldStart = 0
    agents[index].disk.recovery = .intact
    if let survivor = agents[index].disk.survivors.popLast(), loss != .amnesia {
      // What a torn write would be part of is cut off with what the disk lost.
      agents[index].disk.storage = survivor
      if loss == .corruptTail { _ = agents[index].disk.storage.corruptTail() }
      agents[index].disk.recovery = .corruptTail
      observer.storageChanged(agents[index].disk.storage, of: AgentID(index), at: now)
      return true
    }
    let harmed: Bool
    let recovery: Recovery
    switch loss {
    case .none: return true
    case .torn: (harmed, recovery) = (tear(index, held[start...], flushed), .torn)
    case .corruptTail:
      (harmed, recovery) = (agents[index].disk.storage.corruptTail(), .corruptTail)
    case .amnesia:
      (harmed, recovery) = (agents[index].disk.storage != M.Storage(), .amnesia)
      agents[index].disk.storage = M.Storage()
    }
    if harmed {
      agents[index].disk.recovery = recovery
      observer.storageChanged(agents[index].disk.storage, of: AgentID(index), at: now)
    }
    return harmed
  }

  /// Keeps a random part of a flush: its first writes whole, the next one torn.
  private mutating func tear(_ index: Int, _ held: ArraySlice<Held<M>>, _ flushed: Int) -> Bool {
    if flushed == 0 { return false }
    let share = agents[index].disk.stream.below(UInt64(flushed) << 32)
    var whole = Int(share >> 32)
    for item in held {
      guard case .write(let write) = item else { continue }
      if whole == 0 {
        agents[index].disk.storage.tear(write, kept: UInt32(truncatingIfNeeded: share))
        break
      }
      agents[index].disk.storage.apply(write)
      whole -= 1
    }
    return true
  }
}
