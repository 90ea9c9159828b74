import Simulator

/// Names, and who owns them.
extension Naming {
  mutating func armWish(_ turn: inout Turn<Naming>) {
    let wait = max(1, Delay.exponential(mean: settings.every).sample(turn.random.next()))
    if turn.now + wait < settings.stop { turn.setTimer(.wish, after: wait) }
  }

  /// An agent wants a name that has no owner, and gives up one in four that it owns and comes upon.
  mutating func wish(_ turn: inout Turn<Naming>) {
    let name = Int32(truncatingIfNeeded: turn.random.below(UInt64(settings.names)))
    let gives = turn.random.below(4) == 0
    armWish(&turn)
    if owner(of: name) == me, gives {
      turn.note(.unregistered(name: name))
      withdraw(name, &turn)
    } else if owner(of: name) == nil, wanted == nil {
      wanted = name
      turn.setTimer(.answer, after: settings.silence)
      let lowest = connected.members.first ?? me
      if lowest < me {
        turn.send(.claim(name: name, connected: connected), to: lowest)
      } else {
        serve(name, me, connected, &turn)
      }
    }
  }

  /// Grants a name that none is about to register, unless the agent will hear of an owner: one that it is connected to.
  /// An owner that it is not connected to does not count, for the agent that registers looks into its own table.
  mutating func serve(
    _ name: Int32, _ agent: AgentID, _ connected: AgentSet, _ turn: inout Turn<Naming>
  ) {
    let owner = owner(of: name)
    let isOwned = owner.map { $0 == me || connected.contains($0) } ?? false
    let isFree = !isOwned && reserved[Int(name)] == nil
    if isFree { reserved[Int(name)] = agent }
    if agent == me {
      if isFree { takeUp(name, from: me, &turn) } else { wanted = nil }
    } else {
      turn.send(isFree ? .granted(name: name) : .taken(name: name), to: agent)
    }
  }

  /// Registers a name that was granted, unless it is not wanted any more or has an owner by now.
  mutating func takeUp(_ name: Int32, from lowest: AgentID, _ turn: inout Turn<Naming>) {
    if reserved[Int(name)] == me { reserved[Int(name)] = nil }
    guard wanted == name, owner(of: name) == nil else {
      if lowest != me { turn.send(.abandon(name: name), to: lowest) }
      return
    }
    wanted = nil
    turn.cancelTimer(.answer)
    turn.note(.registered(name: name))
    set(name, [me], &turn)
    for agent in connected.members { turn.send(.register(name: name), to: agent) }
  }

  /// Another agent has registered a name. It had it granted, so what was known of the name is out of date.
  mutating func learnAnew(_ name: Int32, _ agent: AgentID, _ turn: inout Turn<Naming>) {
    if reserved[Int(name)] == agent { reserved[Int(name)] = nil }
    if settings.keepsClaims || owner(of: name) == me { return learn(name, agent, &turn) }
    set(name, [agent], &turn)
  }

  /// Another agent owns a name. If this one does so too, the higher of the two yields.
  mutating func learn(_ name: Int32, _ agent: AgentID, _ turn: inout Turn<Naming>) {
    var known = claims[Int(name)]
    if known.contains(me), agent < me {
      turn.note(.yielded(name: name, to: agent))
      withdraw(name, &turn)
      known = claims[Int(name)]
    }
    if !known.contains(agent) { known.append(agent) }
    known.sort()
    set(name, settings.keepsClaims ? known : [known[0]], &turn)
  }

  /// Does not own a name any more, and says so.
  private mutating func withdraw(_ name: Int32, _ turn: inout Turn<Naming>) {
    forget(name, me, &turn)
    for agent in connected.members { turn.send(.unregister(name: name), to: agent) }
  }

  /// An agent does not own a name any more.
  mutating func forget(_ name: Int32, _ agent: AgentID, _ turn: inout Turn<Naming>) {
    set(name, claims[Int(name)].filter { $0 != agent }, &turn)
  }

  private mutating func set(_ name: Int32, _ agents: [AgentID], _ turn: inout Turn<Naming>) {
    let before = owner(of: name)
    claims[Int(name)] = agents
    if owner(of: name) != before { turn.note(.owned(name: name, by: owner(of: name))) }
  }
}
