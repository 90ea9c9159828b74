/// What the digest is fed when something waits on a connection, and when one is reset; apart from every `Loss`
/// and from what a cut holds.
private let waitMark: UInt64 = 17
private let resetMark: UInt64 = 18

/// What connections send again.
extension World {
  /// Keeps a message that did not get through, or that waits behind one that did not.
  @usableFromInline
  mutating func queueUp(_ envelope: consuming Envelope<M>) {
    envelope.state = .held
    trace.feed(waitMark)
    let number = envelopes.insert(envelope)
    observer.launched(number, arriving: .never)
    let place = connections.place(of: route(of: number))
    connections.streams[place].waiting.append(number)
    if connections.streams[place].ticket == 0 { startWaiting(place, since: now) }
  }

  /// The first message of a stream is lost for the first time.
  private mutating func startWaiting(_ place: Int, since time: Nanoseconds) {
    let rule = network.link(of: connections.streams[place].route).retransmission
    connections.streams[place].since = time
    connections.streams[place].attempts = 0
    connections.streams[place].timeout = rule.first
    schedule(place, rule)
  }

  /// The next attempt comes after the timeout, or where the connection gives up before.
  private mutating func schedule(_ place: Int, _ rule: Retransmission) {
    let stream = connections.streams[place]
    let next = Swift.min(now + stream.timeout, Swift.max(stream.since + rule.limit, now))
    connections.streams[place].next = next
    connections.streams[place].ticket = queue.push(
      time: next, tag: EventKind.connection, index: UInt32(truncatingIfNeeded: place))
  }

  /// It is time to send again what waits on a stream, or to give up.
  @usableFromInline
  mutating func sendAgain(_ place: Int) {
    connections.streams[place].ticket = 0
    let stream = connections.streams[place]
    if stream.waiting.isEmpty { return }
    let rule = network.link(of: stream.route).retransmission
    if now - stream.since >= rule.limit { return reset(stream.route) }
    connections.streams[place].attempts += 1
    tell(stream.route, .resent(attempt: stream.attempts + 1))
    let sent = flush(place)
    guard let first = connections.streams[place].waiting.first else { return }
    if sent == 0 {
      connections.streams[place].timeout = Swift.min(2 * stream.timeout, rule.longest)
      schedule(place, rule)
    } else {
      startWaiting(place, since: now)
    }
    show(first, stream.route, .waits(until: connections.streams[place].next))
  }

  /// Sends what waits on a stream, in order, up to what is lost again.
  /// - Returns: how many messages got through.
  private mutating func flush(_ place: Int) -> Int {
    let stream = connections.streams[place]
    faults.charge(stream.waiting.count)
    let canHear = stream.route.target.map { isUp($0) } ?? true
    var sent = 0
    for number in stream.waiting {
      let kind = kind(of: number)
      let arrival = connections.attempt(
        stream.route, kind: kind, isUp: canHear, departure: departure(of: number, stream.route),
        wordToSendAgain(stream.route, sent), at: now, &network, &faults)
      if connections.opened >= 0 { tell(stream.route, .opened(ready: connections.opened)) }
      guard let arrival else { break }
      travel(number, kind)
      show(number, stream.route, .arrives(arrival))
      queue.push(time: arrival, tag: EventKind.arrival, index: UInt32(bitPattern: number))
      sent += 1
    }
    connections.streams[place].waiting.removeFirst(sent)
    return sent
  }

  /// When the sender has put something on its uplink once more.
  private mutating func departure(of number: Int32, _ route: Route) -> Nanoseconds {
    switch envelopes[number].content {
    case .message(let message):
      network.departure(
        of: message.byteCount, on: network.link(of: route), at: now,
        busyUntil: &agents[Int(envelopes[number].source)].uplinkBusyUntil)
    case .request(let request, _): network.clientDeparture(of: request.byteCount, route, at: now)
    case .reply(let reply, _): network.clientDeparture(of: reply.byteCount, route, at: now)
    }
  }

  /// A draw of its own, which leaves those of all that is sent for the first time alone.
  private mutating func wordToSendAgain(_ route: Route, _ number: Int) -> UInt64 {
    let key = Network.key(now, (1 << 41) ^ route.key, UInt32(truncatingIfNeeded: number))
    let stream =
      route.source.map { agents[$0.index].networkStream }
      ?? clients[Int(route.client)].networkStream
    return network.disturb(stream.word(at: key))
  }

  /// Something no longer waits on its connection.
  mutating func forget(_ number: Int32) {
    guard network.hasConnections,
      let place = connections.knownPlace(of: route(of: number)),
      connections.streams[place].waiting.contains(number)
    else { return }
    connections.streams[place].waiting.removeAll { $0 == number }
    if connections.streams[place].waiting.isEmpty { stopWaiting(place) }
  }

  private mutating func stopWaiting(_ place: Int) {
    let ticket = connections.streams[place].ticket
    if ticket != 0 { queue.remove(ticket) }
    connections.streams[place].ticket = 0
    connections.streams[place].waiting = []
  }

  /// What is on its way over connections that a cut has just taken waits to be sent again.
  mutating func keepInFlight(_ cut: Cut) {
    guard network.hasConnections else { return }
    var caught: [(place: Int, numbers: [Int32])] = []
    let pending = queue.pending.sorted { $0.event.time < $1.event.time }
    faults.charge(pending.count)
    for (ticket, event) in pending where event.tag & 15 == EventKind.arrival {
      let number = Int32(bitPattern: event.index)
      guard envelopes[number].isTravelling, let place = streamPlace(of: number) else { continue }
      let entry = caught.firstIndex { $0.place == place }
      // What comes behind something that is lost waits for it at the other end.
      guard entry != nil || cut.cuts(route(of: number), kind(of: number)) else { continue }
      queue.remove(ticket)
      envelopes[number].state = .held
      trace.feed(waitMark)
      faults.count(cut.fault)
      if let entry {
        caught[entry].numbers.append(number)
      } else {
        caught.append((place, [number]))
      }
    }
    for (place, numbers) in caught { putBack(numbers, place) }
  }

  private mutating func streamPlace(of number: Int32) -> Int? {
    let route = route(of: number)
    return network.isConnection(route) ? connections.place(of: route) : nil
  }

  private mutating func putBack(_ numbers: [Int32], _ place: Int) {
    let route = connections.streams[place].route
    network.clear(route)
    connections.streams[place].waiting.insert(contentsOf: numbers, at: 0)
    if connections.streams[place].ticket == 0 { startWaiting(place, since: now) }
    let next = connections.streams[place].next
    for number in numbers { show(number, route, .waits(until: next)) }
  }
}

/// Connections that are made and reset.
extension World {
  /// A connection is made, of which observers are told before what is sent over it.
  @usableFromInline
  mutating func announceOpening(from source: AgentID, to target: AgentID) {
    tell(Route(from: source, to: target), .opened(ready: connections.opened))
  }

  @usableFromInline
  mutating func announceOpening(_ agent: AgentID, _ client: Int32, toAgent: Bool) {
    tell(Route(client: client, agent, toAgent: toAgent), .opened(ready: connections.opened))
  }

  private mutating func tell(_ route: Route, _ event: ConnectionEvent) {
    let isOfClient = route.source == nil || route.target == nil
    observer.connectionChanged(
      from: route.source, to: route.target, client: isOfClient ? route.client : nil, event, at: now)
  }

  /// Resets a connection: what waits on it or is on its way, both ways, is lost.
  private mutating func reset(_ route: Route) {
    faults.charge(envelopes.capacity)
    _ = reset(
      route, travelling: envelopes.numbers.filter { envelopes[$0].isTravelling })
  }

  /// Resets a connection: what waits on it is lost, and those of the travelling messages that are its own.
  /// - Returns: whether there was anything to reset.
  private mutating func reset(_ route: Route, travelling: [Int32]) -> Bool {
    var lost = 0
    for number in travelling where self.route(of: number).pairKey == route.pairKey {
      envelopes[number].state = .reset
      lost += 1
    }
    for way in [route, route.reversed] {
      network.clear(way)
      guard let place = connections.knownPlace(of: way) else { continue }
      let waiting = connections.streams[place].waiting
      stopWaiting(place)
      for number in waiting { takeOff(number, as: .reset) }
      lost += waiting.count
    }
    let wasOpen = connections.close(route)
    guard wasOpen || lost > 0 else { return false }
    trace.feed(resetMark)
    tell(route, .reset(lost: lost))
    return true
  }

  /// Resets the connections of links; of each, the fault is told.
  mutating func resetLinks(_ shape: Cut.Shape, _ fault: Int) {
    guard network.hasConnections, case .rows(let rows) = shape else { return }
    let travelling = envelopes.numbers.filter { envelopes[$0].isTravelling }
    faults.charge(envelopes.capacity)
    for (source, row) in rows.enumerated() {
      for target in row.members where target.index > source {
        let route = Route(from: AgentID(source), to: target)
        faults.charge(travelling.count)
        if reset(route, travelling: travelling) { faults.count(fault) }
      }
    }
  }

  /// Resets all connections of an agent whose process stops, or starts again: what is on its way to it is lost, and
  /// what it has put on its way arrives.
  mutating func resetConnections(of index: Int) {
    guard network.hasConnections else { return }
    let agent = AgentID(index)
    faults.charge(envelopes.capacity)
    let travelling = envelopes.numbers.filter { number in
      guard envelopes[number].isTravelling else { return false }
      let route = route(of: number)
      return route.target == agent && route.source != agent && network.isConnection(route)
    }
    for place in connections.streams.indices {
      let route = connections.streams[place].route
      guard route.source == agent || route.target == agent else { continue }
      faults.charge(travelling.count)
      _ = reset(route, travelling: travelling.filter { envelopes[$0].isTravelling })
    }
  }
}
