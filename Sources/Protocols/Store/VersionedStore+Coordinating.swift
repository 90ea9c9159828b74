import Simulator

/// Reads and writes that this agent coordinates.
extension VersionedStore {
  mutating func put(
    _ key: Int32, _ value: Int64, _ known: Context, _ id: RequestID,
    _ turn: inout Turn<VersionedStore>
  ) {
    guard attempts.take(id) || settings.mistake == .takesTwice else { return }
    let known = settings.mistake == .overwritesAll ? object(of: key).context : known
    versionCount += 1
    let writer = Writer(
      agent: me, client: id.client, time: stamp(known, turn.now), number: versionCount)
    while objects.count <= key { objects.append(.absent) }
    objects[Int(key)].put(value, knowing: known, writer, settings)
    let object = objects[Int(key)]
    turn.persist(.put(key: key, object, by: id))
    turn.note(
      .put(key: key, value: value, siblings: Int32(truncatingIfNeeded: object.values.count)))
    let call = open(Call(key: key, client: id, isWrite: true, object: object), &turn)
    // A message to itself arrives when the write is durable.
    for holder in holders(of: key) {
      turn.send(
        holder == me ? .stored(call: call) : .replicate(key: key, object, call: call), to: holder)
    }
    if settings.mistake == .countsSent { respond(to: call, &turn) }
  }

  /// The time of a version that is made now in the knowledge of others.
  private mutating func stamp(_ known: Context, _ now: Nanoseconds) -> HybridClock {
    if settings.versions == .hybrid {
      if settings.mistake == .forgetsTimes { return HybridClock(time: now) }
      time.receive(known.time, at: now)
      return time
    }
    let rest = now % settings.resolution
    return HybridClock(time: now - (rest < 0 ? rest + settings.resolution : rest))
  }

  mutating func get(_ key: Int32, _ id: RequestID, _ turn: inout Turn<VersionedStore>) {
    let call = open(Call(key: key, client: id, isWrite: false, object: .absent), &turn)
    for holder in holders(of: key) where holder != me {
      turn.send(.fetch(key: key, call: call), to: holder)
    }
    finishFetch(call, object(of: key), from: me, &turn)
  }

  private mutating func open(_ call: Call, _ turn: inout Turn<VersionedStore>) -> Int64 {
    lastCall += 1
    let place = calls.append(call, lastCall)
    calls.setDue(turn.now + settings.timeout, at: place)
    if calls.count == 1 { turn.setTimer(.call, after: settings.timeout) }
    return lastCall
  }

  mutating func finishStore(
    _ number: Int64, at agent: AgentID, _ turn: inout Turn<VersionedStore>
  ) {
    guard let place = calls.place(of: number) else { return }
    calls[place].replied.insert(agent)
    if calls[place].replied.count >= settings.writeQuorum(of: profile) {
      respond(to: number, &turn)
    }
    if calls[place].replied.count == holders(of: calls[place].key).count {
      calls.remove(at: place)
    }
  }

  mutating func finishFetch(
    _ number: Int64, _ object: Object, from agent: AgentID, _ turn: inout Turn<VersionedStore>
  ) {
    guard let place = calls.place(of: number), !calls[place].replied.contains(agent) else { return }
    calls[place].replied.insert(agent)
    calls[place].answers.append(Answer(agent: agent, object: object))
    calls[place].object.merge(object, settings)
    if calls[place].replied.count >= settings.readQuorum(of: profile) { respond(to: number, &turn) }
    if calls[place].replied.count == holders(of: calls[place].key).count {
      repair(calls.remove(at: place), &turn)
    }
  }

  private mutating func respond(to number: Int64, _ turn: inout Turn<VersionedStore>) {
    guard let place = calls.place(of: number), !calls[place].isAnswered else { return }
    calls[place].isAnswered = true
    let (key, object) = (calls[place].key, calls[place].object)
    turn.respond(
      calls[place].isWrite
        ? .stored(key: key, object.values, object.context)
        : .values(key: key, object.values, object.context),
      to: calls[place].client)
  }

  /// Tells the replicas that a read found wanting what they lack.
  private mutating func repair(_ call: Call, _ turn: inout Turn<VersionedStore>) {
    guard settings.readRepair, !call.isWrite else { return }
    for answer in call.answers where answer.object != call.object {
      if answer.agent != me {
        turn.send(.replicate(key: call.key, call.object, call: 0), to: answer.agent)
      } else if absorb(call.key, call.object, &turn) {
        turn.note(.repaired(key: call.key))
      }
    }
  }

  /// Gives up what no quorum answered in time.
  mutating func expireCalls(_ turn: inout Turn<VersionedStore>) {
    for number in calls.due(by: turn.now) {
      guard let place = calls.place(of: number) else { continue }
      let call = calls.remove(at: place)
      if !call.isAnswered {
        turn.note(.unavailable(key: call.key))
        turn.respond(.unavailable, to: call.client)
      }
      repair(call, &turn)
    }
    guard let due = calls.firstDue() else { return }
    turn.setTimer(.call, after: max(0, due - turn.now))
  }
}

extension VersionedStore.Settings {
  /// A cluster of fewer agents has as many replicas, and needs no more of them.
  func readQuorum(of profile: Profile) -> Int { min(readQuorum, profile.clusterSize) }
  func writeQuorum(of profile: Profile) -> Int { min(writeQuorum, profile.clusterSize) }
}
