import Simulator

/// The agent's updates and their batches.
extension Synchroniser {
  /// Makes an update, applies it and puts it into the open batch.
  mutating func write(_ variable: Int32, _ amount: Int64, _ turn: inout Turn<Synchroniser>) {
    let number = replica.delivered[me] + 1
    time.tick(at: turn.now)
    let versions = replica.versions(of: variable)
    let (value, context) = content(variable, amount, over: versions)
    let next = versions.nextNumber(of: me)
    let dot = Dot(me, settings.mistake == .stampsEarly ? max(1, next - 1) : next)
    let payload = Payload(value, at: time, priority: priority)
    let update = Update(
      number: number, variable: variable, Versions.Sibling(dot, payload), knowing: context)
    turn.note(.wrote(number: number, variable: variable, amount: amount))
    let isFirst = replica.open.isEmpty
    if let overtaken = replica.write(update, by: me) { turn.note(.coalesced(number: overtaken)) }
    if replica.open.count >= settings.batchSize {
      let dependencies = dependencies
      turn.persist(.wrote(update, by: me, closing: dependencies))
      if settings.batchSize > 1 { turn.cancelTimer(.batch) }
      broadcast(replica.close(me, dependencies), &turn)
    } else {
      turn.persist(.wrote(update, by: me, closing: nil))
      if isFirst { turn.setTimer(.batch, after: settings.batchDelay) }
    }
  }

  /// What a write holds and what it overwrites, by the variable's policy.
  ///
  /// A counter's version is the sum of its origin's steps and overwrites that origin's last one alone; a
  /// maximum's and a set's take in what they overwrite.
  private func content(
    _ variable: Int32, _ amount: Int64, over versions: Versions
  ) -> (Int64, CausalContext) {
    let policy = settings.policy(of: variable)
    switch policy {
    case .counter:
      var own = VectorClock()
      own.raise(me, to: versions.context.clock[me])
      let last = versions.siblings.first { $0.dot.origin == me }
      return ((last?.value.value ?? 0) &+ amount, CausalContext(own))
    case .maximum:
      let value = versions.siblings.isEmpty ? amount : max(amount, policy.value(of: versions))
      return (value, versions.context)
    case .union: return (policy.value(of: versions) | amount, versions.context)
    default: return (amount, versions.context)
    }
  }

  /// The sum of the agent's scores.
  private var priority: Int32 { settings.scores.scores(of: me).sum }

  /// Broadcasts the open updates.
  ///
  /// - Precondition: there are some.
  mutating func closeBatch(_ turn: inout Turn<Synchroniser>) {
    let dependencies = dependencies
    turn.persist(.closed(me, dependencies: dependencies))
    if settings.batchSize > 1 { turn.cancelTimer(.batch) }
    broadcast(replica.close(me, dependencies), &turn)
  }

  /// What the agent's next batch depends on.
  private var dependencies: VectorClock {
    let causes = replica.dependencies(of: me)
    if settings.mistake != .forgetsCauses { return causes }
    var own = VectorClock()
    own.raise(me, to: causes[me])
    return own
  }

  /// Acknowledgements are tracked before anything is sent.
  private mutating func broadcast(_ batch: Batch, _ turn: inout Turn<Synchroniser>) {
    turn.note(.broadcast(first: batch.first, last: batch.last))
    let place = track(batch, openClients, &turn)
    openClients = []
    for peer in peers {
      if settings.mistake == .sendsAhead {
        turn.sendAhead(.update(batch), to: peer)
      } else {
        turn.send(.update(batch), to: peer)
      }
    }
    settleIfComplete(place, &turn)
  }

  /// The arbiter of a variable of policy `consensus` writes the version that stands over all others.
  mutating func arbitrate(_ variable: Int32, _ turn: inout Turn<Synchroniser>) {
    guard settings.arbiter == me, settings.policy(of: variable) == .consensus, !isRecovering
    else { return }
    let versions = replica.versions(of: variable)
    guard versions.siblings.count > 1, let winner = ConflictPolicy.consensus.winner(of: versions)
    else { return }
    turn.note(.arbitrated(variable: variable))
    write(variable, winner.value.value, &turn)
  }
}
