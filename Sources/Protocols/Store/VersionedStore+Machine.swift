public import Simulator

extension VersionedStore: Machine {
  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<VersionedStore>
  ) {
    objects = storage.objects
    attempts = storage.attempts
    for object in objects { time = max(time, object.context.time) }
    lastCall = Int64(truncatingIfNeeded: turn.random.next() >> 2)
    if settings.exchange > 0, settings.replicas > 1, profile.clusterSize > 1 {
      // A random phase, lest all compare at once.
      let phase = turn.random.below(UInt64(settings.exchange))
      turn.setTimer(.exchange, after: Nanoseconds(phase))
    }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<VersionedStore>
  ) {
    switch message {
    case .replicate(let key, let object, let call): take(key, object, call, from: sender, &turn)
    case .stored(let call): finishStore(call, at: sender, &turn)
    case .fetch(let key, let call):
      turn.send(.fetched(object(of: key), call: call), to: sender)
    case .fetched(let object, let call): finishFetch(call, object, from: sender, &turn)
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<VersionedStore>) {
    switch timer {
    case .call: expireCalls(&turn)
    case .exchange: compare(&turn)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<VersionedStore>
  ) {
    guard holders(of: request.key).contains(me) else { return turn.respond(.notHeld, to: id) }
    switch request {
    case .get(let key): get(key, id, &turn)
    case .put(let key, let value, let context): put(key, value, context, id, &turn)
    }
  }
}

/// What a replica keeps.
extension VersionedStore {
  /// Merges an object into that of a key, and persists what changes.
  /// - Returns: whether anything did.
  @discardableResult
  mutating func absorb(
    _ key: Int32, _ object: Object, _ turn: inout Turn<VersionedStore>
  ) -> Bool {
    if settings.versions == .hybrid, settings.mistake != .forgetsTimes {
      time.receive(object.context.time, at: turn.now)
    }
    while objects.count <= key { objects.append(.absent) }
    let before = objects[Int(key)]
    objects[Int(key)].merge(object, settings)
    if settings.mistake == .keepsOverwritten, case .dotted(let old) = before,
      case .dotted(var new) = objects[Int(key)]
    {
      // What was overwritten is written again, as if it were new.
      for sibling in old.siblings where !new.siblings.contains(sibling) {
        new.write(sibling.value, knowing: CausalContext(), at: me)
      }
      objects[Int(key)] = .dotted(new)
    }
    if objects[Int(key)] == before { return false }
    turn.persist(.object(key: key, objects[Int(key)]))
    return true
  }

  private mutating func take(
    _ key: Int32, _ object: Object, _ call: Int64, from sender: AgentID,
    _ turn: inout Turn<VersionedStore>
  ) {
    if absorb(key, object, &turn), call == 0 { turn.note(.repaired(key: key)) }
    if call == 0 {
      // Whoever knew less than this replica is told the rest.
      let own = self.object(of: key)
      if own != object { turn.send(.replicate(key: key, own, call: 0), to: sender) }
    } else if settings.mistake == .acknowledgesAhead {
      turn.sendAhead(.stored(call: call), to: sender)
    } else {
      turn.send(.stored(call: call), to: sender)
    }
  }

  /// Sends one of the keys to another replica, which answers with what is missing here.
  private mutating func compare(_ turn: inout Turn<VersionedStore>) {
    turn.setTimer(.exchange, after: settings.exchange)
    if objects.isEmpty { return }
    let key = Int32(truncatingIfNeeded: turn.random.below(UInt64(objects.count)))
    let peers = holders(of: key).filter { $0 != me }
    guard !peers.isEmpty, objects[Int(key)] != .absent else { return }
    let peer = peers[Int(turn.random.below(UInt64(peers.count)))]
    turn.send(.replicate(key: key, objects[Int(key)], call: 0), to: peer)
  }
}
