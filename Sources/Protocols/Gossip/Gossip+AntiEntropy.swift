import Simulator

/// Anti-entropy: two agents compare all that they know, by a digest, and exchange what is missing.
extension Gossip {
  mutating func startAntiEntropy(_ turn: inout Turn<Gossip>) {
    if settings.cycles == .random {
      turn.setTimer(.antiEntropy, after: turn.random.within(1...settings.antiEntropy))
    } else {
      armAntiEntropy(&turn)
    }
  }

  /// Acts again when the agent's clock shows the next multiple of the period.
  private func armAntiEntropy(_ turn: inout Turn<Gossip>) {
    let past = turn.now % settings.antiEntropy
    turn.setTimer(
      .antiEntropy, after: past < 0 ? -past : settings.antiEntropy - past)
  }

  mutating func reconcile(_ turn: inout Turn<Gossip>) {
    turn.send(.digest(known), to: partner(&turn))
    if settings.cycles == .random {
      turn.setTimer(.antiEntropy, after: settings.antiEntropy)
    } else {
      armAntiEntropy(&turn)
    }
  }

  /// Answers a digest with what it lacks, and with what of it the agent lacks; not at all if the two
  /// agree as far as the exchange goes.
  mutating func compare(
    _ theirs: RumourSet, of partner: AgentID, _ turn: inout Turn<Gossip>
  ) {
    let exchange = settings.antiEntropyExchange
    let updates = exchange == .push ? RumourSet() : known.subtracting(theirs)
    let wanted = exchange == .pull ? RumourSet() : theirs.subtracting(known)
    if updates.isEmpty && wanted.isEmpty { return }
    turn.send(.difference(updates: updates, wanted: wanted), to: partner)
  }

  /// Sends what a partner wants of what the agent knows.
  func supply(_ wanted: RumourSet, to partner: AgentID, _ turn: inout Turn<Gossip>) {
    let updates = wanted.intersection(known)
    if !updates.isEmpty { turn.send(.updates(updates), to: partner) }
  }
}
