extension World {
  /// Carries out what a step asked for, in the order asked for.
  ///
  /// Each effect is taken apart where it is moved out, and its content moved on: a copy of an enum of
  /// many payloads costs as much as the rest of the effect.
  // In Embedded Swift size counts: the body stands once for a world and not at each of its five callers.
  #if hasFeature(Embedded)
    @inlinable @inline(never)
  #else
    @inlinable @inline(__always)
  #endif
  mutating func finishTurn(_ index: Int, _ turn: inout Turn<M>) {
    agents[index].random = turn.random
    if turn.computed > 0 { chargeComputation(&turn) }
    let count = turn.effects.count
    turn.effects.count = 0
    for place in 0..<count {
      // The turn's first `count` places are initialised; each is moved out once, and no machine is
      // stepped meanwhile.
      switch unsafe (turn.effects.places + place).move() {
      case .send(let message, let target): send(consume message, index, target)
      case .sendAhead(let message, let target): sendAhead(consume message, index, target)
      case .setTimer(let timer, let delay): arm(timer, index, delay)
      case .cancelTimer(let timer): disarm(timer, index)
      case .persist(let write): persist(consume write, index)
      case .respond(let reply, let id): respond(consume reply, index, id)
      case .respondAhead(let reply, let id): respondAhead(consume reply, index, id)
      case .note(let note): observe(note, index)
      }
    }
    showStep(index)
  }

  /// What a machine computes at length belongs to the work beside events.
  @inlinable @inline(never)
  mutating func chargeComputation(_ turn: inout Turn<M>) {
    faults.charge(turn.computed)
    turn.computed = 0
  }

  /// Shows observers the machine as the step left it.
  @inlinable @inline(__always)
  mutating func showStep(_ index: Int) {
    World.show(&agents[index].machine, AgentID(index), to: &observer, at: time)
  }

  /// Apart, because two exclusive accesses cannot meet: so the compiler knows that the observer does not
  /// write to the machine, and need not copy it with all that it holds.
  @inlinable
  static func show(
    _ machine: inout M, _ agent: AgentID, to observer: inout O, at time: Nanoseconds
  ) {
    observer.stepped(machine, agent, at: time)
  }

  @inlinable @inline(__always)
  mutating func send(_ message: consuming M.Message, _ index: Int, _ target: AgentID) {
    if agents[index].disk.isIdle {
      transmit(message, index, target)
    } else {
      agents[index].disk.held.append(.send(message, to: target))
    }
  }

  @inlinable @inline(__always)
  mutating func respond(_ reply: consuming M.Reply, _ index: Int, _ id: RequestID) {
    if agents[index].disk.isIdle {
      answer(reply, index, id)
    } else {
      agents[index].disk.held.append(.respond(reply, to: id))
    }
  }

  /// Leaves at once, except from a process that stands still for its disk.
  @inlinable @inline(__always)
  mutating func sendAhead(_ message: consuming M.Message, _ index: Int, _ target: AgentID) {
    if agents[index].life == .blocked {
      agents[index].disk.held.append(.send(message, to: target))
    } else {
      transmit(message, index, target)
    }
  }

  @inlinable @inline(__always)
  mutating func respondAhead(_ reply: consuming M.Reply, _ index: Int, _ id: RequestID) {
    if agents[index].life == .blocked {
      agents[index].disk.held.append(.respond(reply, to: id))
    } else {
      answer(reply, index, id)
    }
  }

  @inlinable @inline(__always)
  mutating func observe(_ note: M.Note, _ index: Int) {
    note.feed(&trace)
    observer.noted(note, by: AgentID(index), at: now)
    if faults.awaitsMilestones, let milestone = note.milestone { reached(milestone) }
  }

  /// Arms a timer. An event that is queued for an earlier time stays and is moved when it comes up, so
  /// that a timer that is armed again and again costs no event each time. Among events of one time it
  /// then stands where it was moved to.
  @inlinable
  mutating func arm(_ timer: M.Timer, _ index: Int, _ delay: Nanoseconds) {
    let slot = timer.slot
    let deadline = agents[index].clock.local(at: now) &+ delay.clampedSpan
    makeTimers(index, slot, timer)
    agents[index].timers[slot].tag = timer
    agents[index].timers[slot].isArmed = true
    agents[index].timers[slot].deadline = deadline
    let due = Swift.max(agents[index].clock.world(at: deadline), now)
    observer.armed(timer, of: AgentID(index), due: due, at: now)
    place(index, slot, due)
  }

  /// Sees to it that a timer's event is due no later than its deadline, which is due at that time of the
  /// world.
  @inlinable @inline(__always)
  mutating func place(_ index: Int, _ slot: Int, _ due: Nanoseconds) {
    let ticket = agents[index].timers[slot].ticket
    if ticket != 0 {
      if agents[index].timers[slot].queuedAt <= due { return }
      queue.remove(ticket)
    }
    enqueueTimer(index, slot, at: due)
  }

  @inlinable @inline(__always)
  mutating func makeTimers(_ index: Int, _ slot: Int, _ timer: M.Timer) {
    if agents[index].timers.isEmpty {
      agents[index].timers = Array(
        repeating: TimerState(tag: timer, isArmed: false, deadline: 0, ticket: 0, queuedAt: 0),
        count: M.Timer.slotCount)
    }
    assert(slot < M.Timer.slotCount, "slot \(slot) of \(M.Timer.slotCount)")
  }

  /// Disarms a timer; its event stays in the queue, to be used if it is armed again, or dropped.
  @inlinable
  mutating func disarm(_ timer: M.Timer, _ index: Int) {
    let slot = timer.slot
    guard slot < agents[index].timers.count, agents[index].timers[slot].isArmed else { return }
    agents[index].timers[slot].isArmed = false
    observer.disarmed(timer, of: AgentID(index), at: now)
  }
}
