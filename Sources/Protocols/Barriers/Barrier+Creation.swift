import Simulator

/// Opening generations, by request or, for standing barriers, by the first arrival.
extension Barrier {
  mutating func create(
    _ instance: Instance, _ members: Members, _ deadline: Nanoseconds, _ id: RequestID,
    _ turn: inout Turn<Barrier>
  ) {
    expireDeadlines(&turn)
    let spec = Spec(members: members, deadline: deadline, creator: id.client)
    let place = gatheringPlace(instance)
    if let place, let existing = gatherings[place].spec {
      return turn.respond(existing == spec ? .created : .refused(.alreadyExists), to: id)
    }
    if let refusal = refusal(of: instance, spec) {
      return turn.respond(.refused(refusal), to: id)
    }
    open(instance, spec, &turn)
    turn.respond(.created, to: id)
    releaseIfComplete(gatheringPlace(instance)!, &turn)
    armDeadline(&turn)
  }

  private func refusal(of instance: Instance, _ spec: Spec) -> Refusal? {
    if settings.isStanding { return .isStanding }
    if !isCoordinator { return .notCoordinator }
    if spec.deadline <= 0 { return .invalidDeadline }
    if !isValid(spec.members) { return .invalidCount }
    if gatheringHorizon.covers(instance) { return .forgotten }
    for other in gatherings where other.instance.barrier == instance.barrier && other.spec != nil {
      if other.instance.generation > instance.generation { return .stale }
      if other.outcome == nil { return .stillOpen }
    }
    return nil
  }

  private func isValid(_ members: Members) -> Bool {
    switch members {
    case .count(let count): count >= 0 && Int(count) <= profile.clusterSize
    case .agents(let agents): agents.members.allSatisfy { $0.index < profile.clusterSize }
    }
  }

  /// Opens a generation; early arrivals of members count, those of others are refused.
  mutating func open(_ instance: Instance, _ spec: Spec, _ turn: inout Turn<Barrier>) {
    var gathering = Gathering(
      instance: instance, spec: spec, openedAt: turn.now,
      deadline: turn.now &+ Swift.min(spec.deadline, .never))
    if let place = gatheringPlace(instance) {
      let early = gatherings.remove(at: place)
      gathering.incarnations = early.incarnations
      for agent in early.arrived.members {
        if gathering.admits(agent) {
          gathering.arrived.insert(agent)
        } else {
          turn.send(.refuse(instance, .notMember), to: agent)
        }
      }
    }
    if gathering.incarnations.isEmpty, settings.crashPolicy == .broken {
      gathering.incarnations = Array(repeating: 0, count: profile.clusterSize)
    }
    turn.persist(.opened(instance, spec, arrived: gathering.arrived))
    turn.note(.opened(instance, spec.members, due: gathering.deadline))
    gatherings.append(gathering)
    forgetGatherings(&turn)
    beginToWatch(&turn)
  }

  /// A generation that somebody arrives at and that is not yet there: a standing barrier opens, for
  /// others the arrival is kept until creation or for the time of a deadline.
  mutating func anticipate(_ instance: Instance, _ turn: inout Turn<Barrier>) {
    if settings.isStanding {
      let spec = Spec(
        members: .agents(everybody), deadline: settings.deadline, creator: -1)
      return open(instance, spec, &turn)
    }
    var gathering = Gathering(
      instance: instance, openedAt: turn.now, deadline: turn.now &+ settings.deadline)
    if settings.crashPolicy == .broken {
      gathering.incarnations = Array(repeating: 0, count: profile.clusterSize)
    }
    gatherings.append(gathering)
  }

  func gatheringPlace(_ instance: Instance) -> Int? {
    gatherings.lastIndex { $0.instance == instance }
  }

  /// Forgets the oldest generations that have ended, beyond what is remembered.
  private mutating func forgetGatherings(_ turn: inout Turn<Barrier>) {
    while gatherings.count > settings.memory,
      let place = gatherings.firstIndex(where: { $0.outcome != nil })
    {
      let instance = gatherings.remove(at: place).instance
      gatheringHorizon.raise(to: instance)
      deliveries.removeAll { $0.instance == instance }
      turn.persist(.forgotGathering(instance))
    }
  }

  /// Takes up the generations that the disk kept. Deadlines begin anew.
  mutating func restoreGatherings(
    _ kept: [Storage.Gathering], _ turn: inout Turn<Barrier>
  ) {
    for stored in kept {
      var gathering = Gathering(
        instance: stored.instance, spec: stored.spec, arrived: stored.arrived,
        excluded: stored.excluded, openedAt: turn.now,
        deadline: turn.now &+ Swift.min(stored.spec.deadline, .never), outcome: stored.outcome)
      if settings.crashPolicy == .broken {
        gathering.incarnations = Array(repeating: 0, count: profile.clusterSize)
      }
      gatherings.append(gathering)
      if let outcome = stored.outcome, !stored.isSettled, settings.acknowledges {
        deliver(stored.instance, outcome, to: audience(gathering), &turn)
      }
      guard stored.outcome == nil else { continue }
      let place = gatherings.count - 1
      gatherings[place].isInquiring = settings.form == .dissemination
      if gatherings[place].isInquiring { probeAgain(place, &turn) }
      releaseIfComplete(place, &turn)
    }
    beginToWatch(&turn)
    armDeadline(&turn)
  }
}
