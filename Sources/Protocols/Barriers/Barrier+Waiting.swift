import Simulator

/// Arriving at a barrier and leaving it, at any agent.
extension Barrier {
  mutating func wait(for instance: Instance, _ id: RequestID, _ turn: inout Turn<Barrier>) {
    if arrivalHorizon.covers(instance) { return turn.respond(.refused(.forgotten), to: id) }
    let index = arrivalIndex(instance, &turn)
    switch arrivals[index].state {
    case .expected, .refused(.unknown): arrive(index, id, &turn)
    case .waiting: arrivals[index].requests.append(id)
    case .concluded(let outcome):
      let wasThere = arrivals[index].hasArrived
      turn.respond(wasThere ? .concluded(outcome) : .refused(outcome.ending.refusal), to: id)
    case .refused(let refusal): turn.respond(.refused(refusal), to: id)
    case .pledged: turn.respond(.refused(.timedOut), to: id)
    }
  }

  private mutating func arrive(
    _ index: Int, _ id: RequestID, _ turn: inout Turn<Barrier>
  ) {
    arrivals[index].requests = [id]
    turn.persist(.arrived(arrivals[index].instance))
    turn.note(.arrived(arrivals[index].instance))
    startWaiting(index, &turn)
  }

  /// Takes up waiting, at an arrival or after a restart.
  private mutating func startWaiting(_ index: Int, _ turn: inout Turn<Barrier>) {
    arrivals[index].state = .waiting
    arrivals[index].hasArrived = true
    arrivals[index].isAcknowledged = false
    arrivals[index].attempts = 0
    let instance = arrivals[index].instance
    switch settings.form {
    case .central: announce(index, &turn)
    case .tree: report(index, &turn)
    case .dissemination:
      arrivals[index].nextAppeal = turn.now &+ timeBeforeAppeal
      armRetry(at: arrivals[index].nextAppeal, &turn)
      advance(index, &turn)
    }
    // A lone participant has left already.
    guard let index = arrivals.place(of: instance) else { return }
    scheduleRetry(index, &turn)
  }

  /// Tells the coordinator that this agent, or its whole subtree, has arrived.
  func announce(_ index: Int, _ turn: inout Turn<Barrier>) {
    let isWhole = settings.form == .tree && isSubtreeComplete(index)
    let arrival = Message.arrive(
      arrivals[index].instance, first: rank(of: profile.id), count: isWhole ? tree.size : 1,
      incarnation: incarnation)
    if settings.mistake == .arrivesAhead {
      return turn.sendAhead(arrival, to: settings.coordinator)
    }
    turn.send(arrival, to: settings.coordinator)
  }

  /// The generation that a message about this one counts for: itself, but for a mistake.
  func counted(_ instance: Instance) -> Instance {
    if settings.mistake != .mixesGenerations { return instance }
    let open = arrivals.firstPlace {
      $0.state == .waiting && $0.instance.barrier == instance.barrier
    }
    return open.map { arrivals[$0].instance } ?? instance
  }

  mutating func receiveArrival(
    _ instance: Instance, _ first: Int32, _ count: Int32, _ incarnation: Int32,
    from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    guard settings.form != .dissemination, first == rank(of: sender), count > 0,
      Int(first) + Int(count) <= profile.clusterSize
    else { return }
    if !isCoordinator { return receiveReport(instance, count, from: sender, &turn) }
    self.count(
      AgentSet((first..<first + count).map { agent(ofRank: $0) }), at: counted(instance),
      incarnation,
      from: sender, &turn)
  }

  mutating func acknowledgeArrival(_ instance: Instance, _ turn: inout Turn<Barrier>) {
    guard let index = arrivals.place(of: instance),
      arrivals[index].state == .waiting, !arrivals[index].isAcknowledged
    else { return }
    arrivals[index].isAcknowledged = true
    scheduleRetry(index, &turn)
  }

  /// Another agent, or this one as the coordinator, says how a generation ended.
  mutating func leave(
    _ instance: Instance, _ outcome: Outcome, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    defer {
      if settings.acknowledges, sender != profile.id {
        turn.send(.concludeAck(instance), to: sender)
      }
    }
    if arrivalHorizon.covers(instance) { return }
    finish(arrivalIndex(instance, &turn), outcome, &turn)
  }

  /// Records the outcome, answers the clients and, in a tree, passes it on; only the first counts.
  mutating func finish(_ index: Int, _ outcome: Outcome, _ turn: inout Turn<Barrier>) {
    let arrival = arrivals[index]
    switch arrival.state {
    case .concluded, .refused: return
    case .expected, .waiting, .pledged: break
    }
    arrivals[index].state = .concluded(outcome)
    arrivals[index].requests = []
    arrivals[index].nextSend = .never
    arrivals[index].nextAppeal = .never
    turn.persist(.left(arrival.instance, outcome))
    if arrival.state == .waiting {
      turn.note(.passed(arrival.instance, outcome))
      for id in arrival.requests { turn.respond(.concluded(outcome), to: id) }
    }
    if settings.form == .tree { deliver(arrival.instance, outcome, to: children, &turn) }
  }

  mutating func reject(
    _ instance: Instance, _ refusal: Refusal, _ turn: inout Turn<Barrier>
  ) {
    guard let index = arrivals.place(of: instance),
      arrivals[index].state == .waiting
    else { return }
    let requests = arrivals[index].requests
    arrivals[index].state = .refused(refusal)
    arrivals[index].requests = []
    arrivals[index].nextSend = .never
    arrivals[index].nextAppeal = .never
    turn.persist(.refused(instance, refusal))
    turn.note(.refused(instance, refusal))
    for id in requests { turn.respond(.refused(refusal), to: id) }
  }

  /// The index of this agent's arrival at a generation, which is expected at first.
  mutating func arrivalIndex(_ instance: Instance, _ turn: inout Turn<Barrier>) -> Int {
    if let index = arrivals.place(of: instance) { return index }
    forgetArrivals(&turn)
    return arrivals.append(Arrival(instance), instance)
  }

  private mutating func forgetArrivals(_ turn: inout Turn<Barrier>) {
    while arrivals.count >= settings.memory,
      let index = arrivals.firstPlace(where: { $0.state != .waiting && $0.state != .expected })
    {
      let instance = arrivals.remove(at: index).instance
      arrivalHorizon.raise(to: instance)
      if generationIndex(instance) == nil { deliveries.removeAll { $0.instance == instance } }
      turn.persist(.forgotArrival(instance))
    }
  }

  /// Takes up the arrivals that the disk kept; an agent that waited waits again.
  mutating func restoreArrivals(_ kept: [Storage.Arrival], _ turn: inout Turn<Barrier>) {
    for stored in kept {
      var arrival = Arrival(stored.instance)
      arrival.state = stored.state
      arrival.hasArrived = stored.hasArrived
      if case .concluded = stored.state { arrival.round = roundCount }
      let index = arrivals.append(arrival, stored.instance)
      guard stored.state == .waiting else { continue }
      turn.note(.resumed(stored.instance))
      startWaiting(index, &turn)
    }
  }
}
