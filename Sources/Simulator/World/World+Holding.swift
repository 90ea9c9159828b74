/// A message that waits at a cut.
@usableFromInline
struct StoppedMessage: Hashable, Sendable {
  /// The number of its envelope.
  let number: Int32
  /// The fault whose cut holds it.
  let fault: Int
}

/// What the digest is fed when a cut holds a message back; apart from every `Loss`.
private let holdMark: UInt64 = 16

extension World {
  /// The way of a message.
  func route(of number: Int32) -> Route {
    let source = AgentID(rawValue: envelopes[number].source)
    let target = AgentID(rawValue: envelopes[number].target)
    return switch envelopes[number].content {
    case .message: Route(from: source, to: target)
    case .request(_, let id): Route(client: id.client, target, toAgent: true)
    case .reply(_, let id): Route(client: id.client, source, toAgent: false)
    }
  }

  /// The kind of a message between agents, where kinds bear on delays or fates; else -1.
  func kind(of number: Int32) -> Int {
    if network.tellsKinds, case .message(let message) = envelopes[number].content {
      return kind(of: message)
    }
    return -1
  }

  /// A message is on its way, and awaited if a fault waits for messages such as this.
  mutating func travel(_ number: Int32, _ kind: Int) {
    envelopes[number].state = .travelling
    guard network.isWatched, case .message = envelopes[number].content else { return }
    let source = AgentID(rawValue: envelopes[number].source)
    let target = AgentID(rawValue: envelopes[number].target)
    // What an agent sends to itself takes no link.
    if source != target, faults.awaitsArrival(kind, from: source, to: target) {
      envelopes[number].state = .awaited
    }
  }

  /// Keeps a message that was sent while a cut stands between.
  @usableFromInline
  mutating func stop(_ envelope: consuming Envelope<M>, _ fault: Int) {
    envelope.state = .held
    trace.feed(holdMark)
    let number = envelopes.insert(envelope)
    observer.launched(number, arriving: .never)
    stopped.append(StoppedMessage(number: number, fault: fault))
  }

  /// Holds back what is on its way over links that a cut has just taken.
  mutating func holdInFlight(_ cut: Cut) {
    let pending = queue.pending.sorted { $0.event.time < $1.event.time }
    faults.charge(pending.count)
    for (ticket, event) in pending where event.tag & 15 == EventKind.arrival {
      let number = Int32(bitPattern: event.index)
      let route = route(of: number)
      guard envelopes[number].isTravelling, cut.cuts(route, kind(of: number)) else { continue }
      queue.remove(ticket)
      network.clear(route)
      envelopes[number].state = .held
      trace.feed(holdMark)
      stopped.append(StoppedMessage(number: number, fault: cut.fault))
      faults.count(cut.fault)
      show(number, route, .held(by: cut.fault))
    }
  }

  /// The cut of a fault opens: what it held goes on in the order sent, unless another cut stands between.
  mutating func letGo(_ fault: Int) {
    if stopped.isEmpty { return }
    faults.charge(stopped.count)
    let numbers = stopped.filter { $0.fault == fault }.map { $0.number }
    stopped.removeAll { $0.fault == fault }
    // Sorting is stable: those of one instant stay in the order in which they were stopped.
    let ordered = numbers.sorted { envelopes[$0].sentAt < envelopes[$1].sentAt }
    for number in ordered { goOn(number) }
  }

  private mutating func goOn(_ number: Int32) {
    let route = route(of: number)
    let kind = kind(of: number)
    switch network.stopping(&faults, where: { $0.cuts(route, kind) }) {
    case .held(let fault)?:
      stopped.append(StoppedMessage(number: number, fault: fault))
      show(number, route, .held(by: fault))
    case .some:
      envelopes[number].state = .cut
      observer.landed(number)
      if case .reply(let reply, let id) = envelopes[number].content {
        let agent = AgentID(rawValue: envelopes[number].source)
        observer.replyLost(reply, id, from: agent, .cutInFlight, at: now)
      }
      lose(envelopes.take(number))
    case nil:
      let arrival = arrivalAfterHold(number, route)
      travel(number, kind)
      show(number, route, .arrives(arrival))
      queue.push(time: arrival, tag: EventKind.arrival, index: UInt32(bitPattern: number))
    }
  }

  /// Draws as if the message were sent now, so that the draw is its own.
  private mutating func arrivalAfterHold(_ number: Int32, _ route: Route) -> Nanoseconds {
    let source = Int(envelopes[number].source)
    let word: UInt64
    let departure: Nanoseconds
    switch envelopes[number].content {
    case .message(let message):
      word = drawForAgent(source, UInt64(envelopes[number].target))
      departure = network.departure(
        of: message.byteCount, on: network.link(of: route), at: now,
        busyUntil: &agents[source].uplinkBusyUntil)
    case .request(let request, _):
      word = drawForClient(source, UInt64(envelopes[number].target))
      departure = network.clientDeparture(of: request.byteCount, route, at: now)
    case .reply(let reply, let id):
      word = drawForReply(source, id.client)
      departure = network.clientDeparture(of: reply.byteCount, route, at: now)
    }
    return network.arrivalAfterHold(
      route, kind: kind(of: number), departure: departure, word, &faults)
  }

  mutating func show(_ number: Int32, _ route: Route, _ fate: Fate) {
    let isOfClient = route.source == nil || route.target == nil
    observer.fateChanged(
      ofCopy: number, from: route.source, to: route.target,
      client: isOfClient ? route.client : nil, fate, at: now)
  }
}
