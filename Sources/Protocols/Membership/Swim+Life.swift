import Simulator

/// Taking part: entering, joining again under a new incarnation, and leaving.
extension Swim {
  /// Starts to probe.
  mutating func enter(_ turn: inout Turn<Swim>) {
    if clusterSize < 2 { return }
    switch settings.phases {
    case .random: turn.setTimer(.period, after: turn.random.within(1...settings.period))
    case .aligned: turn.setTimer(.period, after: settings.period - past(turn.now))
    }
    if settings.sync > 0 { turn.setTimer(.sync, after: turn.random.within(1...settings.sync)) }
    if settings.reconnect > 0 {
      turn.setTimer(.reconnect, after: turn.random.within(1...settings.reconnect))
    }
  }

  /// How much of the present period is over, by the clock alone.
  func past(_ now: Nanoseconds) -> Nanoseconds {
    let past = now % settings.period
    return past < 0 ? past + settings.period : past
  }

  /// Takes part again, in an incarnation that no life of the agent had that its disk knows of.
  mutating func join(_ turn: inout Turn<Swim>) {
    renew(Row(.alive, own.incarnation + 1), &turn)
    turn.note(.joined(own.incarnation))
    enter(&turn)
    announce(&turn)
    if let member = drawMember(&turn) { turn.send(.digest(table.digest), to: member) }
  }

  /// Stops probing; what others ask is still answered, and the answers say that the agent has left.
  mutating func leave(_ turn: inout Turn<Swim>) {
    renew(Row(.left, own.incarnation), &turn)
    turn.note(.left(own.incarnation))
    suspicions.closeAll()
    probe.target = -1
    for timer in [Timer.period, .timeout, .suspicion, .sync, .reconnect] {
      turn.cancelTimer(timer)
    }
    announce(&turn)
  }

  /// Says something else of itself, once the disk keeps it.
  mutating func renew(_ row: Row, _ turn: inout Turn<Swim>) {
    table[id] = row
    turn.persist(Storage.Write(row))
    if settings.dissemination == .infection { news.prepend(Update(id, row)) }
  }

  /// Tells what the agent says of itself to some members, or to all where news does not travel on pings.
  mutating func announce(_ turn: inout Turn<Swim>) {
    let update = Update(id, own)
    if settings.dissemination == .multicast { return multicast(update, &turn) }
    for member in drawMembers(Int(settings.relays), except: id, &turn) {
      turn.send(.news([update]), to: member)
    }
  }

  /// Sends news to all members.
  func multicast(_ update: Update, _ turn: inout Turn<Swim>) {
    for member in order.members where table[AgentID(rawValue: member)].isPresent {
      turn.send(.news([update]), to: AgentID(rawValue: member))
    }
  }
}
