import Simulator

/// What a host keeps of the others.
extension Rendezvous {
  struct Desk: Hashable, Sendable {
    /// By agent, the newest incarnation that the host has heard of; 0 before the first.
    var lives: [Int32]
    /// By agent, the last round that it did, as it said.
    var rounds: [Int32]
    var heardAt: [Nanoseconds]
    /// The agents that are not taken for dead.
    var healthy = AgentSet()
    /// The agents that wait for a group.
    var waiting = AgentSet()
    /// The group formed last.
    var newest: Group?
    /// Why that group has ended, if it has.
    var breach: Breach?
    /// Whether that group ends after the round that it is at.
    var isLast = false
    var call = Call.none
    /// After a restart no group is formed before those that live could be heard.
    var quietUntil: Nanoseconds
    /// The agents that are in the exit barrier.
    var finished = AgentSet()
    /// The agents that said that they leave.
    var departed = AgentSet()

    init(count: Int, quietUntil: Nanoseconds) {
      lives = Array(repeating: 0, count: count)
      rounds = lives
      heardAt = Array(repeating: 0, count: count)
      self.quietUntil = quietUntil
    }

    /// Whether a member lives in the incarnation in which it became one, as far as the host knows.
    func lives(_ member: Member) -> Bool {
      lives[member.agent.index] == member.life && healthy.contains(member.agent)
    }
  }

  /// Where the last call before a group stands.
  enum Call: String, Word {
    case none
    case open
    case over
  }

  mutating func openDesk(_ turn: inout Turn<Rendezvous>) {
    var desk = Desk(
      count: count,
      quietUntil: kept.group == nil ? turn.now : turn.now &+ settings.heartbeatTimeout)
    desk.newest = kept.group
    for member in kept.group?.members ?? [] {
      desk.lives[member.agent.index] = member.life
      desk.heardAt[member.agent.index] = turn.now
      desk.healthy.insert(member.agent)
    }
    self.desk = desk
  }

  /// Takes note of a sign of life.
  /// - Returns: whether it is of the newest incarnation that the host knows.
  mutating func hear(_ life: Int32, from sender: AgentID) -> Bool {
    guard let known = desk?.lives[sender.index] else { return false }
    if life < known, settings.mistake != .countsDead { return false }
    if life != known { desk?.waiting.remove(sender) }
    desk?.lives[sender.index] = life
    desk?.heardAt[sender.index] = clock
    desk?.healthy.insert(sender)
    return true
  }

  mutating func receiveJoin(
    _ life: Int32, _ round: Int32, _ after: Int32, from sender: AgentID,
    _ turn: inout Turn<Rendezvous>
  ) {
    guard hear(life, from: sender) else { return }
    let isIntact = desk?.breach == nil
    let member = desk?.newest?.member(sender)
    if isIntact, let group = desk?.newest, member?.life == life, after < group.id.number {
      return turn.send(.group(group), to: sender)
    }
    desk?.waiting.insert(sender)
    let known = desk?.rounds[sender.index] ?? 0
    desk?.rounds[sender.index] = Swift.max(round, known)
    if settings.method == .store, isIntact, desk?.newest != nil {
      if member != nil { desk?.breach = .left } else { admit() }
    }
    formIfReady(&turn)
  }

  /// An agent came that the group at work is to take in, if it has room.
  private mutating func admit() {
    guard let group = desk?.newest, group.members.count < largest, desk?.finished.isEmpty ?? true
    else { return }
    switch settings.admission {
    case .atOnce: desk?.breach = .newcomer
    case .betweenRounds: desk?.isLast = true
    }
  }

  mutating func receiveHeartbeat(
    _ life: Int32, _ number: Int32, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    guard hear(life, from: sender), let desk else { return }
    turn.send(
      .pulse(number: desk.newest?.id.number ?? 0, desk.breach, isLast: desk.isLast), to: sender)
  }

  /// Drops those that were silent for too long.
  mutating func tickDesk(_ turn: inout Turn<Rendezvous>) {
    guard let healthy = desk?.healthy, settings.method == .store || settings.dropsDead else {
      return formIfReady(&turn)
    }
    for agent in healthy.members {
      guard let heardAt = desk?.heardAt[agent.index] else { continue }
      if turn.now &- heardAt > settings.heartbeatTimeout { drop(agent, &turn) }
    }
    formIfReady(&turn)
    leaveIfAllGone(&turn)
  }

  private mutating func drop(_ agent: AgentID, _ turn: inout Turn<Rendezvous>) {
    desk?.healthy.remove(agent)
    desk?.waiting.remove(agent)
    turn.note(.dropped(agent))
    guard settings.method == .store, let desk, desk.breach == nil, let group = desk.newest,
      group.member(agent)?.life == desk.lives[agent.index]
    else { return }
    // Where those that are left are not told, a group of which none is left must not stand in the way.
    let isEmpty = !group.members.contains { desk.lives($0) }
    if settings.onLoss == .tell || isEmpty { self.desk?.breach = .lost }
  }
}

/// When the host forms a group.
extension Rendezvous {
  private mutating func formIfReady(_ turn: inout Turn<Rendezvous>) {
    guard let desk, turn.now >= desk.quietUntil, desk.waiting.count >= Int(settings.fewest) else {
      return
    }
    let isFull = desk.waiting.count >= largest
    switch settings.method {
    case .store:
      if desk.newest != nil, desk.breach == nil { return }
      if isFull || desk.call == .over { return form(&turn) }
    case .lighthouse:
      let isComplete = desk.waiting.count >= desk.healthy.count
      if isQuorum(desk), isFull || isComplete || desk.call == .over { return form(&turn) }
    case .matchmaking: return
    }
    if desk.call == .none {
      self.desk?.call = .open
      turn.setTimer(.call, after: settings.lastCall)
    }
  }

  private func isQuorum(_ desk: Desk) -> Bool {
    settings.quorum == .fastest || 2 * desk.waiting.count > desk.healthy.count
  }

  mutating func endDeskCall(_ turn: inout Turn<Rendezvous>) {
    desk?.call = .over
    formIfReady(&turn)
  }

  private mutating func form(_ turn: inout Turn<Rendezvous>) {
    guard let desk else { return }
    let chosen = desk.waiting.members.prefix(largest)
    var round: Int32 = 0
    for agent in chosen { round = Swift.max(round, desk.rounds[agent.index]) }
    if settings.method == .lighthouse, settings.quorum == .majority {
      // A quorum out of the lighthouse's sight may still do the round that it was given.
      round = Swift.max(round, kept.group?.round ?? 0)
    }
    let id = GroupID(
      former: me, life: kept.life, number: (kept.group?.id.number ?? 0) &+ 1)
    let group = Group(
      id, round: round &+ 1, chosen.map { Member($0, life: desk.lives[$0.index]) })
    write(.formed(group), &turn)
    turn.note(.formed(group))
    for agent in chosen {
      self.desk?.waiting.remove(agent)
      turn.send(.group(group), to: agent)
    }
    self.desk?.newest = group
    self.desk?.breach = nil
    self.desk?.isLast = false
    self.desk?.call = .none
    turn.cancelTimer(.call)
  }
}
