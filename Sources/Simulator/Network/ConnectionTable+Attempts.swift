extension ConnectionTable {
  /// The fate of a message between agents whose link shares a connection; nil for one whose link does not.
  @usableFromInline
  mutating func fate(
    of byteCount: Int, _ kind: Int, from source: AgentID, to target: AgentID, isUp: Bool,
    _ word: UInt64, at now: Nanoseconds, busyUntil: inout Nanoseconds, _ network: inout Network,
    _ faults: inout FaultEngine
  ) -> Fate? {
    opened = -1
    let route = Route(from: source, to: target)
    guard network.isConnection(route) else { return nil }
    if let until = nextAttempt(route) { return .waits(until: until) }
    let departure = network.departure(
      of: byteCount, on: network.link(of: route), at: now, busyUntil: &busyUntil)
    let arrival = attempt(
      route, kind: kind, isUp: isUp, departure: departure, word, at: now, &network, &faults)
    return ConnectionTable.fate(arrival, network.link(of: route).retransmission, at: now)
  }

  /// The same for a request or a reply.
  @usableFromInline
  mutating func clientFate(
    of byteCount: Int, _ agent: AgentID, _ client: Int32, toAgent: Bool, isUp: Bool, _ word: UInt64,
    at now: Nanoseconds, _ network: inout Network, _ faults: inout FaultEngine
  ) -> Fate? {
    opened = -1
    let route = Route(client: client, agent, toAgent: toAgent)
    guard network.isConnection(route) else { return nil }
    if let until = nextAttempt(route) { return .waits(until: until) }
    let departure = network.clientDeparture(of: byteCount, route, at: now)
    let arrival = attempt(
      route, kind: -1, isUp: isUp, departure: departure, word, at: now, &network, &faults)
    return ConnectionTable.fate(arrival, network.link(of: route).retransmission, at: now)
  }

  private static func fate(
    _ arrival: Nanoseconds?, _ rule: Retransmission, at now: Nanoseconds
  ) -> Fate {
    if let arrival { return .arrives(arrival) }
    return .waits(until: now + Swift.min(rule.first, rule.limit))
  }

  /// When what waits on the way of a message is sent again; nil if nothing waits there.
  private func nextAttempt(_ route: Route) -> Nanoseconds? {
    guard let place = knownPlace(of: route), !streams[place].waiting.isEmpty else { return nil }
    return streams[place].next
  }

  /// When something arrives that is sent now, behind all that was sent on its way before; nil if it does not get
  /// through.
  ///
  /// Where no connection is made the sender makes one first, which takes the way there and back; a process that is
  /// down makes none, and refuses what comes.
  mutating func attempt(
    _ route: Route, kind: Int, isUp: Bool, departure: Nanoseconds, _ word: UInt64,
    at now: Nanoseconds, _ network: inout Network, _ faults: inout FaultEngine
  ) -> Nanoseconds? {
    opened = -1
    var start = departure
    if let ready = ready(route) {
      start = Swift.max(start, ready)
    } else {
      let (there, back) = (Network.derive(word, 7), Network.derive(word, 8))
      guard let way = network.passage(route, kind: -1, there, &faults),
        let wayBack = network.passage(route.reversed, kind: -1, back, &faults)
      else { return nil }
      let ready = Swift.min(now + way, .never) + wayBack
      if isUp {
        open(route, ready: ready)
        opened = ready
      }
      start = Swift.max(start, ready)
    }
    guard let delay = network.passage(route, kind: kind, word, &faults) else { return nil }
    return network.arrival(start + delay, route.key, true)
  }
}
