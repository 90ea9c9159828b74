import Simulator

/// Noticing crashed participants, at the coordinator, where the crash policy asks for it.
extension Barrier {
  private var watches: Bool {
    settings.suspectAfter > 0 && settings.crashPolicy != .durable
      && settings.form != .dissemination
  }

  mutating func startWatching(_ turn: inout Turn<Barrier>) {
    guard watches, heard.isEmpty, !generations.isEmpty else { return }
    heard = Array(repeating: -.never, count: profile.clusterSize)
    armWatch(&turn)
  }

  private func armWatch(_ turn: inout Turn<Barrier>) {
    turn.setTimer(.watch, after: Swift.max(1, settings.suspectAfter / 3))
  }

  /// Probes participants of what is open, and acts on those that have been silent for too long.
  mutating func watch(_ turn: inout Turn<Barrier>) {
    generations.advanceMark { $0.isOver }
    for index in generations.fromMark where generations.holdsItem(at: index) {
      if generations[index].outcome == nil, generations[index].spec != nil { inspect(index, &turn) }
    }
    armDeadline(&turn)
    armWatch(&turn)
  }

  private mutating func inspect(_ index: Int, _ turn: inout Turn<Barrier>) {
    let generation = generations[index]
    for agent in watched(generation).members where agent != profile.id {
      let lastSign = Swift.max(heard[agent.index], generation.openedAt)
      if turn.now &- lastSign >= settings.suspectAfter {
        turn.note(.suspected(generation.instance, agent))
        lose(agent, index, &turn)
        if generations[index].outcome != nil { return }
      } else {
        turn.send(.probe(generation.instance), to: agent)
      }
    }
  }

  /// The members, or where they are but a count, those that arrived.
  private func watched(_ generation: Generation) -> AgentSet {
    guard case .agents(var members)? = generation.spec?.members else { return generation.arrived }
    for agent in generation.excluded.members { members.remove(agent) }
    return members
  }

  private mutating func lose(_ agent: AgentID, _ index: Int, _ turn: inout Turn<Barrier>) {
    if settings.crashPolicy == .broken { return conclude(index, .broken, &turn) }
    guard case .agents? = generations[index].spec?.members else { return }
    generations[index].excluded.insert(agent)
    generations[index].arrived.remove(agent)
    turn.persist(.excluded(generations[index].instance, agent))
    turn.note(.excluded(generations[index].instance, agent))
    releaseIfComplete(index, &turn)
  }

  /// A participant that arrived in an earlier life has crashed meanwhile.
  mutating func noteLife(
    of agent: AgentID, _ incarnation: Int32, _ index: Int, _ turn: inout Turn<Barrier>
  ) {
    guard settings.crashPolicy == .broken, generations[index].arrived.contains(agent) else {
      return
    }
    let known = generations[index].incarnations[agent.index]
    // Zero: this coordinator has restarted and does not know.
    if known > 0, known < incarnation {
      conclude(index, .broken, &turn)
      armDeadline(&turn)
    }
  }
}
