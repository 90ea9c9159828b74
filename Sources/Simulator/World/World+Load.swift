extension World {
  @inlinable
  mutating func startClient(_ client: Int32, _ turn: inout LoadTurn<L>) {
    observer.woke(client, nil as L.Alarm?, at: now)
    beginClientTurn(client, &turn)
    driver.start(client, &turn)
    finishClientTurn(client, &turn)
  }

  @inlinable
  mutating func wakeClient(_ client: Int32, _ code: Int32, _ turn: inout LoadTurn<L>) {
    let alarm = L.Alarm(code: code)
    observer.woke(client, alarm, at: now)
    beginClientTurn(client, &turn)
    driver.wake(client, alarm, &turn)
    finishClientTurn(client, &turn)
  }

  @inlinable
  mutating func deliverReply(_ number: Int32, _ turn: inout LoadTurn<L>) {
    let agent = AgentID(rawValue: envelopes[number].source)
    let state = envelopes[number].state
    guard case .reply(let reply, let id) = envelopes.take(number).content else { return }
    if state == .cut || state == .reset {
      let reason = state == .cut ? Loss.cutInFlight : .connectionReset
      observer.replyLost(reply, id, from: agent, reason, at: now)
      return
    }
    trace.feed((2 << 62) | UInt64(UInt32(bitPattern: id.attempt)))
    reply.feed(&trace)
    observer.answered(reply, id, from: agent, at: now)
    beginClientTurn(id.client, &turn)
    driver.receive(reply, to: id, from: agent, &turn)
    finishClientTurn(id.client, &turn)
  }

  @inlinable @inline(__always)
  mutating func beginClientTurn(_ client: Int32, _ turn: inout LoadTurn<L>) {
    turn.now = now
    turn.random = clients[Int(client)].random
  }

  @inlinable @inline(__always)
  mutating func finishClientTurn(_ client: Int32, _ turn: inout LoadTurn<L>) {
    clients[Int(client)].random = turn.random
    let count = turn.effects.count
    turn.effects.count = 0
    for place in 0..<count {
      // The first `count` places are initialised; each is moved out once, and no client is stepped
      // meanwhile.
      switch unsafe (turn.effects.places + place).move() {
      case .submit(let request, let id, let agent): submit(consume request, id, agent)
      case .wake(let sleeper, let alarm, let delay):
        let due = now &+ delay.clampedSpan
        queue.push(
          time: due, tag: (UInt32(bitPattern: sleeper) << 4) | EventKind.alarm,
          index: UInt32(bitPattern: alarm.code))
        observer.alarmed(sleeper, alarm, due: due, at: now)
      case .note(let note):
        note.feed(&trace)
        observer.clientNoted(note, at: now)
      }
    }
  }
}
