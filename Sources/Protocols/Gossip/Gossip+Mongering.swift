import Simulator

/// Rumour mongering: contacts, and what they say of the rumours told.
extension Gossip {
  /// Makes the contact of a cycle.
  mutating func contact(_ turn: inout Turn<Gossip>) {
    callee = -1
    if !settings.pulls && interests.isEmpty { return }
    if settings.connectionLimit > 0 {
      attempts = settings.hunts
      call(&turn)
    } else {
      exchange(with: partner(&turn), &turn)
    }
  }

  mutating func exchange(with partner: AgentID, _ turn: inout Turn<Gossip>) {
    let batch = offer(except: RumourSet())
    switch settings.exchange {
    case .push where settings.mistake == .tellsAhead: turn.sendAhead(.push(batch), to: partner)
    case .push: if !batch.rumours.isEmpty { turn.send(.push(batch), to: partner) }
    case .pull: return turn.send(.pull, to: partner)
    case .pushPull: turn.send(.pushPull(batch), to: partner)
    case .none: return
    }
    spend(batch)
  }

  /// The rumours that the agent spreads, without those that it knows only since this cycle.
  private func offer(except others: RumourSet) -> Batch {
    let rumours = interests.rumours.subtracting(fresh).subtracting(others)
    guard settings.tellsCounters else { return Batch(rumours) }
    return Batch(rumours, counters: rumours.map { interests.counter(of: $0) })
  }

  /// Blindly, each telling counts against a rumour.
  private mutating func spend(_ batch: Batch) {
    if settings.response == .blind { interests.markUseless(batch.rumours) }
  }

  /// Tells who asked for rumours what the agent spreads.
  mutating func serve(
    _ partner: AgentID, except others: RumourSet, _ turn: inout Turn<Gossip>
  ) {
    let batch = offer(except: others)
    if batch.rumours.isEmpty { return }
    turn.send(.reply(batch), to: partner)
    spend(batch)
  }

  /// Takes in what was told, and says what of it was needed.
  mutating func take(_ batch: Batch, from sender: AgentID, _ turn: inout Turn<Gossip>) {
    let repeated = batch.rumours.intersection(known.subtracting(fresh))
    learn(batch.rumours, .rumour, &turn)
    guard settings.response == .feedback else { return }
    let needed = batch.rumours.subtracting(repeated)
    turn.send(.feedback(needed: needed, known: told(repeated)), to: sender)
  }

  /// Both tell: a rumour that both spread has been told in vain by both, or by the one that has done so
  /// less often.
  mutating func meet(_ batch: Batch, from sender: AgentID, _ turn: inout Turn<Gossip>) {
    if !batch.rumours.isEmpty {
      let before = known.subtracting(fresh)
      take(batch, from: sender, &turn)
      if settings.response == .feedback { count(batch, among: before) }
    }
    serve(sender, except: batch.rumours, &turn)
  }

  /// Rumours with the agent's counters, where these are told; the greatest for what it does not spread.
  private func told(_ rumours: RumourSet) -> Batch {
    guard settings.tellsCounters else { return Batch(rumours) }
    return Batch(
      rumours,
      counters: rumours.map {
        interests.rumours.contains($0) ? interests.counter(of: $0) : .max
      })
  }

  /// Notes which rumours a contact needed and which not.
  mutating func judge(_ needed: RumourSet, _ known: Batch) {
    interests.markNeeded(needed)
    count(known, among: known.rumours)
  }

  /// Counts rumours as told in vain, but one that the partner has told in vain less often, and says so.
  private mutating func count(_ batch: Batch, among rumours: RumourSet) {
    if batch.counters.isEmpty {
      return interests.markUseless(batch.rumours.intersection(rumours))
    }
    var number = 0
    for rumour in batch.rumours {
      let theirs = number < batch.counters.count ? batch.counters[number] : .max
      number += 1
      guard rumours.contains(rumour), interests.rumours.contains(rumour) else { continue }
      if interests.counter(of: rumour) <= theirs { interests.markUseless(rumour) }
    }
  }
}
