import Simulator

/// Comparing what is known, so that an agent that missed something gets it in the end.
extension Synchroniser {
  /// Batches that all agents have are forgotten in portions of this size, which saves writes.
  private static var pruningPortion: Int { 64 }

  mutating func armFirstExchange(_ turn: inout Turn<Synchroniser>) {
    if profile.clusterSize == 1 || settings.exchange == 0 && !isRecovering { return }
    // A random phase, lest all compare at once.
    let phase = turn.random.below(UInt64(exchangeInterval))
    turn.setTimer(.exchange, after: Nanoseconds(phase))
  }

  private var exchangeInterval: Nanoseconds { settings.exchange > 0 ? settings.exchange : .second }

  mutating func exchange(_ turn: inout Turn<Synchroniser>) {
    for agent in awaited.members { turn.send(.inventory(replica.delivered, .recall), to: agent) }
    if settings.exchange > 0 {
      turn.send(.inventory(replica.delivered, .exchange), to: randomPeer(&turn))
    } else if !isRecovering {
      return
    }
    turn.setTimer(.exchange, after: exchangeInterval)
  }

  /// - Precondition: there is another agent.
  func randomPeer(_ turn: inout Turn<Synchroniser>) -> AgentID {
    let draw = Int(turn.random.below(UInt64(profile.clusterSize - 1)))
    return AgentID(draw < me.index ? draw : draw + 1)
  }

  /// Another agent says what it has applied.
  mutating func compare(
    _ clock: VectorClock, _ purpose: Purpose, with agent: AgentID,
    _ turn: inout Turn<Synchroniser>
  ) {
    guard agent != me, agent.index >= 0, agent.index < profile.clusterSize else { return }
    if purpose == .recall {
      known[agent.index] = VectorClock()
      frontier = Frontier()
    }
    learn(clock, of: agent, &turn)
    if purpose == .answer, awaited.contains(agent) {
      awaited.remove(agent)
      lostUpTo = max(lostUpTo, clock[me])
      finishRecall(&turn)
    }
    send(missingFrom: clock, to: agent, &turn)
    let lacks = !replica.delivered.covers(clock)
    if purpose == .recall || purpose == .exchange && lacks {
      turn.send(.inventory(replica.delivered, .answer), to: agent)
    }
  }

  private mutating func send(
    missingFrom clock: VectorClock, to agent: AgentID, _ turn: inout Turn<Synchroniser>
  ) {
    if !clock.covers(replica.pruned) {
      if !replica.open.isEmpty { closeBatch(&turn) }
      return turn.send(.snapshot(replica.snapshot), to: agent)
    }
    let batches = replica.batches.missing(from: clock, atMost: settings.exchangeLimit)
    if !batches.isEmpty { turn.send(.repair(batches), to: agent) }
  }

  mutating func repair(
    _ batches: [Batch], from agent: AgentID, _ turn: inout Turn<Synchroniser>
  ) {
    for batch in batches { take(batch, &turn) }
    if batches.count >= settings.exchangeLimit {
      turn.send(.inventory(replica.delivered, .request), to: agent)
    }
  }

  mutating func absorb(_ snapshot: Snapshot, _ turn: inout Turn<Synchroniser>) {
    if replica.delivered.covers(snapshot.delivered) { return }
    replica.absorb(snapshot)
    time.receive(snapshot.time, at: turn.now)
    turn.persist(.absorbed(snapshot))
    turn.note(.absorbed(replica.delivered))
    drain(&turn)
    finishRecall(&turn)
    for variable in 0..<replica.variableCount {
      arbitrate(Int32(truncatingIfNeeded: variable), &turn)
    }
  }

  /// Forgets batches that all agents have on their disks; the agent's only once their outcome is
  /// reported, since after a crash the log says which still need one.
  mutating func prune(_ turn: inout Turn<Synchroniser>) {
    frontier.rise(replica, known, of: me, settled: completed)
    if frontier.stableCount < Synchroniser.pruningPortion { return }
    let stable = frontier.stable
    replica.prune(stable)
    frontier.forget()
    turn.persist(.pruned(stable))
  }
}

/// Getting back what a lost disk held.
extension Synchroniser {
  /// Asks all others for what they have, above all for the agent's updates, whose numbers must not be
  /// used again.
  ///
  /// Its updates that no other agent has are gone, and so is the knowledge of those that are on their
  /// way just then.
  mutating func recall(_ turn: inout Turn<Synchroniser>) {
    awaited = AgentSet(peers)
    for peer in peers { turn.send(.inventory(replica.delivered, .recall), to: peer) }
  }

  mutating func finishRecall(_ turn: inout Turn<Synchroniser>) {
    if lostUpTo == 0 || isRecovering { return }
    turn.note(.recalled(last: lostUpTo))
    lostUpTo = 0
    if replica.delivered[me] > completed {
      completed = replica.delivered[me]
      turn.persist(.completed(completed))
    }
  }
}
