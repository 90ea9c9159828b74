import Simulator

/// Leaders that gather followers.
extension Rendezvous {
  /// Answers a peer that asks to be led.
  mutating func answer(_ candidate: Search.Candidate, _ turn: inout Turn<Rendezvous>) {
    let agent = candidate.member.agent
    guard isNewest(candidate.member.life, of: agent) else { return }
    if candidate.member.life > search.peers.item(agent)?.life ?? 0 {
      forget(agent, life: candidate.member.life)
    }
    dropOlder(candidate.member)
    guard phase == .waiting else {
      return turn.send(.refused(attempt: candidate.attempt, other: nil), to: agent)
    }
    switch search.post {
    case .looking, .leading: gather(candidate, &turn)
    case .asking:
      // It cannot say yet whether it will lead.
      if let place = search.held.place(of: agent) { search.held.remove(at: place) }
      search.held.append(candidate, agent)
    case .following(let leader):
      turn.send(.refused(attempt: candidate.attempt, other: leader), to: agent)
    }
  }

  /// What an earlier incarnation asked for is void.
  mutating func dropOlder(_ member: Member) {
    if settings.mistake == .countsDead { return }
    if let place = search.followers.place(of: member.agent),
      search.followers[place].member.life < member.life
    {
      search.followers.remove(at: place)
    }
    if let place = search.held.place(of: member.agent),
      search.held[place].member.life < member.life
    {
      search.held.remove(at: place)
    }
  }

  private mutating func gather(
    _ candidate: Search.Candidate, _ turn: inout Turn<Rendezvous>
  ) {
    if search.post == .looking {
      search.post = .leading
      search.postedAt = turn.now
      turn.setTimer(.call, after: settings.lastCall)
    }
    let agent = candidate.member.agent
    if let place = search.followers.place(of: agent) { search.followers.remove(at: place) }
    search.followers.append(candidate, agent)
    turn.send(.accepted(attempt: candidate.attempt), to: agent)
    if search.followers.count + 1 >= largest { begin(&turn) }
  }

  /// The time to gather is over.
  mutating func endGathering(_ turn: inout Turn<Rendezvous>) {
    guard phase == .waiting, search.post == .leading else { return }
    if search.followers.count + 1 >= Int(settings.fewest) {
      begin(&turn)
    } else if settings.gathering == .release {
      release(to: nil, &turn)
      startSearch(&turn)
    }
  }

  /// Goes to an earlier peer with all followers.
  mutating func merge(into peer: AgentID, _ turn: inout Turn<Rendezvous>) {
    release(to: peer, &turn)
    search.post = .looking
    turn.cancelTimer(.call)
    ask(peer, &turn)
  }

  private mutating func release(to other: AgentID?, _ turn: inout Turn<Rendezvous>) {
    for follower in search.followers.items {
      turn.send(.refused(attempt: follower.attempt, other: other), to: follower.member.agent)
    }
    search.followers = KeyedList()
  }

  /// The search has lasted for as long as it may.
  mutating func endSearch(_ turn: inout Turn<Rendezvous>) {
    switch search.post {
    case .leading:
      if search.followers.count + 1 >= Int(settings.fewest) { return begin(&turn) }
      if settings.gathering == .hold { return }
      release(to: nil, &turn)
      turn.cancelTimer(.call)
    case .following(let leader):
      if settings.gathering == .hold { return }
      turn.send(.unfollow(attempt: search.attempt), to: leader)
    case .looking, .asking: refuseHeld(other: nil, &turn)
    }
    search.post = .looking
    turn.note(.foundNone)
    startWork(.resting, &turn)
  }

  private mutating func begin(_ turn: inout Turn<Rendezvous>) {
    turn.cancelTimer(.call)
    search.formedCount &+= 1
    var round = kept.round
    var members = [Member(me, life: kept.life)]
    for follower in search.followers.items {
      round = Swift.max(round, follower.round)
      members.append(follower.member)
    }
    members.sort { $0.agent < $1.agent }
    let id = GroupID(former: me, life: kept.life, number: search.formedCount)
    let group = Group(id, round: round &+ 1, members)
    search.followers = KeyedList()
    search.post = .looking
    turn.note(.formed(group))
    for member in members where member.agent != me {
      turn.send(.group(group), to: member.agent)
    }
    enter(group, &turn)
  }
}
