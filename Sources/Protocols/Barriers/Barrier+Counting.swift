import Simulator

/// Counting arrivals and concluding generations, at the coordinator.
extension Barrier {
  /// Some agents have arrived; `sender`, which is one of them, is answered.
  mutating func count(
    _ agents: AgentSet, at instance: Instance, _ incarnation: Int32, from sender: AgentID,
    _ turn: inout Turn<Barrier>
  ) {
    // An arrival at the very instant of the deadline comes too late.
    expireDeadlines(&turn)
    if generationIndex(instance) == nil {
      if generationHorizon.covers(instance) {
        return turn.send(.refuse(instance, .forgotten), to: sender)
      }
      anticipate(instance, &turn)
    }
    guard let index = generationIndex(instance) else { return }
    if let refusal = refusal(of: sender, at: index) {
      return turn.send(.refuse(instance, refusal), to: sender)
    }
    if let outcome = generations[index].outcome {
      return turn.send(.conclude(instance, outcome), to: sender)
    }
    insert(agents, index, &turn)
    if !generations[index].incarnations.isEmpty {
      generations[index].incarnations[sender.index] = incarnation
    }
    acknowledgeArrival(of: sender, index, &turn)
    releaseIfComplete(index, &turn)
    armDeadline(&turn)
  }

  private func refusal(of agent: AgentID, at index: Int) -> Refusal? {
    let generation = generations[index]
    if !generation.admits(agent) { return .notMember }
    if generation.excluded.contains(agent) { return .excluded }
    if let outcome = generation.outcome, !generation.arrived.contains(agent) {
      return outcome.ending.refusal
    }
    return nil
  }

  private mutating func insert(
    _ agents: AgentSet, _ index: Int, _ turn: inout Turn<Barrier>
  ) {
    let fresh = agents.subtracting(generations[index].arrived, generations[index].excluded)
    if fresh.isEmpty { return }
    generations[index].arrived.formUnion(fresh)
    let instance = generations[index].instance
    // Early arrivals become durable with the creation.
    if generations[index].spec == nil { return }
    turn.persist(.counted(instance, fresh))
    turn.note(.counted(instance, arrived: Int32(generations[index].arrived.count)))
  }

  private func acknowledgeArrival(
    of sender: AgentID, _ index: Int, _ turn: inout Turn<Barrier>
  ) {
    guard settings.acknowledges else { return }
    let generation = generations[index]
    turn.send(
      .arriveAck(
        generation.instance, arrived: Int32(generation.arrived.count), required: generation.required
      ),
      to: sender)
  }

  mutating func releaseIfComplete(_ index: Int, _ turn: inout Turn<Barrier>) {
    let generation = generations[index]
    guard generation.spec != nil, generation.outcome == nil else { return }
    let excess: Int32 = settings.mistake == .releasesEarly ? 1 : 0
    if generation.arrived.count >= Int(generation.required &- excess) {
      conclude(index, .released, &turn)
    }
  }

  /// Ends a generation: durable first, then all are told, this agent too.
  mutating func conclude(_ index: Int, _ ending: Ending, _ turn: inout Turn<Barrier>) {
    let generation = generations[index]
    let outcome = Outcome(
      ending, arrived: Int32(generation.arrived.count), required: generation.required,
      missing: generation.missing)
    generations[index].outcome = outcome
    generations[index].isInquiring = false
    scheduleDeadline(index)
    turn.persist(.concluded(generation.instance, outcome))
    turn.note(.concluded(generation.instance, outcome, at: turn.now))
    deliver(generation.instance, outcome, to: audience(generation), &turn)
  }

  /// The agents that the coordinator itself tells: in a tree only itself, since as the root it passes on
  /// what it is told.
  func audience(_ generation: Generation) -> AgentSet {
    switch settings.form {
    case .central: generation.arrived
    case .tree: AgentSet([profile.id])
    case .dissemination: allAgents
    }
  }

  mutating func deliver(
    _ instance: Instance, _ outcome: Outcome, to targets: AgentSet, _ turn: inout Turn<Barrier>
  ) {
    for target in targets.members {
      if settings.mistake == .concludesAhead {
        turn.sendAhead(.conclude(instance, outcome), to: target)
      } else {
        turn.send(.conclude(instance, outcome), to: target)
      }
    }
    guard settings.acknowledges else { return }
    var pending = targets
    pending.remove(profile.id)
    if pending.isEmpty { return }
    let next = turn.now &+ settings.retry
    deliveries.append(
      Delivery(instance: instance, outcome: outcome, pending: pending, nextSend: next))
    armRetry(at: next, &turn)
  }

  mutating func acknowledgeDelivery(
    _ instance: Instance, _ sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    guard let index = deliveries.firstIndex(where: { $0.instance == instance }) else { return }
    deliveries[index].pending.remove(sender)
    guard deliveries[index].pending.isEmpty else { return }
    deliveries.remove(at: index)
    if generationIndex(instance) != nil { turn.persist(.settled(instance)) }
  }
}
