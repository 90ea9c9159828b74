/// What is taken off its way by hand.
extension World {
  /// Lets the message of a rank among those on a link arrive now, or loses it.
  mutating func redirect(_ rank: Int64, _ choice: LinkChoice, _ fault: Int, isLost: Bool) {
    let candidates = candidates(choice)
    faults.charge(queue.count + stopped.count)
    guard rank >= 1, rank <= candidates.count else { return }
    let candidate = candidates[Int(rank) - 1]
    if let ticket = candidate.ticket { queue.remove(ticket) }
    stopped.removeAll { $0.number == candidate.number }
    if candidate.ticket == nil { forget(candidate.number) }
    faults.count(fault)
    if isLost {
      takeOff(candidate.number)
    } else {
      hasten(candidate.number)
    }
  }

  /// The rank of what is on its way among all on its link, by which a fault takes it off; nil for what
  /// no link carries any more.
  public func rank(ofCopy number: Int32) -> Int64? {
    let route = route(of: number)
    let choice = LinkChoice(
      from: AgentSet([route.source].compactMap { $0 }),
      to: AgentSet([route.target].compactMap { $0 }), fromClients: route.source == nil,
      toClients: route.target == nil, kinds: [])
    return candidates(choice).firstIndex { $0.number == number }.map { Int64($0) + 1 }
  }

  /// What is on its way over a link: first what travels, in the order in which it is to arrive, then what a
  /// cut holds, in the order stopped, then what waits to be sent again.
  private func candidates(_ choice: LinkChoice) -> [(number: Int32, ticket: Int32?)] {
    // Sorting is stable: those due at one instant stay in the order pushed.
    let travelling = queue.pending.sorted { $0.event.time < $1.event.time }
      .filter { $0.event.tag & 15 == EventKind.arrival }
      .map { (number: Int32(bitPattern: $0.event.index), ticket: Int32?.some($0.ticket)) }
      .filter { envelopes[$0.number].isTravelling }
    let held = (stopped.map { $0.number } + connections.waiting)
      .map { (number: $0, ticket: Int32?.none) }
    return (travelling + held).filter {
      choice.covers(route(of: $0.number), message(of: $0.number))
    }
  }

  /// The kind of a message between agents; nil for a request or a reply.
  private func message(of number: Int32) -> Int? {
    guard case .message(let message) = envelopes[number].content else { return nil }
    return KindVisitor(of: message).index
  }

  /// Loses something on its way.
  mutating func takeOff(_ number: Int32, as state: Envelope<M>.State = .dropped) {
    envelopes[number].state = state
    observer.landed(number)
    if case .reply(let reply, let id) = envelopes[number].content {
      let agent = AgentID(rawValue: envelopes[number].source)
      let reason = state == .reset ? Loss.connectionReset : .dropped
      observer.replyLost(reply, id, from: agent, reason, at: now)
    }
    lose(envelopes.take(number))
  }

  /// Lets something on its way arrive now.
  private mutating func hasten(_ number: Int32) {
    let wasHeld = envelopes[number].state == .held
    if wasHeld { travel(number, kind(of: number)) }
    show(number, route(of: number), .arrives(now))
    queue.push(time: now, tag: EventKind.arrival, index: UInt32(bitPattern: number))
  }
}

/// Which of what is on its way is meant.
@usableFromInline
struct LinkChoice {
  let from: AgentSet
  let to: AgentSet
  let fromClients: Bool
  let toClients: Bool
  /// Kinds of messages between agents; empty for all.
  let kinds: [Int]

  /// Whether it means what goes that way.
  ///
  /// - Parameter kind: that of a message between agents, or nil for a request or reply.
  func covers(_ route: Route, _ kind: Int?) -> Bool {
    let source = route.source.map { from.contains($0) } ?? fromClients
    let target = route.target.map { to.contains($0) } ?? toClients
    return source && target && (kinds.isEmpty || kind.map { kinds.contains($0) } ?? false)
  }
}

extension LinkChoice {
  /// What a fault means that has met its targets.
  init(_ meeting: Meeting, _ from: Target, _ to: Target, _ kinds: [Int]) {
    self.init(
      from: meeting.from, to: meeting.to, fromClients: from == .clients, toClients: to == .clients,
      kinds: kinds)
  }
}
