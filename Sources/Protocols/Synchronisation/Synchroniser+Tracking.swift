import Simulator

/// Acknowledgements of the agent's batches.
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

  /// After a start: the agent's batches that were not settled are spread again.
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
    guard outcome != .held || settings.level == .received else { return }
    if outcome != .held, level.isDurable {
      known[agent.index].raise(me, to: number)
    }
    guard let index = trackers.firstIndex(where: { $0.batch.last == number }) else { return }
    trackers[index].acknowledged.insert(agent)
    settleIfComplete(index, &turn)
  }

  /// What an agent says it has applied acknowledges all that it covers.
  mutating func learn(_ clock: VectorClock, of agent: AgentID, _ turn: inout Turn<Synchroniser>) {
    guard agent != me, agent.index >= 0, agent.index < profile.clusterSize else { return }
    known[agent.index].merge(clock)
    let awaitsAdaptation = settings.level == .adapted
    if !awaitsAdaptation {
      for index in trackers.indices.reversed() where trackers[index].batch.last <= clock[me] {
        trackers[index].acknowledged.insert(agent)
        settleIfComplete(index, &turn)
      }
    }
    prune(&turn)
  }

  mutating func settleIfComplete(_ index: Int, _ turn: inout Turn<Synchroniser>) {
    let count = trackers[index].acknowledged.count + 1
    let size = profile.clusterSize
    let needed = settings.completion == .all ? size : size / 2 + 1
    if count >= needed, !trackers[index].isSettled { settle(index, isComplete: true, &turn) }
    if count == size { trackers.remove(at: index) }
  }

  /// Reports a batch's outcome, once.
  private mutating func settle(
    _ index: Int, isComplete: Bool, _ turn: inout Turn<Synchroniser>
  ) {
    trackers[index].isSettled = true
    let number = trackers[index].batch.last
    let missing = missing(index)
    turn.note(
      isComplete
        ? .completed(last: number, missing: missing) : .partial(last: number, missing: missing))
    for client in trackers[index].clients {
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

  private func missing(_ index: Int) -> AgentSet {
    AgentSet(peers.filter { !trackers[index].acknowledged.contains($0) })
  }

  /// Sends again what is due, and settles for what came of batches whose deadline has passed.
  mutating func retry(_ turn: inout Turn<Synchroniser>) {
    retryArmedAt = .never
    for index in trackers.indices where trackers[index].deadline <= turn.now {
      if !trackers[index].isSettled { settle(index, isComplete: false, &turn) }
    }
    trackers.removeAll { $0.deadline <= turn.now }
    for index in trackers.indices where trackers[index].nextRetry <= turn.now {
      let targets = missing(index).members
      turn.note(.repeated(last: trackers[index].batch.last, count: targets.count))
      for target in targets { turn.send(.update(trackers[index].batch), to: target) }
      trackers[index].wait = min(trackers[index].wait * 2, settings.retryLimit)
      trackers[index].nextRetry = turn.now + trackers[index].wait
    }
    if let due = trackers.map({ $0.due }).min() { armRetry(at: due, &turn) }
  }
}
