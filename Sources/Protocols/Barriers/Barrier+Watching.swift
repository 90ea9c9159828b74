import Simulator

/// Noticing crashed participants, at the coordinator, where the crash policy asks for it.
extension Barrier {
  private var watches: Bool {
    settings.suspectAfter > 0 && settings.crashPolicy != .durable
      && settings.form != .dissemination
  }

  mutating func beginToWatch(_ turn: inout Turn<Barrier>) {
    guard watches, heard.isEmpty, !gatherings.isEmpty else { return }
    heard = Array(repeating: -.never, count: profile.clusterSize)
    armWatch(&turn)
  }

  private func armWatch(_ turn: inout Turn<Barrier>) {
    turn.setTimer(.watch, after: Swift.max(1, settings.suspectAfter / 3))
  }

  /// Probes participants of what is open, and acts on those that have been silent for too long.
  mutating func watch(_ turn: inout Turn<Barrier>) {
    var place = 0
    while place < gatherings.count {
      if gatherings[place].outcome == nil, gatherings[place].spec != nil { inspect(place, &turn) }
      place += 1
    }
    armDeadline(&turn)
    armWatch(&turn)
  }

  private mutating func inspect(_ place: Int, _ turn: inout Turn<Barrier>) {
    let gathering = gatherings[place]
    for agent in watched(gathering).members where agent != profile.id {
      let lastSign = Swift.max(heard[agent.index], gathering.openedAt)
      if turn.now &- lastSign >= settings.suspectAfter {
        turn.note(.suspected(gathering.instance, agent))
        lose(agent, place, &turn)
        if gatherings[place].outcome != nil { return }
      } else {
        turn.send(.probe(gathering.instance), to: agent)
      }
    }
  }

  /// The members, or where they are but a count, those that arrived.
  private func watched(_ gathering: Gathering) -> AgentSet {
    guard case .agents(var members)? = gathering.spec?.members else { return gathering.arrived }
    for agent in gathering.excluded.members { members.remove(agent) }
    return members
  }

  private mutating func lose(_ agent: AgentID, _ place: Int, _ turn: inout Turn<Barrier>) {
    if settings.crashPolicy == .broken { return conclude(place, .broken, &turn) }
    guard case .agents? = gatherings[place].spec?.members else { return }
    gatherings[place].excluded.insert(agent)
    gatherings[place].arrived.remove(agent)
    turn.persist(.excluded(gatherings[place].instance, agent))
    turn.note(.excluded(gatherings[place].instance, agent))
    releaseIfComplete(place, &turn)
  }

  /// A participant that arrived in an earlier life has crashed meanwhile.
  mutating func noteLife(
    of agent: AgentID, _ incarnation: Int32, _ place: Int, _ turn: inout Turn<Barrier>
  ) {
    guard settings.crashPolicy == .broken, gatherings[place].arrived.contains(agent) else { return }
    let known = gatherings[place].incarnations[agent.index]
    // Zero: this coordinator has restarted and does not know.
    if known > 0, known < incarnation {
      conclude(place, .broken, &turn)
      armDeadline(&turn)
    }
  }
}
