import Simulator

/// Rumour mongering: contacts, and what they say of the rumours told.
extension Gossip {
  /// Makes the contact of a cycle.
  mutating func contact(_ turn: inout Turn<Gossip>) {
    callee = -1
    if !settings.pulls && hot.isEmpty { return }
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
    case .push: if !batch.rumours.isEmpty { turn.send(.push(batch), to: partner) }
    case .pull: return turn.send(.pull, to: partner)
    case .pushPull: turn.send(.pushPull(batch), to: partner)
    case .none: return
    }
    spend(batch)
  }

  /// The rumours that the agent spreads, without those that it knows only since this cycle.
  private func offer(except others: RumourSet) -> Batch {
    var batch = Batch()
    for interest in hot
    where !fresh.contains(interest.rumour) && !others.contains(interest.rumour) {
      batch.rumours.insert(interest.rumour)
      if settings.tellsCounters { batch.counters.append(interest.counter) }
    }
    return batch
  }

  /// Blindly, each telling counts against a rumour.
  private mutating func spend(_ batch: Batch) {
    guard settings.response == .blind else { return }
    for place in hot.indices where batch.rumours.contains(hot[place].rumour) {
      hot[place].wasUseless = true
    }
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
    return Batch(rumours, counters: rumours.map { place(of: $0).map { hot[$0].counter } ?? .max })
  }

  /// Notes which rumours a contact needed and which not.
  mutating func judge(_ needed: RumourSet, _ known: Batch) {
    for rumour in needed {
      if let place = place(of: rumour) { hot[place].wasNeeded = true }
    }
    count(known, among: known.rumours)
  }

  /// Counts rumours as told in vain, but one that the partner has told in vain less often, and says so.
  private mutating func count(_ batch: Batch, among rumours: RumourSet) {
    var number = 0
    for rumour in batch.rumours {
      let theirs = number < batch.counters.count ? batch.counters[number] : .max
      number += 1
      guard rumours.contains(rumour), let place = place(of: rumour) else { continue }
      if hot[place].counter <= theirs { hot[place].wasUseless = true }
    }
  }

  private func place(of rumour: Rumour) -> Int? {
    let place = firstPlace(notBelow: rumour)
    return place < hot.count && hot[place].rumour == rumour ? place : nil
  }

  /// - Complexity: O(log n) in the number of rumours that the agent spreads, which stand in order.
  func firstPlace(notBelow rumour: Rumour) -> Int {
    var (low, high) = (0, hot.count)
    while low < high {
      let middle = (low + high) / 2
      if hot[middle].rumour < rumour { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
