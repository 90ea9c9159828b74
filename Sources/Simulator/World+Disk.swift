extension World {
  /// Takes up a write: durable at once on an ideal disk, else queued for the next flush.
  @inlinable @inline(__always)
  mutating func persist(_ write: consuming M.Storage.Write, _ index: Int) {
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
  mutating func enqueue(_ write: M.Storage.Write, _ index: Int) {
    agents[index].disk.held.append(.write(write))
    if agents[index].disk.flushing == 0 { startFlush(index) }
  }

  /// Starts a flush of every write that waits now; a full disk refuses it.
  @usableFromInline
  mutating func startFlush(_ index: Int) {
    var writes = 0
    var bytes = 0
    let held = agents[index].disk.held
    for place in agents[index].disk.heldStart..<held.count {
      if case .write(let write) = held[place] {
        writes += 1
        bytes += M.Storage.byteCount(write)
      }
    }
    if writes == 0 { return }
    for trouble in agents[index].disk.troubles {
      guard case .full = trouble.kind else { continue }
      faults.count(trouble.fault)
      return
    }
    agents[index].disk.flushing = writes
    let time = flushTime(index, bytes)
    agents[index].disk.flushTicket = queue.push(
      time: now &+ time, tag: EventKind.flush, index: UInt32(truncatingIfNeeded: index))
  }

  private mutating func flushTime(_ index: Int, _ bytes: Int) -> Nanoseconds {
    let conditions = agents[index].disk.conditions
    var time = conditions.flush.sample(agents[index].disk.stream.next())
    if conditions.bytesPerSecond > 0 {
      time += Network.transmissionTime(bytes, conditions.bytesPerSecond)
    }
    for trouble in agents[index].disk.troubles {
      guard case .slow(let thousandths, let floor) = trouble.kind else { continue }
      let slowed = Swift.max(Network.scale(time, thousandths), floor)
      if slowed > time { faults.count(trouble.fault) }
      time = Swift.max(slowed, time)
    }
    return time
  }

  /// A flush is over: its writes are durable, and what waited for them leaves.
  @usableFromInline
  mutating func finishFlush(_ index: Int, _ turn: inout Turn<M>) {
    agents[index].disk.flushTicket = 0
    let failing = agents[index].disk.troubles.first {
      if case .failing = $0.kind { true } else { false }
    }
    if let failing {
      faults.count(failing.fault)
      faults.addVictim(AgentID(index), agents[index].incarnation, of: failing.fault)
      stopProcess(index, .none)
      return
    }
    if agents[index].disk.conditions.failure.isZero == false,
      agents[index].disk.stream.happens(agents[index].disk.conditions.failure)
    {
      stopProcess(index, .none)
      _ = queue.push(
        time: now &+ agents[index].disk.conditions.restartAfterFailure,
        tag: ((agents[index].incarnation & 0xFFF_FFFF) << 4) | EventKind.restart,
        index: UInt32(truncatingIfNeeded: index))
      return
    }
    releaseHeld(index)
    startFlush(index)
  }

  /// Settles the writes of the flush that is over and lets out what stands before the next write.
  private mutating func releaseHeld(_ index: Int) {
    while agents[index].disk.heldStart < agents[index].disk.held.count {
      let item = agents[index].disk.held[agents[index].disk.heldStart]
      if case .write = item {
        if agents[index].disk.flushing == 0 { break }
        agents[index].disk.flushing -= 1
      }
      agents[index].disk.heldStart += 1
      switch item {
      case .write(let write): settle(write, index)
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

  @usableFromInline
  mutating func restartAfterDisk(_ event: Event, _ turn: inout Turn<M>) {
    let index = Int(event.index)
    guard agents[index].incarnation & 0xFFF_FFFF == event.tag >> 4 else { return }
    startProcess(index, &turn)
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
    let harmed: Bool
    switch loss {
    case .none: return true
    case .torn: harmed = tear(index, held[start...], flushed)
    case .corruptTail:
      harmed = agents[index].disk.storage.corruptTail()
      if harmed { agents[index].disk.recovery = .corruptTail }
    case .amnesia:
      harmed = agents[index].disk.storage != M.Storage()
      agents[index].disk.storage = M.Storage()
      agents[index].disk.recovery = .amnesia
    }
    if harmed {
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
    agents[index].disk.recovery = .torn
    return true
  }
}
