import Simulator

/// The server: it grants leases, and lets writes wait for them.
extension Caching {
  /// Takes up what the disk kept; who holds leases it does not know.
  mutating func recover(from storage: Storage, _ turn: inout Turn<Caching>) {
    variables = storage.contents.map { Variable(content: $0) }
    sessions = storage.sessions
    longestTerm = storage.longestTerm
    if longestTerm > 0, settings.mistake != .forgetsLeases {
      recoveredAt = turn.now + longestTerm
      turn.note(.recovers(term: longestTerm))
    }
  }

  private mutating func makeVariable(_ key: Int32) {
    while variables.count <= key { variables.append(Variable()) }
  }

  /// Answers a fetch, with a lease unless a write of the variable waits.
  mutating func grant(
    _ key: Int32, _ call: Int64, to holder: AgentID, _ turn: inout Turn<Caching>
  ) {
    makeVariable(key)
    var term: Nanoseconds = settings.mode == .none ? 0 : settings.term
    if settings.mode == .lease {
      if waiting.place(of: key) != nil { term = 0 }
      if term > longestTerm {
        longestTerm = term
        turn.persist(.longestTerm(term))
      }
      if term > 0 { remember(key, call, of: holder, until: turn.now + term) }
    }
    let content = variables[Int(key)].content
    turn.send(.granted(key: key, content, term: term, call: call), to: holder)
  }

  /// Copies of messages may come late: a lease is never remembered as shorter than one granted before.
  private mutating func remember(
    _ key: Int32, _ call: Int64, of holder: AgentID, until expiry: Nanoseconds
  ) {
    var lease = Lease(holder: holder, call: call, expiry: expiry)
    if let place = variables[Int(key)].leases.place(of: holder) {
      let old = variables[Int(key)].leases.remove(at: place)
      lease = Lease(
        holder: holder, call: Swift.max(call, old.call), expiry: Swift.max(expiry, old.expiry))
    }
    variables[Int(key)].leases.append(lease, holder)
  }

  /// Forgets the lease that a holder gave up, unless it is of a later fetch.
  mutating func release(_ key: Int32, upTo call: Int64, of holder: AgentID) {
    guard key < variables.count, let place = variables[Int(key)].leases.place(of: holder),
      variables[Int(key)].leases[place].call <= call
    else { return }
    variables[Int(key)].leases.remove(at: place)
  }

  /// Takes a write, once, and lets it wait for leases.
  mutating func take(_ update: Update, from writer: AgentID, _ turn: inout Turn<Caching>) {
    makeVariable(update.key)
    release(update.key, upTo: update.call, of: writer)
    if sessions.take(update.id, low: update.low) || settings.mistake == .writesTwice {
      let place =
        waiting.place(of: update.key) ?? waiting.append(WaitingWrites(), update.key)
      waiting[place].writes.append(
        PendingWrite(update: update, writer: writer, since: turn.now))
    } else {
      turn.send(.repeated(call: update.call), to: writer)
    }
    advance(update.key, &turn)
    armLease(&turn)
  }

  /// Commits the writes of a variable if no lease stands in their way, or waits for the first to run out.
  mutating func advance(_ key: Int32, _ turn: inout Turn<Caching>) {
    guard let place = waiting.place(of: key) else { return }
    if settings.mistake == .ignoresLeases {
      commit(key, place, &turn)
    } else if turn.now < recoveredAt {
      waiting.setDue(recoveredAt, at: place)
    } else {
      dropExpired(key, at: turn.now)
      guard let first = variables[Int(key)].leases.firstPlace else {
        return commit(key, place, &turn)
      }
      if !waiting[place].isAsked { askHolders(key, place, &turn) }
      waiting.setDue(variables[Int(key)].leases[first].expiry, at: place)
    }
  }

  private mutating func dropExpired(_ key: Int32, at now: Nanoseconds) {
    while let first = variables[Int(key)].leases.firstPlace,
      variables[Int(key)].leases[first].expiry <= now
    {
      variables[Int(key)].leases.remove(at: first)
    }
  }

  private mutating func askHolders(_ key: Int32, _ place: Int, _ turn: inout Turn<Caching>) {
    waiting[place].isAsked = true
    let leases = variables[Int(key)].leases.items
    turn.note(.waits(key: key, holders: Int32(truncatingIfNeeded: leases.count)))
    for lease in leases { turn.send(.revoke(key: key), to: lease.holder) }
  }

  /// The answers leave once the writes are durable.
  private mutating func commit(_ key: Int32, _ place: Int, _ turn: inout Turn<Caching>) {
    for write in waiting.remove(at: place).writes.waiting {
      let update = write.update
      let version = variables[Int(key)].content.version + 1
      let content = Content(value: update.value, version: version)
      variables[Int(key)].content = content
      turn.persist(.content(key: key, content, id: update.id, low: update.low))
      turn.note(.wrote(key: key, content, waited: Swift.max(0, turn.now - write.since)))
      let answer = Message.written(key: key, version: version, call: update.call)
      if settings.mistake == .answersAhead {
        turn.sendAhead(answer, to: write.writer)
      } else {
        turn.send(answer, to: write.writer)
      }
    }
  }

  /// Looks again when the first lease that a write waits for runs out; if none waits, the timer may expire
  /// for nothing.
  mutating func armLease(_ turn: inout Turn<Caching>) {
    guard let due = waiting.firstDue() else { return }
    turn.setTimer(.lease, after: Swift.max(0, due - turn.now))
  }
}
