import Simulator

/// Reads and writes of clients, and the copies that answer reads.
extension Caching {
  /// Answers from the copy while its lease lasts; otherwise asks the server, or joins who asked.
  mutating func read(_ key: Int32, _ id: RequestID, _ turn: inout Turn<Caching>) {
    let copy = copies[key: key]
    if turn.now < copy.until {
      turn.note(.hit(key: key))
      turn.respond(.value(key: key, copy.content), to: id)
    } else if copy.fetch != 0, let place = calls.place(of: copy.fetch) {
      calls[place].late.append(id)
    } else {
      fetch(key, for: [id], &turn)
    }
  }

  private mutating func fetch(
    _ key: Int32, for readers: [RequestID], _ turn: inout Turn<Caching>
  ) {
    let call = startCall(key, for: readers, &turn)
    if settings.mode != .none { copies[key: key].fetch = call }
    turn.note(.fetched(key: key))
    turn.send(.fetch(key: key, call: call), to: Caching.server)
  }

  /// Keeps what a fetch brought as long as its lease lasts, and answers the readers.
  ///
  /// Who came after the agent had asked may have come after a write as well. If no lease says that
  /// there was none, the server is asked again for those.
  mutating func finishFetch(
    _ number: Int64, _ key: Int32, _ content: Content, _ term: Nanoseconds,
    _ turn: inout Turn<Caching>
  ) {
    guard let call = takeCall(number) else { return }
    let start = settings.mistake == .stretchesLease ? turn.now : call.askedAt
    let until = start + term - (settings.mistake == .trustsClocks ? 0 : settings.allowance)
    var isCurrent = false
    if copies[key: key].fetch == number {
      copies[key: key].fetch = 0
      isCurrent = turn.now < until
      if isCurrent { copies[key: key] = Copy(content: content, until: until) }
    }
    for reader in call.clients { turn.respond(.value(key: key, content), to: reader) }
    if isCurrent {
      for reader in call.late { turn.respond(.value(key: key, content), to: reader) }
    } else if !call.late.isEmpty {
      fetch(key, for: call.late, &turn)
    }
    unblock(after: number, &turn)
  }

  /// Drops the copy of a variable, and keeps nothing that a fetch under way brings.
  private mutating func drop(_ key: Int32) {
    if key < copies.count { copies[key: key] = Copy() }
  }

  /// Approves of a write of another agent.
  mutating func approve(_ key: Int32, _ turn: inout Turn<Caching>) {
    if settings.mistake != .keepsCopy { drop(key) }
    turn.send(.approve(key: key, upTo: lastCall), to: Caching.server)
  }

  /// Asks the server to write; all leases of earlier fetches are given up with it.
  mutating func write(
    _ key: Int32, _ value: Int64, _ low: Int32, _ id: RequestID, _ turn: inout Turn<Caching>
  ) {
    drop(key)
    let call = startCall(key, for: [id], &turn)
    turn.send(
      .write(Update(key: key, value: value, id: id, low: low, call: call)), to: Caching.server)
  }

  mutating func finishWrite(
    _ number: Int64, _ key: Int32, _ version: Int32, _ turn: inout Turn<Caching>
  ) {
    guard let call = takeCall(number) else { return }
    for client in call.clients {
      turn.respond(.written(key: key, version: version), to: client)
    }
    unblock(after: number, &turn)
  }
}
