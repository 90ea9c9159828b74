import Simulator

/// What a peer keeps that looks for others.
extension Rendezvous {
  struct Search: Hashable, Sendable {
    var post = Post.looking
    /// Rises with each question to another peer.
    var attempt: Int32 = 0
    /// When it took its post, or heard of its leader last.
    var postedAt: Nanoseconds = 0
    /// Groups that it formed in this life.
    var formedCount: Int32 = 0
    /// Those that said that they look for others.
    var peers = KeyedList<AgentID, Peer>()
    /// Those that asked while it was asking another itself.
    var held = KeyedList<AgentID, Candidate>()
    /// Those that it gathers.
    var followers = KeyedList<AgentID, Candidate>()

    enum Post: Hashable, Sendable {
      case looking
      case asking(AgentID)
      case following(AgentID)
      case leading
    }

    struct Peer: Hashable, Sendable {
      let agent: AgentID
      /// The newest incarnation that was heard of.
      let life: Int32
      /// Since when it looks; `never` of one that does not.
      let since: Nanoseconds
      let heardAt: Nanoseconds
    }

    /// A peer that asks to be led.
    struct Candidate: Hashable, Sendable {
      let member: Member
      let attempt: Int32
      let round: Int32
    }
  }

  mutating func startSearch(_ turn: inout Turn<Rendezvous>) {
    search.post = .looking
    announce(&turn)
    turnToEarliest(&turn)
  }

  private func announce(_ turn: inout Turn<Rendezvous>) {
    for agent in (0..<count).map({ AgentID($0) }) where agent != me {
      turn.send(
        .looking(life: kept.life, since: since, isLeading: search.post == .leading), to: agent)
    }
  }

  mutating func tickSearch(_ turn: inout Turn<Rendezvous>) {
    let isStale = turn.now &- search.postedAt > settings.heartbeatTimeout
    switch search.post {
    case .looking, .leading: announce(&turn)
    case .asking(let peer):
      announce(&turn)
      if isStale { giveUp(peer, &turn) }
    case .following(let leader):
      if isStale {
        turn.send(.unfollow(attempt: search.attempt), to: leader)
        giveUp(leader, &turn)
      }
    }
  }

  mutating func receiveSearch(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    switch message {
    case .looking(let life, let since, let isLeading):
      let peer = Search.Peer(agent: sender, life: life, since: since, heardAt: turn.now)
      hearPeer(peer, isLeading, &turn)
    case .ask(let attempt, let life, let round):
      let member = Member(sender, life: life)
      answer(Search.Candidate(member: member, attempt: attempt, round: round), &turn)
    case .accepted(let attempt): receiveAcceptance(attempt, from: sender, &turn)
    case .refused(let attempt, let other): receiveRefusal(attempt, other, from: sender, &turn)
    case .unfollow(let attempt):
      if let place = search.followers.place(of: sender),
        search.followers[place].attempt <= attempt
      {
        search.followers.remove(at: place)
      }
    default: break
    }
  }

  private mutating func hearPeer(
    _ peer: Search.Peer, _ isLeading: Bool, _ turn: inout Turn<Rendezvous>
  ) {
    guard isNewest(peer.life, of: peer.agent) else { return }
    dropOlder(Member(peer.agent, life: peer.life))
    note(peer)
    guard phase == .waiting else { return }
    switch search.post {
    case .looking where isEarlier(peer): ask(peer.agent, &turn)
    case .leading where settings.merges && isEarlier(peer): merge(into: peer.agent, &turn)
    case .following(peer.agent) where isLeading: search.postedAt = turn.now
    default: break
    }
  }

  private mutating func note(_ peer: Search.Peer) {
    if let place = search.peers.place(of: peer.agent) {
      search.peers[place] = peer
    } else {
      search.peers.append(peer, peer.agent)
    }
  }

  /// Whether no later incarnation of a peer was heard of.
  func isNewest(_ life: Int32, of agent: AgentID) -> Bool {
    settings.mistake == .countsDead || life >= search.peers.item(agent)?.life ?? 0
  }

  /// Takes note of a peer of which nothing but its incarnation is to be known.
  mutating func forget(_ agent: AgentID, life: Int32) {
    note(Search.Peer(agent: agent, life: life, since: .never, heardAt: -.never))
  }

  /// Whether this agent asks that one, and not the other way round.
  private func isEarlier(_ peer: Search.Peer) -> Bool {
    if peer.since != since { return peer.since < since }
    return settings.order == .none || peer.agent < me
  }

  /// Asks the earliest of the peers that were heard of lately.
  private mutating func turnToEarliest(_ turn: inout Turn<Rendezvous>) {
    var best: Search.Peer?
    for peer in search.peers.items
    where peer.heardAt >= turn.now &- 2 &* settings.heartbeat && isEarlier(peer) {
      if let best, (best.since, best.agent) < (peer.since, peer.agent) { continue }
      best = peer
    }
    if let best { ask(best.agent, &turn) }
  }

  mutating func ask(_ peer: AgentID, _ turn: inout Turn<Rendezvous>) {
    search.attempt &+= 1
    search.post = .asking(peer)
    search.postedAt = turn.now
    turn.send(
      .ask(attempt: search.attempt, life: kept.life, round: kept.round), to: peer)
  }

  /// Looks on without a peer that gave no answer, or a bad one.
  private mutating func giveUp(_ peer: AgentID, _ turn: inout Turn<Rendezvous>) {
    forget(peer, life: search.peers.item(peer)?.life ?? 0)
    search.post = .looking
    refuseHeld(other: nil, &turn)
    turnToEarliest(&turn)
  }

  mutating func refuseHeld(other: AgentID?, _ turn: inout Turn<Rendezvous>) {
    for candidate in search.held.items {
      turn.send(
        .refused(attempt: candidate.attempt, other: other), to: candidate.member.agent)
    }
    search.held = KeyedList()
  }

  private mutating func receiveAcceptance(
    _ attempt: Int32, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    guard phase == .waiting, attempt == search.attempt, search.post == .asking(sender) else {
      if phase == .waiting, search.post == .following(sender), attempt == search.attempt { return }
      return turn.send(.unfollow(attempt: attempt), to: sender)
    }
    search.post = .following(sender)
    search.postedAt = turn.now
    refuseHeld(other: sender, &turn)
  }

  private mutating func receiveRefusal(
    _ attempt: Int32, _ other: AgentID?, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    let isMeant = search.post == .asking(sender) || search.post == .following(sender)
    guard phase == .waiting, attempt == search.attempt, isMeant else { return }
    if let other, other != me {
      refuseHeld(other: other, &turn)
      ask(other, &turn)
    } else {
      giveUp(sender, &turn)
    }
  }
}
