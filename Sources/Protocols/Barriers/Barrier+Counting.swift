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
    if gatheringPlace(instance) == nil {
      if gatheringHorizon.covers(instance) {
        return turn.send(.refuse(instance, .forgotten), to: sender)
      }
      anticipate(instance, &turn)
    }
    guard let place = gatheringPlace(instance) else { return }
    if let refusal = refusal(of: sender, at: place) {
      return turn.send(.refuse(instance, refusal), to: sender)
    }
    if let outcome = gatherings[place].outcome {
      return turn.send(.conclude(instance, outcome), to: sender)
    }
    insert(agents, place, &turn)
    if !gatherings[place].incarnations.isEmpty {
      gatherings[place].incarnations[sender.index] = incarnation
    }
    acknowledgeArrival(of: sender, place, &turn)
    releaseIfComplete(place, &turn)
    armDeadline(&turn)
  }

  private func refusal(of agent: AgentID, at place: Int) -> Refusal? {
    let gathering = gatherings[place]
    if !gathering.admits(agent) { return .notMember }
    if gathering.excluded.contains(agent) { return .excluded }
    if let outcome = gathering.outcome, !gathering.arrived.contains(agent) {
      return outcome.verdict.refusal
    }
    return nil
  }

  private mutating func insert(
    _ agents: AgentSet, _ place: Int, _ turn: inout Turn<Barrier>
  ) {
    var fresh = AgentSet()
    for agent in agents.members
    where !gatherings[place].arrived.contains(agent)
      && !gatherings[place].excluded.contains(agent)
    {
      fresh.insert(agent)
    }
    if fresh.isEmpty { return }
    gatherings[place].arrived.formUnion(fresh)
    let instance = gatherings[place].instance
    // Early arrivals become durable with the creation.
    if gatherings[place].spec == nil { return }
    turn.persist(.counted(instance, fresh))
    turn.note(.counted(instance, arrived: Int32(gatherings[place].arrived.count)))
  }

  private func acknowledgeArrival(
    of sender: AgentID, _ place: Int, _ turn: inout Turn<Barrier>
  ) {
    guard settings.acknowledges else { return }
    let gathering = gatherings[place]
    turn.send(
      .arriveAck(
        gathering.instance, arrived: Int32(gathering.arrived.count), required: gathering.required),
      to: sender)
  }

  mutating func releaseIfComplete(_ place: Int, _ turn: inout Turn<Barrier>) {
    let gathering = gatherings[place]
    guard gathering.spec != nil, gathering.outcome == nil else { return }
    if gathering.arrived.count >= Int(gathering.required) { conclude(place, .released, &turn) }
  }

  /// Ends a generation: durable first, then everybody is told, this agent too.
  mutating func conclude(_ place: Int, _ verdict: Verdict, _ turn: inout Turn<Barrier>) {
    let gathering = gatherings[place]
    let outcome = Outcome(
      verdict, arrived: Int32(gathering.arrived.count), required: gathering.required,
      missing: gathering.missing)
    gatherings[place].outcome = outcome
    gatherings[place].isInquiring = false
    turn.persist(.concluded(gathering.instance, outcome))
    turn.note(.concluded(gathering.instance, outcome, at: turn.now))
    deliver(gathering.instance, outcome, to: audience(gathering), &turn)
  }

  /// Whom the coordinator itself tells: in a tree only itself, since its part as the root passes on
  /// what it is told.
  func audience(_ gathering: Gathering) -> AgentSet {
    switch settings.form {
    case .central: gathering.arrived
    case .tree: AgentSet([profile.id])
    case .dissemination: everybody
    }
  }

  mutating func deliver(
    _ instance: Instance, _ outcome: Outcome, to targets: AgentSet, _ turn: inout Turn<Barrier>
  ) {
    for target in targets.members { turn.send(.conclude(instance, outcome), to: target) }
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
    guard let place = deliveries.firstIndex(where: { $0.instance == instance }) else { return }
    deliveries[place].pending.remove(sender)
    guard deliveries[place].pending.isEmpty else { return }
    deliveries.remove(at: place)
    if gatheringPlace(instance) != nil { turn.persist(.settled(instance)) }
  }
}
