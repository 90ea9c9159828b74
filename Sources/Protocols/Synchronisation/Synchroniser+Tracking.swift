import Simulator

/// Acknowledgements of own batches.
extension Synchroniser {
  mutating func track(_ batch: Batch, _ clients: [RequestID], _ turn: inout Turn<Synchroniser>) {
    trackers.append(
      Tracker(
        batch: batch, deadline: turn.now + settings.deadline,
        nextRetry: turn.now + settings.retry, wait: settings.retry, clients: clients))
    armRetry(at: min(settings.retry, settings.deadline) + turn.now, &turn)
  }

  /// Sees to it that the timer goes off no later than something is due.
  private mutating func armRetry(at due: Nanoseconds, _ turn: inout Turn<Synchroniser>) {
    if retryArmedAt <= due && retryArmedAt > turn.now { return }
    retryArmedAt = due
    turn.setTimer(.retry, after: max(0, due - turn.now))
  }

  /// After a start: own batches that were not settled are spread again.
  mutating func resume(_ turn: inout Turn<Synchroniser>) {
    let unsettled = replica.log.filter { $0.origin == me && $0.last > completed }
    for batch in unsettled where !trackers.contains(where: { $0.batch.last == batch.last }) {
      track(batch, [], &turn)
      turn.note(.repeated(last: batch.last, count: peers.count))
      for peer in peers { turn.send(.update(batch), to: peer) }
    }
  }

  mutating func acknowledged(
    _ number: Int64, _ outcome: Outcome, _ level: Settings.Level, by agent: AgentID,
    _ turn: inout Turn<Synchroniser>
  ) {
    guard agent != me, agent.index >= 0, agent.index < profile.clusterSize else { return }
    if outcome == .held, settings.level != .received { return }
    if outcome != .held, level.rawValue >= Settings.Level.durable.rawValue {
      known[agent.index].raise(me, to: number)
    }
    guard let place = trackers.firstIndex(where: { $0.batch.last == number }) else { return }
    trackers[place].acknowledged.insert(agent)
    settleIfComplete(place, &turn)
  }

  /// What an agent says it has applied acknowledges all that it covers.
  mutating func learn(_ clock: VectorClock, of agent: AgentID, _ turn: inout Turn<Synchroniser>) {
    guard agent != me, agent.index >= 0, agent.index < profile.clusterSize else { return }
    known[agent.index].merge(clock)
    if settings.level != .adapted {
      for place in trackers.indices.reversed() where trackers[place].batch.last <= clock[me] {
        trackers[place].acknowledged.insert(agent)
        settleIfComplete(place, &turn)
      }
    }
    prune(&turn)
  }

  mutating func settleIfComplete(_ place: Int, _ turn: inout Turn<Synchroniser>) {
    let count = trackers[place].acknowledged.count + 1
    let size = profile.clusterSize
    let needed = settings.completion == .all ? size : size / 2 + 1
    if count >= needed, !trackers[place].isSettled { settle(place, isComplete: true, &turn) }
    if count == size { trackers.remove(at: place) }
  }

  /// Reports a batch's outcome, once.
  private mutating func settle(
    _ place: Int, isComplete: Bool, _ turn: inout Turn<Synchroniser>
  ) {
    trackers[place].isSettled = true
    let number = trackers[place].batch.last
    let missing = missing(place)
    turn.note(
      isComplete
        ? .completed(last: number, missing: missing) : .partial(last: number, missing: missing))
    for client in trackers[place].clients {
      turn.respond(
        isComplete
          ? .complete(number: number, missing: missing)
          : .partial(number: number, missing: missing), to: client)
    }
    let open = trackers.first { !$0.isSettled }?.batch.first ?? replica.openFirst
    let settled = open > 0 ? open - 1 : replica.delivered[me]
    if settled <= completed { return }
    completed = settled
    turn.persist(.completed(settled))
  }

  private func missing(_ place: Int) -> AgentSet {
    AgentSet(peers.filter { !trackers[place].acknowledged.contains($0) })
  }

  /// Sends again what is due, and settles for what came of batches whose deadline has passed.
  mutating func retry(_ turn: inout Turn<Synchroniser>) {
    retryArmedAt = .never
    for place in trackers.indices where trackers[place].deadline <= turn.now {
      if !trackers[place].isSettled { settle(place, isComplete: false, &turn) }
    }
    trackers.removeAll { $0.deadline <= turn.now }
    for place in trackers.indices where trackers[place].nextRetry <= turn.now {
      let targets = missing(place).members
      turn.note(.repeated(last: trackers[place].batch.last, count: targets.count))
      for target in targets { turn.send(.update(trackers[place].batch), to: target) }
      trackers[place].wait = min(trackers[place].wait * 2, settings.retryLimit)
      trackers[place].nextRetry = turn.now + trackers[place].wait
    }
    if let due = trackers.map({ $0.due }).min() { armRetry(at: due, &turn) }
  }
}
