import Simulator

/// Knowledge: it is durable before anything that the agent says of it leaves.
extension Gossip {
  /// Takes in what of these rumours is new.
  mutating func learn(_ rumours: RumourSet, _ way: Way, _ turn: inout Turn<Gossip>) {
    if known.isSuperset(of: rumours) { return }
    for rumour in rumours.subtracting(known) { learn(rumour, way, &turn) }
  }

  /// Takes in a rumour that is new.
  mutating func learn(_ rumour: Rumour, _ way: Way, _ turn: inout Turn<Gossip>) {
    known.insert(rumour)
    turn.persist(Storage.Write(rumour))
    let isHot =
      clusterSize > 1 && settings.exchange != .none
      && (way != .antiEntropy || settings.spreadsAgain)
    turn.note(.learned(rumour, way, isHot: isHot))
    if settings.isSynchronous { fresh.insert(rumour) }
    if isHot { spread(rumour, &turn) }
  }

  private mutating func spread(_ rumour: Rumour, _ turn: inout Turn<Gossip>) {
    // Where nobody pulls, only agents that spread rumours have cycles.
    if interests.isEmpty && !settings.pulls { armCycle(&turn) }
    interests.add(rumour)
  }
}
