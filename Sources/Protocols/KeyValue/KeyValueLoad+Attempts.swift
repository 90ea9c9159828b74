public import Simulator

/// Asking, and what comes of it.
extension KeyValueLoad {
  /// Takes an operation into a slot and asks for it.
  mutating func begin(
    _ item: Waiting, _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    slots[place].sequence &+= 1
    slots[place].id = item.id
    slots[place].operation = item.operation
    slots[place].invokedAt = item.invokedAt
    slots[place].firstAttempt = slots[place].attempt &+ 1
    slots[place].fruitless = 0
    slots[place].redirects = 0
    slots[place].isUncertain = false
    slots[place].hasAsked = false
    ask(client, slot, &turn)
  }

  /// Sends the slot's operation to the agent that the client believes to lead.
  private mutating func ask(
    _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    slots[place].attempt &+= 1
    slots[place].phase = .asking
    slots[place].target = clients[Int(client)].believed
    if settings.readsAnywhere, case .read = slots[place].operation {
      let index = clients[Int(client)].retries.below(UInt64(settings.agents))
      slots[place].target = AgentID(Int(index))
    }
    slots[place].due = Swift.min(turn.now + settings.timeout, deadline(of: place))
    let number = (slots[place].attempt << slotBits) | Int32(truncatingIfNeeded: slot)
    turn.submit(
      request(place), RequestID(client: client, attempt: number), to: slots[place].target)
    armSweep(client, at: slots[place].due, &turn)
  }

  /// What the slot asks for: its operation, or a session for it first.
  private mutating func request(_ place: Int) -> Raft.Request {
    let slot = slots[place]
    slots[place].hasAsked = true
    var session = Raft.Session(client: Int32(truncatingIfNeeded: place), sequence: slot.sequence)
    if settings.opensSessions {
      if case .read = slot.operation { return Raft.Request(session, slot.operation) }
      if slot.session < 0 {
        slots[place].hasAsked = slot.hasAsked
        return Raft.Request(session, .openSession)
      }
      session = Raft.Session(client: slot.session, sequence: slot.sequence)
    }
    return Raft.Request(session, slot.operation)
  }

  private func deadline(of place: Int) -> Nanoseconds {
    slots[place].invokedAt + settings.patience
  }

  public mutating func receive(
    _ reply: Raft.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    if isOperator(id.client) { return receiveByOperator(reply, to: id, from: agent, &turn) }
    let slot = Int(id.attempt & ((1 << slotBits) - 1))
    let place = Int(id.client) * width + slot
    guard slot < width, isCurrent(id.attempt >> slotBits, place) else { return }
    if let result = ClientNote.Result(reply, to: slots[place].operation) {
      return complete(result, id.client, slot, &turn)
    }
    // A refusal of an earlier attempt says nothing of the one under way.
    guard slots[place].phase == .asking,
      slots[place].attempt << slotBits | Int32(slot) == id.attempt
    else { return }
    switch reply {
    case .notLeader(let hint): refused(hint, id.client, slot, from: agent, &turn)
    case .unknown:
      slots[place].isUncertain = true
      pause(id.client, slot, &turn)
    case .opened(let session):
      slots[place].session = session
      // What is uncertain of an operation so far is only whether a session was opened for it.
      if !slots[place].hasAsked { slots[place].isUncertain = false }
      ask(id.client, slot, &turn)
    case .sessionExpired: lose(place, id.client, slot, &turn)
    case .value, .written, .mismatch, .changed, .refused: break
    }
  }

  /// The session has expired: what certainly had no effect is asked for in another, the rest is unknown.
  private mutating func lose(
    _ place: Int, _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    slots[place].session = -1
    // Where a request may arrive twice, its first copy may have had an effect.
    if slots[place].isUncertain || !settings.refusalsAreFinal {
      slots[place].isUncertain = true
      return giveUp(client, slot, &turn)
    }
    ask(client, slot, &turn)
  }

  /// Whether an attempt, by its number without the slot, is one of the slot's operation; an answer
  /// to an earlier one settles the operation as well.
  private func isCurrent(_ attempt: Int32, _ place: Int) -> Bool {
    guard slots[place].phase == .asking || slots[place].phase == .pausing else { return false }
    // Numbers wrap at the bits that the slot leaves.
    let back = (slots[place].attempt &- attempt) << slotBits
    let length = (slots[place].attempt &- slots[place].firstAttempt) << slotBits
    return back >= 0 && back <= length
  }

  private mutating func complete(
    _ result: ClientNote.Result, _ client: Int32, _ slot: Int,
    _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    switch (slots[place].operation, result) {
    case (.read(let key), .value(let value)), (.compareAndSet(let key, _, _), .mismatch(let value)),
      (.write(let key, let value), .written), (.compareAndSet(let key, _, let value), .written):
      see(value, of: key, by: Int(client))
    default: break
    }
    turn.note(.completed(slots[place].id, result, invokedAt: slots[place].invokedAt))
    finish(client, slot, &turn)
  }

  /// The agent does not lead: the client asks the one that it names at once, or another after a
  /// while.
  private mutating func refused(
    _ hint: AgentID?, _ client: Int32, _ slot: Int, from agent: AgentID,
    _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    if !settings.refusalsAreFinal { slots[place].isUncertain = true }
    if let hint, hint != agent, hint.index >= 0, hint.index < settings.agents,
      slots[place].redirects < settings.agents, turn.now < deadline(of: place)
    {
      slots[place].redirects += 1
      clients[Int(client)].believed = hint
      turn.note(.redirected(slots[place].id, to: hint))
      ask(client, slot, &turn)
    } else {
      distrust(agent, client)
      pause(client, slot, &turn)
    }
  }

  /// The client no longer believes that this agent leads.
  private mutating func distrust(_ agent: AgentID, _ client: Int32) {
    if clients[Int(client)].believed == agent {
      clients[Int(client)].believed = AgentID((agent.index + 1) % settings.agents)
    }
  }

  /// Waits before it asks again, at most until its patience is at an end.
  private mutating func pause(
    _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    if turn.now >= deadline(of: place) { return giveUp(client, slot, &turn) }
    let draw = clients[Int(client)].retries.within(settings.backoff)
    let wait = draw << Nanoseconds(Swift.min(slots[place].fruitless, 4))
    slots[place].fruitless += 1
    slots[place].redirects = 0
    slots[place].phase = .pausing
    slots[place].due = Swift.min(turn.now + wait, deadline(of: place))
    wake(client, .slot(Int32(truncatingIfNeeded: slot)), at: slots[place].due, &turn)
  }

  /// A slot's alarm: the end of a pause or of thinking, unless the slot has gone on meanwhile.
  mutating func wakeSlot(
    _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    guard slot < width, slots[place].due == turn.now else { return }
    switch slots[place].phase {
    case .thinking: askNext(client, slot, &turn)
    case .pausing:
      if turn.now >= deadline(of: place) { return giveUp(client, slot, &turn) }
      turn.note(.retried(slots[place].id, at: clients[Int(client)].believed))
      ask(client, slot, &turn)
    case .idle, .asking: break
    }
  }

  /// No answer in time; the request or its answer may still be on its way.
  mutating func timeOut(
    _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    slots[place].isUncertain = true
    distrust(slots[place].target, client)
    pause(client, slot, &turn)
  }

  private mutating func giveUp(
    _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    let id = slots[place].id
    turn.note(slots[place].isUncertain ? .unknown(id) : .failed(id))
    finish(client, slot, &turn)
  }

  /// The slot's operation is over: the next in line takes the slot, or it is free, or it thinks.
  private mutating func finish(
    _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let index = Int(client)
    failOverdue(client, &turn)
    if !clients[index].waiting.isEmpty {
      let item = clients[index].waiting.removeFirst()
      begin(item, client, slot, &turn)
    } else if case .closed(_, let think) = settings.pace, turn.now < settings.stop {
      let pause = think.sample(turn.random.next())
      if pause > 0 {
        ponder(client, slot, until: turn.now + pause, &turn)
      } else {
        askNext(client, slot, &turn)
      }
    } else {
      release(index, slot)
    }
  }
}

extension ClientNote.Result {
  /// What a reply says that an operation did; nil if it says nothing of that, or cannot be its
  /// reply.
  init?(_ reply: Raft.Reply, to operation: Raft.Operation) {
    switch (reply, operation) {
    case (.value(let value), .read): self = .value(value)
    case (.written, .write), (.written, .compareAndSet): self = .written
    case (.mismatch(let value), .compareAndSet): self = .mismatch(value)
    default: return nil
    }
  }
}
