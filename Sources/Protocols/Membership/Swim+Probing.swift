import Simulator

/// Probes (section 3.1): one member a period, by a ping and then through others.
extension Swim {
  mutating func startPeriod(_ turn: inout Turn<Swim>) {
    concludeProbe(&turn)
    let past = settings.phases == .aligned ? past(turn.now) : 0
    let span = settings.period * stretch - past
    turn.setTimer(.period, after: span)
    guard let member = nextTarget(&turn) else { return }
    sequence &+= 1
    probe = Probe(target: member.rawValue, sequence: sequence, deadline: turn.now + span)
    turn.note(.probed(member, number: sequence, health: health))
    turn.send(.ping(sequence, newsFor(member)), to: member)
    turn.setTimer(.timeout, after: settings.timeout * stretch)
  }

  /// Whose turn it is; members that are gone are taken out of the order when they are met.
  private mutating func nextTarget(_ turn: inout Turn<Swim>) -> AgentID? {
    if settings.order == .random { return drawMember(&turn) }
    while let member = order.next(&turn.random) {
      if table[member].isPresent { return member }
      order.removeLatest()
      table.setListed(member, false)
    }
    return nil
  }

  /// A member drawn uniformly.
  mutating func drawMember(_ turn: inout Turn<Swim>) -> AgentID? {
    while let position = order.drawPosition(&turn.random) {
      let member = AgentID(rawValue: order.members[position])
      if table[member].isPresent { return member }
      order.remove(at: position)
      table.setListed(member, false)
    }
    return nil
  }

  /// Some members drawn uniformly, fewer if there are not as many; tries that meet one again are bounded.
  mutating func drawMembers(
    _ limit: Int, except member: AgentID, _ turn: inout Turn<Swim>
  ) -> [AgentID] {
    var drawn: [AgentID] = []
    var tries = 4 * limit + 4
    while drawn.count < limit, tries > 0, let other = drawMember(&turn) {
      tries -= 1
      if other != member, !drawn.contains(other) { drawn.append(other) }
    }
    return drawn
  }

  /// The member did not answer in time: others are asked to ping it.
  mutating func askRelays(_ turn: inout Turn<Swim>) {
    guard probe.target >= 0 else { return }
    let member = AgentID(rawValue: probe.target)
    let others = drawMembers(Int(settings.relays), except: member, &turn)
    for other in others {
      turn.send(.pingRequest(probe.sequence, of: member, newsFor(other)), to: other)
    }
    probe.silentRelays = Int32(truncatingIfNeeded: others.count)
  }

  mutating func takeAnswer(
    _ number: Int32, from sender: AgentID, _ turn: inout Turn<Swim>
  ) {
    if probe.target >= 0, number == probe.sequence {
      if settings.mistake == .ignoresRelays, sender.rawValue != probe.target { return }
      probe.target = -1
      turn.cancelTimer(.timeout)
      noteHealth(-1)
    } else {
      passOn(number, &turn)
    }
  }

  mutating func takeNack(_ number: Int32) {
    if probe.target >= 0, number == probe.sequence, probe.silentRelays > 0 {
      probe.silentRelays -= 1
    }
  }

  /// The period is over: a probe without an answer has failed.
  ///
  /// The agent doubts itself as well: once for the probe, and for each relay that said nothing at all.
  mutating func concludeProbe(_ turn: inout Turn<Swim>) {
    guard probe.target >= 0 else { return }
    let member = AgentID(rawValue: probe.target)
    probe.target = -1
    turn.cancelTimer(.timeout)
    noteHealth(1 + probe.silentRelays)
    let row = table[member]
    guard row.isPresent else { return }
    turn.note(.failed(member, row.incarnation))
    if settings.suspicion {
      suspect(member, row.incarnation, &turn)
    } else {
      declareDead(member, row.incarnation, &turn)
    }
  }
}
