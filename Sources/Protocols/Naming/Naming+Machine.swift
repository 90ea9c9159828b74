public import Simulator

extension Naming: Machine {
  public typealias Storage = NoStorage
  public typealias Request = Nothing
  public typealias Reply = Nothing

  public mutating func start(
    from storage: NoStorage, _ recovery: Recovery, _ turn: inout Turn<Naming>
  ) {
    life = Int64(truncatingIfNeeded: turn.random.next() >> 2)
    turn.setTimer(.tick, after: turn.random.within(1...settings.tick))
    armWish(&turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Naming>
  ) {
    if case .tick(let life, let hears, let isWilling) = message {
      return hear(sender, life, hears, isWilling, &turn)
    }
    if case .names(let names) = message {
      peers[sender.index].isWilling = true
      connectWhereWanted(&turn)
      if connected.contains(sender) { for name in names { learn(name, sender, &turn) } }
      return
    }
    // What a connection carried that has been lost since.
    guard connected.contains(sender) else { return }
    switch message {
    case .tick, .names: break
    case .claim(let name, let connected): serve(name, sender, connected, &turn)
    case .granted(let name): takeUp(name, from: sender, &turn)
    case .taken(let name): if wanted == name { wanted = nil }
    case .abandon(let name): if reserved[Int(name)] == sender { reserved[Int(name)] = nil }
    case .register(let name): learnAnew(name, sender, &turn)
    case .unregister(let name): forget(name, sender, &turn)
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Naming>) {
    switch timer {
    case .tick:
      connectWhereWanted(&turn)
      let (hears, wants) = (heard(turn.now), desired(turn.now))
      for index in peers.indices where index != me.index {
        let agent = AgentID(index)
        let isWilling = wants.contains(agent)
        turn.send(.tick(life: life, hears: hears, isWilling: isWilling), to: agent)
      }
      turn.setTimer(.tick, after: settings.tick)
    case .wish: wish(&turn)
    case .answer: wanted = nil
    }
  }

  public mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Naming>) {}
}

/// Connections.
extension Naming {
  private mutating func hear(
    _ agent: AgentID, _ life: Int64, _ hears: AgentSet, _ isWilling: Bool,
    _ turn: inout Turn<Naming>
  ) {
    if peers[agent.index].life != life || !isWilling { part(from: agent, &turn) }
    peers[agent.index] = Peer(heardAt: turn.now, life: life, hears: hears, isWilling: isWilling)
    connectWhereWanted(&turn)
  }

  /// The agents heard of within the silence allowed.
  private func heard(_ now: Nanoseconds) -> AgentSet {
    AgentSet(
      peers.indices.filter { now - settings.silence < peers[$0].heardAt }.map { AgentID($0) })
  }

  /// The agents that this one would be connected to: all that it hears, or those of them that hear one another, of
  /// which the lowest come first.
  private func desired(_ now: Nanoseconds) -> AgentSet {
    let hears = heard(now)
    if !settings.wholePartitions { return hears }
    var partition: [AgentID] = []
    for index in peers.indices where index == me.index || hears.contains(AgentID(index)) {
      let agent = AgentID(index)
      let isHeard = partition.allSatisfy { other in
        other == me && peers[index].hears.contains(me)
          || agent == me && peers[other.index].hears.contains(me)
          || peers[index].hears.contains(other) && peers[other.index].hears.contains(agent)
      }
      if isHeard { partition.append(agent) }
    }
    guard partition.contains(me) else { return AgentSet() }
    return AgentSet(partition.filter { $0 != me })
  }

  /// Gets connected where both agents want it, and parts where this one does not any more.
  private mutating func connectWhereWanted(_ turn: inout Turn<Naming>) {
    let wants = desired(turn.now)
    for agent in connected.members where !wants.contains(agent) { part(from: agent, &turn) }
    for agent in wants.members where !connected.contains(agent) && peers[agent.index].isWilling {
      connected.insert(agent)
      turn.note(.connected(agent))
      let tells = settings.mistake != .tellsNone
      let own = claims.indices.filter { tells && claims[$0].contains(me) }
      turn.send(.names(own.map { Int32(truncatingIfNeeded: $0) }), to: agent)
    }
  }

  /// Forgets what an agent owns. It is told at once, lest it take the next connection for this one.
  private mutating func part(from agent: AgentID, _ turn: inout Turn<Naming>) {
    guard connected.contains(agent) else { return }
    connected.remove(agent)
    peers[agent.index].isWilling = false
    turn.note(.parted(agent))
    turn.send(.tick(life: life, hears: heard(turn.now), isWilling: false), to: agent)
    for index in reserved.indices where reserved[index] == agent { reserved[index] = nil }
    if settings.mistake == .keepsNames { return }
    for index in claims.indices {
      forget(Int32(truncatingIfNeeded: index), agent, &turn)
    }
  }
}
