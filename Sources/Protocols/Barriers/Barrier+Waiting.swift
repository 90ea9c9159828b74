import Simulator

/// Coming to a barrier and leaving it, at any agent.
extension Barrier {
  mutating func wait(for instance: Instance, _ id: RequestID, _ turn: inout Turn<Barrier>) {
    if visitHorizon.covers(instance) { return turn.respond(.refused(.forgotten), to: id) }
    let place = visitPlace(instance, &turn)
    switch visits[place].state {
    case .expected, .refused(.unknown): arrive(place, id, &turn)
    case .waiting: visits[place].requests.append(id)
    case .concluded(let outcome):
      let wasThere = visits[place].hasArrived
      turn.respond(wasThere ? .concluded(outcome) : .refused(outcome.verdict.refusal), to: id)
    case .refused(let refusal): turn.respond(.refused(refusal), to: id)
    case .pledged: turn.respond(.refused(.timedOut), to: id)
    }
  }

  private mutating func arrive(
    _ place: Int, _ id: RequestID, _ turn: inout Turn<Barrier>
  ) {
    visits[place].requests = [id]
    turn.persist(.arrived(visits[place].instance))
    turn.note(.arrived(visits[place].instance))
    beginToWait(place, &turn)
  }

  /// Takes up waiting, at an arrival or after a restart.
  private mutating func beginToWait(_ place: Int, _ turn: inout Turn<Barrier>) {
    visits[place].state = .waiting
    visits[place].hasArrived = true
    visits[place].isAcknowledged = false
    visits[place].attempts = 0
    let instance = visits[place].instance
    switch settings.form {
    case .central: announce(place, &turn)
    case .tree: report(place, &turn)
    case .dissemination:
      visits[place].nextAppeal = turn.now &+ timeBeforeAppeal
      armRetry(at: visits[place].nextAppeal, &turn)
      advance(place, &turn)
    }
    // A lone participant has left already.
    guard let place = visits.lastIndex(where: { $0.instance == instance }) else { return }
    scheduleRetry(place, &turn)
  }

  /// Tells the coordinator that this agent, or its whole subtree, has arrived.
  func announce(_ place: Int, _ turn: inout Turn<Barrier>) {
    let isWhole = settings.form == .tree && isSubtreeComplete(place)
    turn.send(
      .arrive(
        visits[place].instance, first: rank(of: profile.id), count: isWhole ? tree.size : 1,
        incarnation: incarnation),
      to: settings.coordinator)
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
      AgentSet((first..<first + count).map { agent(ofRank: $0) }), at: instance, incarnation,
      from: sender, &turn)
  }

  mutating func acknowledgeArrival(_ instance: Instance, _ turn: inout Turn<Barrier>) {
    guard let place = visits.lastIndex(where: { $0.instance == instance }),
      visits[place].state == .waiting, !visits[place].isAcknowledged
    else { return }
    visits[place].isAcknowledged = true
    scheduleRetry(place, &turn)
  }

  /// Somebody says how a generation ended.
  mutating func leave(
    _ instance: Instance, _ outcome: Outcome, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    defer {
      if settings.acknowledges, sender != profile.id {
        turn.send(.concludeAck(instance), to: sender)
      }
    }
    if visitHorizon.covers(instance) { return }
    finish(visitPlace(instance, &turn), outcome, &turn)
  }

  /// Records the outcome, answers the clients and, in a tree, passes it on; only the first counts.
  mutating func finish(_ place: Int, _ outcome: Outcome, _ turn: inout Turn<Barrier>) {
    let visit = visits[place]
    switch visit.state {
    case .concluded, .refused: return
    case .expected, .waiting, .pledged: break
    }
    visits[place].state = .concluded(outcome)
    visits[place].requests = []
    visits[place].nextSend = .never
    visits[place].nextAppeal = .never
    turn.persist(.left(visit.instance, outcome))
    if visit.state == .waiting {
      turn.note(.passed(visit.instance, outcome))
      for id in visit.requests { turn.respond(.concluded(outcome), to: id) }
    }
    if settings.form == .tree { deliver(visit.instance, outcome, to: children, &turn) }
  }

  mutating func turnAway(
    _ instance: Instance, _ refusal: Refusal, _ turn: inout Turn<Barrier>
  ) {
    guard let place = visits.lastIndex(where: { $0.instance == instance }),
      visits[place].state == .waiting
    else { return }
    let requests = visits[place].requests
    visits[place].state = .refused(refusal)
    visits[place].requests = []
    visits[place].nextSend = .never
    visits[place].nextAppeal = .never
    turn.persist(.refused(instance, refusal))
    turn.note(.refused(instance, refusal))
    for id in requests { turn.respond(.refused(refusal), to: id) }
  }

  /// The place of a generation's visit, which begins as expected.
  mutating func visitPlace(_ instance: Instance, _ turn: inout Turn<Barrier>) -> Int {
    if let place = visits.lastIndex(where: { $0.instance == instance }) { return place }
    forgetVisits(&turn)
    visits.append(Visit(instance))
    return visits.count - 1
  }

  private mutating func forgetVisits(_ turn: inout Turn<Barrier>) {
    while visits.count >= settings.memory,
      let place = visits.firstIndex(where: { $0.state != .waiting && $0.state != .expected })
    {
      let instance = visits.remove(at: place).instance
      visitHorizon.raise(to: instance)
      if gatheringPlace(instance) == nil { deliveries.removeAll { $0.instance == instance } }
      turn.persist(.forgotVisit(instance))
    }
  }

  /// Takes up the visits that the disk kept; who waited goes on waiting.
  mutating func restoreVisits(_ kept: [Storage.Visit], _ turn: inout Turn<Barrier>) {
    for stored in kept {
      var visit = Visit(stored.instance)
      visit.state = stored.state
      visit.hasArrived = stored.hasArrived
      if case .concluded = stored.state { visit.round = roundCount }
      visits.append(visit)
      if stored.state == .waiting { beginToWait(visits.count - 1, &turn) }
    }
  }
}
