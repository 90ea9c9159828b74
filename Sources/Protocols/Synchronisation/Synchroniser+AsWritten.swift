import Simulator

/// The pseudo-code of the design brief's pattern 3, step by step.
extension Synchroniser {
  /// `broadcast_variable_update`.
  mutating func broadcastAsWritten(
    _ variable: Int32, _ amount: Int64, _ id: RequestID, _ turn: inout Turn<Synchroniser>
  ) {
    if brief.isStopped { return }
    if !isKnown(variable) { return turn.respond(.unknownVariable, to: id) }
    // `generate_version`: as unique as a time stamp is.
    brief.version = max(turn.now, brief.version + 1)
    var clock = brief.clock
    if settings.reading.clocksTick { clock.tick(me) }
    let update = Brief.Update(
      version: brief.version, variable: variable, value: valueAsWritten(variable, amount),
      coordinator: me, clock: clock)
    turn.note(.wrote(number: update.version, variable: variable, amount: amount))
    for index in 0..<profile.clusterSize { turn.send(.variableUpdate(update), to: AgentID(index)) }
    let time = turn.now + settings.reading.trackingDelay
    brief.untracked.append(Brief.Untracked(time: time, version: update.version, client: id))
    if settings.reading.trackingDelay == 0 {
      trackAsWritten(&turn)
    } else if brief.untracked.count == 1 {
      turn.setTimer(.tracking, after: settings.reading.trackingDelay)
    }
  }

  /// The pseudo-code knows plain values only: a caller who wants to count adds to what it sees.
  private func valueAsWritten(_ variable: Int32, _ amount: Int64) -> Int64 {
    let value = brief.value(of: variable)
    switch settings.policy(of: variable) {
    case .counter: return value &+ amount
    case .union: return value | amount
    case .maximum: return max(value, amount)
    default: return amount
    }
  }

  /// `track_update_acknowledgments`, of every update whose turn has come.
  mutating func trackAsWritten(_ turn: inout Turn<Synchroniser>) {
    while let first = brief.untracked.first, first.time <= turn.now {
      brief.untracked.removeFirst()
      let agents = (0..<profile.clusterSize).map { AgentID($0) }
      let expected = agents.map {
        settings.reading.acknowledgesByAgent ? Brief.Name.agent($0) : .process($0)
      }
      brief.trackers.append(
        Brief.Tracker(version: first.version, client: first.client, expected: expected))
    }
    if let next = brief.untracked.first { turn.setTimer(.tracking, after: next.time - turn.now) }
  }

  /// `handle_cast({:variable_update, ...})`.
  mutating func receiveAsWritten(_ update: Brief.Update, _ turn: inout Turn<Synchroniser>) {
    if brief.isStopped || settings.mode == .safe || !isKnown(update.variable) { return }
    switch update.clock.compared(to: brief.clock) {
    case .after: applyAsWritten(update, &turn)
    case .before: turn.note(.ignored(update.coordinator, version: update.version))
    case .concurrent: resolveAsWritten(update, &turn)
    case .equal:
      turn.note(.equalClocks(update.coordinator, version: update.version))
      switch settings.reading.equalClocks {
      case .crash: stopAsWritten(&turn)
      case .newer: applyAsWritten(update, &turn)
      case .older: turn.note(.ignored(update.coordinator, version: update.version))
      }
    }
  }

  private mutating func applyAsWritten(
    _ update: Brief.Update, _ turn: inout Turn<Synchroniser>
  ) {
    brief.set(update.variable, to: update.value)
    if settings.reading.mergesClocks {
      brief.clock.merge(update.clock)
    } else {
      brief.clock = update.clock
    }
    turn.note(
      .applied(update.coordinator, first: update.version, last: update.version, .applied))
    turn.send(
      .variableUpdateAck(version: update.version, agent: me, clock: brief.clock),
      to: update.coordinator)
  }

  /// `resolve_variable_conflict` is nowhere defined; nothing shows an acknowledgement.
  private mutating func resolveAsWritten(
    _ update: Brief.Update, _ turn: inout Turn<Synchroniser>
  ) {
    turn.note(.concurrent(update.coordinator, version: update.version))
    guard settings.reading.resolver == .overwrite else { return }
    brief.set(update.variable, to: update.value)
    turn.note(
      .applied(update.coordinator, first: update.version, last: update.version, .resolved))
  }

  /// No clause matches: the process dies with all that it held.
  private mutating func stopAsWritten(_ turn: inout Turn<Synchroniser>) {
    turn.note(.stopped)
    turn.cancelTimer(.tracking)
    brief = Brief()
    brief.isStopped = true
  }

  /// `handle_cast({:variable_update_ack, ...})`.
  mutating func acknowledgedAsWritten(
    _ version: Int64, _ agent: AgentID, _ clock: VectorClock, _ turn: inout Turn<Synchroniser>
  ) {
    if brief.isStopped || settings.mode == .safe { return }
    brief.clock.merge(clock)
    guard let place = brief.trackers.firstIndex(where: { $0.version == version }) else {
      return turn.note(.untracked(version: version))
    }
    brief.trackers[place].marked.append(.agent(agent))
    guard brief.trackers[place].isComplete else { return }
    let tracker = brief.trackers.remove(at: place)
    turn.note(.completed(last: version, missing: AgentSet()))
    turn.respond(.complete(number: version, missing: AgentSet()), to: tracker.client)
  }
}
