import Simulator

/// Acknowledgements of the agent's batches.
extension Synchroniser {
  /// - Returns: its place among the trackers.
  @discardableResult
  mutating func track(
    _ batch: Batch, _ clients: [RequestID], _ turn: inout Turn<Synchroniser>
  ) -> Int {
    let tracker = Tracker(
      batch: batch, deadline: turn.now + settings.deadline, nextRetry: turn.now + settings.retry,
      wait: settings.retry, clients: clients)
    let place = trackers.append(tracker, batch.last)
    trackers.setDue(tracker.due, at: place)
    armRetry(at: tracker.due, &turn)
    return place
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
    for batch in unsettled where trackers.place(of: batch.last) == nil {
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
    let countsHeld = settings.level == .received || settings.mistake == .countsHeld
    guard outcome != .held || countsHeld else { return }
    if outcome != .held, level.isDurable {
      known[agent.index].raise(me, to: number)
    }
    guard let place = trackers.place(of: number) else { return }
    trackers[place].acknowledged.insert(agent)
    settleIfComplete(place, &turn)
  }

  /// What an agent says it has applied acknowledges all that it covers.
  mutating func learn(_ clock: VectorClock, of agent: AgentID, _ turn: inout Turn<Synchroniser>) {
    guard agent != me, agent.index >= 0, agent.index < profile.clusterSize else { return }
    known[agent.index].merge(clock)
    if settings.level != .adapted { acknowledged(upTo: clock[me], by: agent, &turn) }
    prune(&turn)
  }

  /// The newest first.
  private mutating func acknowledged(
    upTo number: Int64, by agent: AgentID, _ turn: inout Turn<Synchroniser>
  ) {
    if number <= told[agent.index] { return }
    let first = trackers.lowerBound(told[agent.index] + 1)
    told[agent.index] = number
    for place in (first..<max(first, trackers.lowerBound(number + 1))).reversed()
    where trackers.holdsItem(at: place) {
      trackers[place].acknowledged.insert(agent)
      settleIfComplete(place, &turn)
    }
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
    let open = firstUnsettled ?? replica.openFirst
    let settled = open > 0 ? open - 1 : replica.delivered[me]
    if settled <= completed { return }
    completed = settled
    turn.persist(.completed(settled))
  }

  /// The first number of the agent's first batch that is tracked and not settled.
  private var firstUnsettled: Int64? {
    mutating get {
      for place in trackers.lowerBound(settledFrom)..<trackers.endPlace
      where trackers.holdsItem(at: place) && !trackers[place].isSettled {
        settledFrom = trackers[place].batch.last
        return trackers[place].batch.first
      }
      if let newest = trackers.lastKey { settledFrom = newest + 1 }
      return nil
    }
  }

  private func missing(_ place: Int) -> AgentSet {
    AgentSet(peers.filter { !trackers[place].acknowledged.contains($0) })
  }

  /// Sends again what is due, and settles for what came of batches whose deadline has passed.
  mutating func retry(_ turn: inout Turn<Synchroniser>) {
    retryArmedAt = .never
    let due = trackers.due(by: turn.now).compactMap { trackers.place(of: $0) }
    let over = due.filter { trackers[$0].deadline <= turn.now }
    for place in over where !trackers[place].isSettled {
      settle(place, isComplete: false, &turn)
    }
    for place in over { trackers.remove(at: place) }
    for place in due where trackers.holdsItem(at: place) { sendAgain(place, &turn) }
    if let due = trackers.firstDue() { armRetry(at: due, &turn) }
  }

  private mutating func sendAgain(_ place: Int, _ turn: inout Turn<Synchroniser>) {
    let targets = missing(place).members
    turn.note(.repeated(last: trackers[place].batch.last, count: targets.count))
    for target in targets { turn.send(.update(trackers[place].batch), to: target) }
    trackers[place].wait = min(trackers[place].wait * 2, settings.retryLimit)
    trackers[place].nextRetry = turn.now + trackers[place].wait
    trackers.setDue(trackers[place].due, at: place)
  }
}
