extension World {
  /// Runs the next event if it is due by `limit`.
  ///
  /// Timers that were armed again for later are moved on the way; that is no event.
  @inlinable
  mutating func advance(
    notAfter limit: Nanoseconds, _ turn: inout Turn<M>, _ loadTurn: inout LoadTurn<L>
  ) -> Bool {
    while let event = queue.popFirst(notAfter: limit) {
      let kind = event.tag & 15
      if kind == EventKind.arrival {
        time = event.time
        arrive(event, &turn, &loadTurn)
      } else if kind == EventKind.timer {
        if !expire(event, &turn) { continue }
      } else {
        time = event.time
        dispatchRare(event, &turn, &loadTurn)
      }
      events &+= 1
      observer.ended(eventNumber: eventCount, digest, at: now)
      return true
    }
    return false
  }

  @inlinable
  mutating func dispatchRare(
    _ event: Event, _ turn: inout Turn<M>, _ loadTurn: inout LoadTurn<L>
  ) {
    trace.feed(event.time)
    trace.feed(UInt64(event.tag))
    if !EventKind.isFault(event.tag) { trace.feed(UInt64(event.index)) }
    switch event.tag & 15 {
    case EventKind.alarm:
      wakeClient(Int32(bitPattern: event.tag >> 4), Int32(bitPattern: event.index), &loadTurn)
    case EventKind.clientStart: startClient(Int32(bitPattern: event.index), &loadTurn)
    case EventKind.workEnd: endWork(event, &turn)
    case EventKind.flush: flush(event, &turn)
    case EventKind.restart: restartAfterDisk(event, &turn)
    case EventKind.faultBegin: beginFault(Int(event.index))
    case EventKind.faultEnd: endFault(Int(event.index), &turn)
    case EventKind.faultFlap: flapFault(Int(event.index))
    case EventKind.backlog: takeUpBacklog(Int(event.index), &turn)
    case EventKind.connection: sendAgain(Int(event.index))
    default: preconditionFailure("unknown event")
    }
  }

  /// Something arrives at an agent or a client.
  @inlinable
  mutating func arrive(
    _ event: Event, _ turn: inout Turn<M>, _ loadTurn: inout LoadTurn<L>
  ) {
    let number = Int32(bitPattern: event.index)
    let target = Int(envelopes[number].target)
    feedArrival(number)
    if envelopes[number].isReply {
      observer.landed(number)
      deliverReply(number, &loadTurn)
    } else if agents[target].life == .running, envelopes[number].state == .travelling {
      observer.landed(number)
      deliver(number, target, &turn)
    } else {
      arriveInVain(event, target, &turn)
    }
  }

  @inlinable @inline(__always)
  mutating func feedArrival(_ number: Int32) {
    let source = UInt64(UInt32(bitPattern: envelopes[number].source))
    let target = UInt64(UInt32(bitPattern: envelopes[number].target))
    trace.feed(now)
    trace.feed((source << 32) | target)
  }

  /// A message or request reaches a running agent.
  ///
  /// Its content is moved out of the slab and never copied: a copy of an enum of many payloads costs as
  /// much as the rest of the event.
  @inlinable @inline(__always)
  mutating func deliver(_ number: Int32, _ target: Int, _ turn: inout Turn<M>) {
    let agent = AgentID(target)
    let source = AgentID(rawValue: envelopes[number].source)
    let sentAt = envelopes[number].sentAt
    beginTurn(target, &turn)
    switch envelopes.take(number).content {
    case .message(let message):
      message.feed(&trace)
      observer.delivered(message, from: source, to: agent, sentAt: sentAt, at: now)
      agents[target].machine.receive(message, from: source, &turn)
    case .request(let request, let id):
      trace.feed((1 << 63) | UInt64(UInt32(bitPattern: id.attempt)))
      request.feed(&trace)
      observer.requested(request, id, of: agent, at: now)
      agents[target].machine.accept(request, id, &turn)
    case .reply: break
    }
    finishTurn(target, &turn)
  }

  /// A message or request finds its target down, paused or one that takes time, a cut took it on its way, or a
  /// fault waits for it.
  @inlinable
  mutating func arriveInVain(_ event: Event, _ target: Int, _ turn: inout Turn<M>) {
    let number = Int32(bitPattern: event.index)
    let state = envelopes[number].state
    if state == .cut || state == .reset || agents[target].life == .down {
      observer.landed(number)
      lose(envelopes.take(number))
      return
    }
    // Those that nobody waits for stay without another look, for agents that take time come here with all.
    if envelopes[number].state == .awaited {
      arrived(number)
      if agents[target].life == .running {
        observer.landed(number)
        deliver(number, target, &turn)
        return
      }
    }
    envelopes[number].state = .waiting
    join(event, target)
  }

  @inlinable
  mutating func lose(_ envelope: consuming Envelope<M>) {
    let reason: Loss =
      switch envelope.state {
      case .cut: .cutInFlight
      case .dropped: .dropped
      case .refused: .inboxFull
      case .reset: .connectionReset
      case .travelling, .awaited, .held, .waiting, .worked: .targetDown
      }
    trace.feed(UInt64(reason.rawValue))
    let target = AgentID(rawValue: envelope.target)
    switch envelope.content {
    case .message(let message):
      observer.lost(
        message, from: AgentID(rawValue: envelope.source), to: target, reason, at: now)
    case .request(let request, let id):
      observer.requestLost(request, id, to: target, reason, at: now)
    case .reply: break
    }
  }

  /// A timer's event is due; false if the timer is not, because it was disarmed or armed for later.
  @inlinable
  mutating func expire(_ event: Event, _ turn: inout Turn<M>) -> Bool {
    let index = Int(event.index)
    let slot = Int(event.tag >> 4)
    agents[index].timers[slot].ticket = 0
    if !agents[index].timers[slot].isArmed { return false }
    let due = agents[index].clock.world(at: agents[index].timers[slot].deadline)
    if due > event.time {
      enqueueTimer(index, slot, at: due)
      return false
    }
    time = event.time
    if agents[index].life == .running {
      fire(index, slot, &turn)
    } else {
      trace.feed(now)
      join(event, index)
    }
    return true
  }

  @inlinable @inline(__always)
  mutating func fire(_ index: Int, _ slot: Int, _ turn: inout Turn<M>) {
    trace.feed(now)
    trace.feed((UInt64(slot) << 40) | (UInt64(index) << 4) | UInt64(EventKind.timer))
    agents[index].timers[slot].isArmed = false
    let tag = agents[index].timers[slot].tag
    observer.expired(tag, of: AgentID(index), at: now)
    beginTurn(index, &turn)
    agents[index].machine.expire(tag, &turn)
    finishTurn(index, &turn)
  }

  @inlinable @inline(__always)
  mutating func enqueueTimer(_ index: Int, _ slot: Int, at time: Nanoseconds) {
    let ticket = queue.push(
      time: time, tag: (UInt32(truncatingIfNeeded: slot) << 4) | EventKind.timer,
      index: UInt32(truncatingIfNeeded: index))
    agents[index].timers[slot].ticket = ticket
    agents[index].timers[slot].queuedAt = time
  }

  @inlinable @inline(__always)
  mutating func beginTurn(_ index: Int, _ turn: inout Turn<M>) {
    turn.begin(
      AgentID(index), now: agents[index].clock.local(at: now), random: agents[index].random)
  }
}
