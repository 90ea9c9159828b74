import Simulator

/// Opening generations, by request or, for standing barriers, by the first arrival.
extension Barrier {
  mutating func create(
    _ instance: Instance, _ members: Members, _ deadline: Nanoseconds, _ id: RequestID,
    _ turn: inout Turn<Barrier>
  ) {
    expireDeadlines(&turn)
    let spec = Spec(members: members, deadline: deadline, creator: id.client)
    let index = generationIndex(instance)
    if let index, let existing = generations[index].spec {
      return turn.respond(existing == spec ? .created : .refused(.alreadyExists), to: id)
    }
    if let refusal = refusal(of: instance, spec) {
      return turn.respond(.refused(refusal), to: id)
    }
    open(instance, spec, &turn)
    turn.respond(.created, to: id)
    releaseIfComplete(generationIndex(instance)!, &turn)
    armDeadline(&turn)
  }

  private func refusal(of instance: Instance, _ spec: Spec) -> Refusal? {
    if !settings.needsCreation { return .isStanding }
    if !isCoordinator { return .notCoordinator }
    if spec.deadline <= 0 { return .invalidDeadline }
    if !isValid(spec.members) { return .invalidCount }
    if generationHorizon.covers(instance) { return .forgotten }
    // Those of one barrier open in ascending order, each after the end of the one before.
    guard let newest = newestOpened[instance.barrier],
      let other = generations.item(Instance(instance.barrier, generation: newest))
    else { return nil }
    if newest > instance.generation { return .stale }
    return other.outcome == nil ? .stillOpen : nil
  }

  private func isValid(_ members: Members) -> Bool {
    switch members {
    case .count(let count): count >= 0 && Int(count) <= profile.clusterSize
    case .agents(let agents): agents.members.allSatisfy { $0.index < profile.clusterSize }
    }
  }

  /// Opens a generation; early arrivals of members count, those of others are refused.
  mutating func open(_ instance: Instance, _ spec: Spec, _ turn: inout Turn<Barrier>) {
    var generation = Generation(
      instance: instance, spec: spec, openedAt: turn.now,
      deadline: turn.now &+ Swift.min(spec.deadline, .never))
    if let index = generationIndex(instance) {
      let early = generations.remove(at: index)
      generation.incarnations = early.incarnations
      for agent in early.arrived.members {
        if generation.admits(agent) {
          generation.arrived.insert(agent)
        } else {
          turn.send(.refuse(instance, .notMember), to: agent)
        }
      }
    }
    if generation.incarnations.isEmpty, settings.crashPolicy == .broken {
      generation.incarnations = Array(repeating: 0, count: profile.clusterSize)
    }
    turn.persist(.opened(instance, spec, arrived: generation.arrived))
    turn.note(.opened(instance, spec.members, due: generation.deadline))
    scheduleDeadline(generations.append(generation, instance))
    newestOpened[instance.barrier] = instance.generation
    forgetGenerations(&turn)
    startWatching(&turn)
  }

  /// An arrival at a generation that is not yet there: a standing barrier opens, for others the arrival
  /// is kept until creation or for the time of a deadline.
  mutating func anticipate(_ instance: Instance, _ turn: inout Turn<Barrier>) {
    if !settings.needsCreation {
      let spec = Spec(
        members: .agents(allAgents), deadline: settings.deadline, creator: -1)
      return open(instance, spec, &turn)
    }
    var generation = Generation(
      instance: instance, openedAt: turn.now, deadline: turn.now &+ settings.deadline)
    if settings.crashPolicy == .broken {
      generation.incarnations = Array(repeating: 0, count: profile.clusterSize)
    }
    scheduleDeadline(generations.append(generation, instance))
  }

  func generationIndex(_ instance: Instance) -> Int? {
    generations.place(of: instance)
  }

  /// Forgets the oldest generations that have ended, beyond what is remembered.
  private mutating func forgetGenerations(_ turn: inout Turn<Barrier>) {
    while generations.count > settings.memory,
      let index = generations.firstPlace(where: { $0.outcome != nil })
    {
      let instance = generations.remove(at: index).instance
      if newestOpened[instance.barrier] == instance.generation {
        newestOpened[instance.barrier] = nil
      }
      generationHorizon.raise(to: instance)
      deliveries.removeAll { $0.instance == instance }
      turn.persist(.forgotGeneration(instance))
    }
  }

  /// Takes up the generations that the disk kept. Deadlines start anew.
  mutating func restoreGenerations(
    _ kept: [Storage.Generation], _ turn: inout Turn<Barrier>
  ) {
    for stored in kept {
      var generation = Generation(
        instance: stored.instance, spec: stored.spec, arrived: stored.arrived,
        excluded: stored.excluded, openedAt: turn.now,
        deadline: turn.now &+ Swift.min(stored.spec.deadline, .never), outcome: stored.outcome)
      if settings.crashPolicy == .broken {
        generation.incarnations = Array(repeating: 0, count: profile.clusterSize)
      }
      let index = generations.append(generation, stored.instance)
      scheduleDeadline(index)
      newestOpened[stored.instance.barrier] = stored.instance.generation
      if let outcome = stored.outcome, !stored.isSettled, settings.acknowledges {
        deliver(stored.instance, outcome, to: audience(generation), &turn)
      }
      guard stored.outcome == nil else { continue }
      generations[index].isInquiring = settings.form == .dissemination
      scheduleDeadline(index)
      if generations[index].isInquiring { probeAgain(index, &turn) }
      releaseIfComplete(index, &turn)
    }
    startWatching(&turn)
    armDeadline(&turn)
  }
}
