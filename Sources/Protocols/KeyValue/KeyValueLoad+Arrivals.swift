import Simulator

/// Operations that clients come to want.
extension KeyValueLoad {
  /// An operation of the open loop comes, and the time of the next is drawn.
  mutating func arrive(_ client: Int32, _ turn: inout LoadTurn<KeyValueLoad>) {
    guard case .open(let delay, _) = settings.pace else { return }
    take(drawOperation(client, &turn), client, &turn)
    // No interval of nothing: the clock would stand still.
    let next = turn.now + Swift.max(1, delay.sample(turn.random.next()))
    if next < settings.stop { wake(client, .arrival, at: next, &turn) }
  }

  /// A client wants an operation: it is asked for in a free slot, or waits in line for one.
  mutating func take(
    _ operation: Raft.Operation, _ client: Int32, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let index = Int(client)
    let item = Waiting(id: nextOperation, operation: operation, invokedAt: turn.now)
    nextOperation += 1
    turn.note(.invoked(item.id, client: client, operation))
    if clients[index].freeCount > 0 {
      clients[index].freeCount -= 1
      let slot = Int(free[index * width + clients[index].freeCount])
      begin(item, client, slot, &turn)
    } else {
      clients[index].waiting.append(item)
      armSweep(client, at: item.invokedAt + settings.patience, &turn)
    }
  }

  /// Always draws three words, so that what comes later does not depend on what came before.
  private mutating func drawOperation(
    _ client: Int32, _ turn: inout LoadTurn<KeyValueLoad>
  ) -> Raft.Operation {
    let isRead = turn.random.happens(settings.reads)
    let isConditional = turn.random.happens(settings.compareAndSets)
    let key = Int32(truncatingIfNeeded: turn.random.below(UInt64(settings.keys)))
    if isRead { return .read(key: key) }
    let index = Int(client)
    clients[index].values += 1
    let value = Int64(client + 1) * 1_000_000_000 + clients[index].values
    if !isConditional { return .write(key: key, value: value) }
    return .compareAndSet(key: key, expected: lastSeen(key, by: index), new: value)
  }

  private func lastSeen(_ key: Int32, by client: Int) -> Int64 {
    let sighting = seen[client * memory + Int(key) % memory]
    return sighting.key == key ? sighting.value : 0
  }

  mutating func see(_ value: Int64, of key: Int32, by client: Int) {
    guard key >= 0 else { return }
    seen[client * memory + Int(key) % memory] = Sighting(key: key, value: value)
  }

  /// A slot has nothing to do until a time.
  mutating func ponder(
    _ client: Int32, _ slot: Int, until time: Nanoseconds, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    let place = Int(client) * width + slot
    slots[place].phase = .thinking
    slots[place].due = time
    wake(client, .slot(Int32(truncatingIfNeeded: slot)), at: time, &turn)
  }

  /// A slot of the closed loop takes its next operation.
  mutating func askNext(
    _ client: Int32, _ slot: Int, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    if turn.now >= settings.stop { return release(Int(client), slot) }
    let operation = drawOperation(client, &turn)
    let item = Waiting(id: nextOperation, operation: operation, invokedAt: turn.now)
    nextOperation += 1
    turn.note(.invoked(item.id, client: client, operation))
    begin(item, client, slot, &turn)
  }

  /// Puts a slot among the free ones.
  mutating func release(_ client: Int, _ slot: Int) {
    slots[client * width + slot].phase = .idle
    free[client * width + clients[client].freeCount] = Int32(truncatingIfNeeded: slot)
    clients[client].freeCount += 1
  }
}
