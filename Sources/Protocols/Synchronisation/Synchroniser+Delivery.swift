import Simulator

/// Batches of others: causal delivery with hold-back.
extension Synchroniser {
  /// A batch arrived, from its origin or by a repair.
  mutating func take(_ batch: Batch, _ turn: inout Turn<Synchroniser>) {
    guard isSound(batch) else { return }
    let delivered = replica.delivered[batch.origin]
    if batch.last <= delivered {
      turn.note(.duplicate(batch.origin, last: batch.last))
      acknowledge(batch, .duplicate, &turn)
    } else if replica.canDeliver(batch) || isRash(with: batch) {
      deliver(batch, &turn)
      drain(&turn)
    } else if batch.first > delivered {
      hold(batch, &turn)
    }
  }

  /// Whether the numbers of a batch make sense here, as those of every agent of the cluster do.
  private func isSound(_ batch: Batch) -> Bool {
    batch.origin.index >= 0 && batch.origin.index < profile.clusterSize && batch.first > 0
      && batch.first <= batch.last && batch.dependencies[batch.origin] == batch.first - 1
      && batch.updates.allSatisfy {
        settings.hasVariable($0.variable) && $0.version.dot.origin == batch.origin
      }
  }

  /// A mistake: whether a batch is applied that should be held back.
  private func isRash(with batch: Batch) -> Bool {
    switch settings.mistake {
    case .ignoresCauses?: batch.first == replica.delivered[batch.origin] + 1
    case .skipsGaps?: batch.first > replica.delivered[batch.origin]
    default: false
    }
  }

  private mutating func deliver(_ batch: Batch, _ turn: inout Turn<Synchroniser>) {
    for update in batch.updates { time.receive(update.version.value.time, at: turn.now) }
    let outcome = replica.deliver(batch)
    turn.persist(.delivered(batch))
    turn.note(.applied(batch.origin, first: batch.first, last: batch.last, outcome))
    acknowledge(batch, outcome, &turn)
    if settings.arbiter == me {
      for update in batch.updates { arbitrate(update.variable, &turn) }
    }
    if batch.origin == me { finishRecall(&turn) }
  }

  /// Applies what waited for the batches applied last.
  ///
  /// - Complexity: O(a + log h) for each, in the numbers of agents and of batches held back.
  mutating func drain(_ turn: inout Turn<Synchroniser>) {
    while let batch = held.popDeliverable(replica.delivered) { deliver(batch, &turn) }
    held.removeOvertaken(replica.delivered)
    if held.isEmpty, gapIsArmed {
      gapIsArmed = false
      fruitlessGaps = 0
      turn.cancelTimer(.gap)
    }
  }

  private mutating func hold(_ batch: Batch, _ turn: inout Turn<Synchroniser>) {
    let isNew = !held.contains(batch)
    if isNew, held.count >= settings.holdLimit {
      return turn.note(.dropped(batch.origin, last: batch.last))
    }
    if isNew {
      held.append(batch, replica.delivered)
      turn.note(.held(batch.origin, last: batch.last))
    }
    acknowledge(batch, .held, &turn)
    if gapIsArmed { return }
    gapIsArmed = true
    turn.setTimer(.gap, after: settings.gapPatience)
  }

  /// Tells the origin what came of its batch, when that is as sure as the level asks for.
  ///
  /// That a batch is held back is said at once: it promises nothing, unless the level is `received`.
  private mutating func acknowledge(
    _ batch: Batch, _ outcome: Outcome, _ turn: inout Turn<Synchroniser>
  ) {
    if batch.origin == me { return }
    let message = Message.acknowledgement(number: batch.last, outcome, settings.level)
    if outcome == .held { return turn.sendAhead(message, to: batch.origin) }
    switch settings.level {
    case .received, .applied: turn.sendAhead(message, to: batch.origin)
    case .durable where settings.mistake == .acknowledgesAhead:
      turn.sendAhead(message, to: batch.origin)
    case .durable: turn.send(message, to: batch.origin)
    case .adapted: acknowledgeAdapted(batch, outcome, &turn)
    }
  }

  private mutating func acknowledgeAdapted(
    _ batch: Batch, _ outcome: Outcome, _ turn: inout Turn<Synchroniser>
  ) {
    if outcome == .duplicate {
      if adaptations.place(of: Dot(batch.origin, batch.last)) != nil { return }
      return turn.send(
        .acknowledgement(number: batch.last, outcome, .adapted), to: batch.origin)
    }
    if adaptations.isEmpty { turn.setTimer(.adaptation, after: settings.adaptation) }
    adaptations.append(
      Adaptation(
        time: turn.now + settings.adaptation, origin: batch.origin, number: batch.last,
        outcome: outcome), Dot(batch.origin, batch.last))
  }

  /// The agent has adapted to the first batches that wait for it.
  mutating func adapt(_ turn: inout Turn<Synchroniser>) {
    while let place = adaptations.firstPlace, adaptations[place].time <= turn.now {
      let first = adaptations.remove(at: place)
      turn.send(
        .acknowledgement(number: first.number, first.outcome, .adapted), to: first.origin)
    }
    if let place = adaptations.firstPlace {
      turn.setTimer(.adaptation, after: adaptations[place].time - turn.now)
    }
  }

  /// A gap lasts: the origin of the first batch held back has what is missing; every second time another
  /// agent is asked, since the origin may be down.
  mutating func askForMissing(_ turn: inout Turn<Synchroniser>) {
    gapIsArmed = false
    guard let first = held.first else { return }
    let asksOrigin = fruitlessGaps & 1 == 0 && first.origin != me
    let target = asksOrigin ? first.origin : randomPeer(&turn)
    turn.send(.inventory(replica.delivered, .request), to: target)
    fruitlessGaps += 1
    gapIsArmed = true
    turn.setTimer(.gap, after: settings.gapPatience << min(fruitlessGaps, 6))
  }
}
