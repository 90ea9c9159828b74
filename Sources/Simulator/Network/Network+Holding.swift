/// The way of a message: from agent to agent, from client to agent, or back.
struct Route: Hashable {
  /// The sending agent, or nil for a client.
  let source: AgentID?
  /// The receiving agent, or nil for a client.
  let target: AgentID?
  /// The client, if one is at an end.
  let client: Int32

  init(from source: AgentID, to target: AgentID) {
    self.source = source
    self.target = target
    client = 0
  }

  init(client: Int32, _ agent: AgentID, toAgent: Bool) {
    source = toAgent ? nil : agent
    target = toAgent ? agent : nil
    self.client = client
  }

  /// The key of the link.
  var key: UInt64 {
    let clientKey = (1 << 31) | UInt64(UInt32(bitPattern: client))
    return (source.map { UInt64($0.index) } ?? clientKey) << 32
      | (target.map { UInt64($0.index) } ?? clientKey)
  }
}

extension Cut {
  /// Whether it stops what goes that way.
  ///
  /// - Parameter kind: that of a message between agents, or -1 where no cut tells kinds apart.
  func cuts(_ route: Route, _ kind: Int) -> Bool {
    switch (route.source, route.target) {
    case (let source?, let target?): source != target && cuts(source, target, kind)
    case (let source?, nil): cutsReply(from: source)
    case (nil, let target?): cutsRequest(to: target)
    case (nil, nil): false
    }
  }
}

extension Network {
  func link(of route: Route) -> LinkClass {
    switch (route.source, route.target) {
    case (let source?, let target?):
      conditions.links[zone(of: source) * conditions.zoneCount + zone(of: target)]
    case (let agent?, nil), (nil, let agent?):
      conditions.clientLinks[zone(ofClient: route.client) * conditions.zoneCount + zone(of: agent)]
    case (nil, nil): preconditionFailure("a link without an agent")
    }
  }

  /// When a message arrives that a cut held back until now.
  ///
  /// As a connection that repeats it until it gets through would have it: no chance of loss, corruption
  /// or duplication bears on it, only the link's delay and what faults add to that. It arrives after all
  /// that were held on the same link and sent before it.
  mutating func arrivalAfterHold(
    _ route: Route, kind: Int, departure: Nanoseconds, _ word: UInt64,
    _ faults: inout FaultEngine
  ) -> Nanoseconds {
    var delay = (self.delay(ofKind: kind) ?? link(of: route).delay).sample(word)
    faults.charge(overlays.count)
    for overlay in overlays where overlay.covers(route.source, route.target, kind) {
      let stretched = overlay.change.stretch(
        delay, Network.derive(Network.derive(word, overlay.key), 5))
      if stretched != delay { faults.count(overlay.fault) }
      delay = stretched
    }
    return arrival(departure + delay, route.key, true)
  }
}
