import Simulator

/// Suspicions (section 4.2), how long they last (Lifeguard's local health aware suspicion), and verdicts.
extension Swim {
  /// The agent's own probe of a member failed.
  mutating func suspect(_ member: AgentID, _ incarnation: Int32, _ turn: inout Turn<Swim>) {
    let update = Update(member, Row(.suspect, incarnation), by: id)
    if table[member] < update.row {
      hold(update, &turn)
      if settings.dissemination == .multicast { multicast(update, &turn) }
    } else {
      confirm(update, &turn)
    }
  }

  /// Starts to count the time of a suspicion that is held from now on.
  mutating func openSuspicion(_ update: Update, _ turn: inout Turn<Swim>) {
    if !isMember { return }
    let time =
      settings.mistake == .impatient
      ? 1 : settings.suspicionTime(confirmations: 0, members: Int(clusterSize))
    suspicions.set(
      SuspicionList.Suspicion(
        incarnation: update.row.incarnation, start: turn.now, deadline: turn.now + time,
        accusers: [update.accuser.rawValue]),
      of: update.member)
    armSuspicion(&turn)
  }

  /// Another agent suspects a member that is suspected already.
  ///
  /// The first few others that do make the suspicion shorter, and their word is passed on.
  mutating func confirm(_ update: Update, _ turn: inout Turn<Swim>) {
    guard var suspicion = suspicions[update.member] else {
      // None is open here while the agent was away.
      return openSuspicion(update, &turn)
    }
    guard settings.localHealthSuspicion,
      suspicion.accusers.count <= settings.confirmations,
      !suspicion.accusers.contains(update.accuser.rawValue)
    else { return }
    suspicion.accusers.append(update.accuser.rawValue)
    let time = settings.suspicionTime(
      confirmations: suspicion.accusers.count - 1, members: Int(clusterSize))
    suspicion.deadline = min(suspicion.deadline, suspicion.start + time)
    suspicions.set(suspicion, of: update.member)
    spread(update)
    armSuspicion(&turn)
  }

  private mutating func armSuspicion(_ turn: inout Turn<Swim>) {
    guard let deadline = suspicions.earliest() else { return turn.cancelTimer(.suspicion) }
    turn.setTimer(.suspicion, after: max(1, deadline - turn.now))
  }

  /// Declares dead whose suspicion's time is over.
  mutating func endSuspicions(_ turn: inout Turn<Swim>) {
    guard let deadline = suspicions.earliest(), deadline <= turn.now else { return }
    while let (member, incarnation) = suspicions.takeOverdue(at: turn.now) {
      declareDead(member, incarnation, &turn)
    }
    armSuspicion(&turn)
  }

  /// Closes the suspicion of a member, if one is open.
  mutating func closeSuspicion(_ member: AgentID, _ turn: inout Turn<Swim>) {
    if suspicions.count == 0 { return }
    suspicions.close(member)
    if suspicions.count == 0 { turn.cancelTimer(.suspicion) }
  }

  mutating func declareDead(
    _ member: AgentID, _ incarnation: Int32, _ turn: inout Turn<Swim>
  ) {
    turn.note(.declared(member, incarnation, clock: turn.now))
    let update = Update(member, Row(.dead, incarnation))
    guard table[member] < update.row else { return }
    hold(update, &turn)
    if settings.dissemination == .multicast { multicast(update, &turn) }
  }
}
