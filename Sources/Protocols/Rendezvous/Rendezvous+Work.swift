import Simulator

/// The rounds of a group: work, and a collective after it.
extension Rendezvous {
  mutating func receiveGroup(
    _ group: Group, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    guard let member = group.member(me), member.life == kept.life else { return }
    if self.group?.id == group.id || previous?.group == group.id { return }
    let isWelcome = phase == .waiting && group.round > kept.round && isFrom(sender, group)
    if isWelcome {
      refuseHeld(other: nil, &turn)
      return enter(group, &turn)
    }
    // The others need not wait for it.
    for other in group.members where other.agent != me {
      turn.send(.leaving(group.id, lastRound: group.round &- 1), to: other.agent)
    }
  }

  /// Whether a group comes from the agent that this one turned to.
  private func isFrom(_ sender: AgentID, _ group: Group) -> Bool {
    if settings.hasHost { return group.id.number > knownNumber }
    return search.post == .following(sender) || search.post == .asking(sender)
  }

  mutating func enter(_ group: Group, _ turn: inout Turn<Rendezvous>) {
    turn.cancelTimer(.limit)
    self.group = group
    round = group.round
    parts = AgentSet()
    earlyParts = AgentSet()
    isLastRound = false
    hostHeardAt = turn.now
    turn.note(.entered(group))
    startWork(.working, &turn)
  }

  mutating func startWork(_ phase: Phase, _ turn: inout Turn<Rendezvous>) {
    self.phase = phase
    turn.setTimer(.work, after: settings.work.sample(turn.random.next()))
  }

  mutating func endWork(_ turn: inout Turn<Rendezvous>) {
    if phase == .resting { return seek(&turn) }
    guard phase == .working, let group else { return }
    parts.insert(me)
    turn.note(.contributed(group.id, round: round))
    wait(.collecting, &turn)
    sendParts(isAsking: false, &turn)
    collect(&turn)
  }

  /// Sends its part of the round to the members whose part is not here, or to all.
  private func sendParts(isAsking: Bool, _ turn: inout Turn<Rendezvous>) {
    guard let group else { return }
    for member in group.members
    where member.agent != me && !(isAsking && parts.contains(member.agent)) {
      turn.send(.part(group.id, round: round, isAsking: isAsking), to: member.agent)
    }
  }

  /// Parts may have been lost, in both directions.
  func askForParts(_ turn: inout Turn<Rendezvous>) { sendParts(isAsking: true, &turn) }

  mutating func receivePart(
    _ id: GroupID, _ round: Int32, _ isAsking: Bool, from sender: AgentID,
    _ turn: inout Turn<Rendezvous>
  ) {
    if let group, group.id == id {
      if isAsking, round < self.round || round == self.round && parts.contains(me) {
        turn.send(.part(id, round: round, isAsking: false), to: sender)
      }
      if round == self.round {
        parts.insert(sender)
        collect(&turn)
      } else if round == self.round &+ 1 {
        earlyParts.insert(sender)
      }
    } else if let previous, previous.group == id, isAsking, round <= previous.lastRound {
      turn.send(.part(id, round: round, isAsking: false), to: sender)
    }
  }

  /// The round is done when all parts are here; it counts once that is durable.
  private mutating func collect(_ turn: inout Turn<Rendezvous>) {
    guard phase == .collecting, let group, parts.count == group.members.count else { return }
    turn.cancelTimer(.limit)
    phase = .storing
    write(.did(round: round), &turn)
    turn.send(.kept(round: round), to: me)
  }

  mutating func finishRound(_ round: Int32, _ turn: inout Turn<Rendezvous>) {
    guard phase == .storing, round == self.round, let group else { return }
    turn.note(.did(group.id, round: round))
    if isThrough {
      depart(&turn)
      return enterExit(&turn)
    }
    if settings.method == .store, !isLastRound {
      self.round &+= 1
      (parts, earlyParts) = (earlyParts, AgentSet())
      return startWork(.working, &turn)
    }
    depart(&turn)
    seek(&turn)
  }

  /// Whether the agent did all rounds.
  var isThrough: Bool { settings.rounds > 0 && kept.round >= settings.rounds }

  /// Leaves the group after a round that is done.
  private mutating func depart(_ turn: inout Turn<Rendezvous>) {
    guard let group else { return }
    turn.note(.parted(group.id))
    // Members of a group for one round know that it is over.
    if settings.method == .store, !isThrough { tellLeaving(group, round, &turn) }
    previous = Departure(group: group.id, lastRound: round)
    self.group = nil
  }

  private func tellLeaving(
    _ group: Group, _ lastRound: Int32, _ turn: inout Turn<Rendezvous>
  ) {
    for member in group.members where member.agent != me {
      turn.send(.leaving(group.id, lastRound: lastRound), to: member.agent)
    }
  }

  /// Leaves the group although the round is not done; what is on its way to the disk is done.
  mutating func abandon(_ breach: Breach, _ turn: inout Turn<Rendezvous>) {
    guard let group else { return }
    if phase == .storing {
      isLastRound = true
      return
    }
    turn.note(.abandoned(group.id, round: round, breach, wasWorking: phase == .working))
    turn.cancelTimer(.work)
    turn.cancelTimer(.limit)
    tellLeaving(group, round &- 1, &turn)
    previous = Departure(group: group.id, lastRound: round &- 1)
    self.group = nil
    seek(&turn)
  }

  mutating func receiveLeaving(
    _ id: GroupID, _ lastRound: Int32, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    guard let group, group.id == id, group.member(sender) != nil else { return }
    isLastRound = true
    // With its part here the round can still be done.
    if lastRound < round, !parts.contains(sender) { abandon(.left, &turn) }
  }
}
