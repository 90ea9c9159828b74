/// The links of a run as they are now: their classes, the cuts and changes that faults brought up, and
/// the little that a link remembers.
@usableFromInline
struct Network {
  let conditions: NetworkConditions
  /// Whether every link between agents is one plain delay now.
  @usableFromInline var isPlain: Bool
  @usableFromInline let plainDelay: Delay
  @usableFromInline var isPlainForClients: Bool
  @usableFromInline let plainClientDelay: Delay
  /// Whether the kind of a message between agents bears on its delay or fate.
  @usableFromInline private(set) var tellsKinds: Bool
  /// Whether a fault waits for messages to arrive.
  @usableFromInline private(set) var isWatched = false
  private let isPlainAtRest: Bool
  private let isPlainForClientsAtRest: Bool
  /// Whether links of any class share connections.
  @usableFromInline let hasConnections: Bool
  /// Until when the uplinks to clients are busy, by agent, and those of clients, by client, as far as any
  /// was used where links of clients have a bandwidth.
  private var repliesBusyUntil: [Nanoseconds] = []
  private var requestsBusyUntil: [Nanoseconds] = []
  /// What must lie between arrivals on an ordered link, so that shuffled ties keep their order.
  private let orderGap: Nanoseconds
  private(set) var cuts: [Cut] = []
  /// By fault, the index of its cut; -1 if it has none, and shorter if the last ones have none.
  // Many cuts that flap at the same time are each looked up at every flap.
  private var cutIndices: [Int32] = []
  private(set) var overlays: [Overlay] = []
  /// Last arrival on each ordered link, by key; only looked up.
  private var lastArrivals: [UInt64: Nanoseconds] = [:]
  /// Whether a bursty link is in its bad state, by key; only looked up.
  private var isBad: [UInt64: Bool] = [:]
  @usableFromInline var draws: Int64 = 0
  @usableFromInline var disturbedDraw: Int64 = -1

  init(_ conditions: Conditions) {
    let network = conditions.network
    precondition(
      network.zoneOfAgent.isEmpty || network.zoneOfAgent.count == conditions.agents.count,
      "a zone for each agent")
    self.conditions = network
    orderGap = conditions.shufflesTies ? 1 : 0
    isPlainAtRest =
      network.zoneCount == 1 && network.links[0].isPlain && network.delayOfKind.isEmpty
    tellsKinds = !network.delayOfKind.isEmpty
    isPlainForClientsAtRest = network.zoneCount == 1 && network.clientLinks[0].isPlain
    hasConnections = network.hasConnections
    isPlain = isPlainAtRest
    isPlainForClients = isPlainForClientsAtRest
    plainDelay = network.links[0].delay
    plainClientDelay = network.clientLinks[0].delay
  }

  /// The key of a draw.
  @inlinable @inline(__always)
  static func key(_ time: Nanoseconds, _ target: UInt64, _ ordinal: UInt32) -> UInt64 {
    (UInt64(bitPattern: time) &* 0x9E37_79B9_7F4A_7C15)
      ^ (target &* 0xD6E8_FEB8_6659_FD93) ^ (UInt64(ordinal) << 44)
  }

  @inlinable @inline(__always)
  mutating func disturb(_ word: UInt64) -> UInt64 {
    draws &+= 1
    return draws &- 1 == disturbedDraw ? ~word : word
  }

  /// A delay times a number of thousandths, at most `.never`; fewer than none count as none.
  @usableFromInline
  static func scale(_ time: Nanoseconds, _ thousandths: Int64) -> Nanoseconds {
    let product = time.multipliedFullWidth(by: Swift.max(thousandths, 0))
    if product.high >= 500 { return .never }
    return Swift.min(
      Int64(1_000).dividingFullWidth(product).quotient, .never)
  }

  /// Time to put bytes on a line, at most `.never`.
  @usableFromInline
  static func transmissionTime(_ bytes: Int, _ bytesPerSecond: Int64) -> Nanoseconds {
    let (seconds, rest) = Int64(Swift.max(bytes, 0)).quotientAndRemainder(
      dividingBy: bytesPerSecond)
    if seconds >= .never / .second { return .never }
    let part = rest.multipliedFullWidth(by: Nanoseconds.second)
    return seconds &* .second &+ bytesPerSecond.dividingFullWidth(part).quotient
  }

  private mutating func refresh() {
    let isQuiet = cuts.isEmpty && overlays.isEmpty
    isPlain = isQuiet && isPlainAtRest && !isWatched
    isPlainForClients = isQuiet && isPlainForClientsAtRest
    tellsKinds =
      !conditions.delayOfKind.isEmpty || isWatched || cuts.contains { !$0.kinds.isEmpty }
      || overlays.contains { !$0.kinds.isEmpty }
  }

  /// Has messages looked at for faults that wait for them, or no longer.
  mutating func watch(_ isWatched: Bool) {
    if self.isWatched == isWatched { return }
    self.isWatched = isWatched
    refresh()
  }
}

extension Network {
  mutating func add(_ cut: Cut) {
    cuts.append(cut)
    index(cuts.count - 1)
    refresh()
  }

  mutating func add(_ overlay: Overlay) {
    overlays.append(overlay)
    refresh()
  }

  mutating func removeAll(of fault: Int) {
    if let first = cutIndex(of: fault) {
      cuts.removeAll { $0.fault == fault }
      cutIndices[fault] = -1
      for later in first..<cuts.count { index(later) }
    }
    overlays.removeAll { $0.fault == fault }
    refresh()
  }

  /// Opens or closes the cut of a fault; returns whether it is closed now.
  mutating func flap(_ fault: Int) -> Bool {
    guard let index = cutIndex(of: fault) else { return false }
    cuts[index].isClosed.toggle()
    return cuts[index].isClosed
  }

  func cut(of fault: Int) -> Cut? { cutIndex(of: fault).map { cuts[$0] } }

  private func cutIndex(of fault: Int) -> Int? {
    guard fault < cutIndices.count, cutIndices[fault] >= 0 else { return nil }
    return Int(cutIndices[fault])
  }

  /// Notes where a cut stands.
  ///
  /// - Precondition: no other cut of its fault does.
  private mutating func index(_ index: Int) {
    let fault = cuts[index].fault
    while cutIndices.count <= fault { cutIndices.append(-1) }
    cutIndices[fault] = Int32(truncatingIfNeeded: index)
  }

  /// What cuts do to a message between two agents, or nil if none stands between.
  @usableFromInline
  func cutting(
    _ source: AgentID, _ target: AgentID, _ kind: Int, _ faults: inout FaultEngine
  ) -> Fate? {
    stopping(&faults) { $0.cuts(source, target, kind) }
  }

  /// What the cuts for which the condition holds do to a message: the first that loses takes it, else
  /// the first that holds keeps it.
  func stopping(_ faults: inout FaultEngine, where stops: (Cut) -> Bool) -> Fate? {
    var holder: Int?
    faults.charge(cuts.count)
    for cut in cuts where stops(cut) {
      if !cut.isHolding {
        faults.count(cut.fault)
        return .lost(.cut)
      }
      holder = holder ?? cut.fault
    }
    guard let holder else { return nil }
    faults.count(holder)
    return .held(by: holder)
  }

  func zone(of agent: AgentID) -> Int {
    conditions.zoneOfAgent.isEmpty ? 0 : Int(conditions.zoneOfAgent[agent.index])
  }

  func zone(ofClient client: Int32) -> Int {
    let zones = conditions.zoneOfClient
    return zones.isEmpty ? 0 : Int(zones[Int(client) % zones.count])
  }

  /// The fate of a message between agents that no cut stops.
  ///
  /// - Parameter kind: an index of the message type's `kindNames`, or -1 where kinds do not matter.
  @usableFromInline
  mutating func fate(
    of byteCount: Int, _ kind: Int, from source: AgentID, to target: AgentID, at now: Nanoseconds,
    _ word: UInt64, busyUntil: inout Nanoseconds, _ faults: inout FaultEngine
  ) -> Fate {
    var link = conditions.links[zone(of: source) * conditions.zoneCount + zone(of: target)]
    if let delay = delay(ofKind: kind) { link.delay = delay }
    let departure = departure(of: byteCount, on: link, at: now, busyUntil: &busyUntil)
    let key = Route(from: source, to: target).key
    return fate(on: link, key, source, target, kind, departure, word, &faults)
  }

  /// The delay of a kind of messages, if it has one of its own.
  func delay(ofKind kind: Int) -> Delay? {
    conditions.delayOfKind.indices.contains(kind) ? conditions.delayOfKind[kind] : nil
  }

  /// When the sender has put a message on a link, one after another.
  @usableFromInline
  func departure(
    of byteCount: Int, on link: LinkClass, at now: Nanoseconds, busyUntil: inout Nanoseconds
  ) -> Nanoseconds {
    if link.bytesPerSecond == 0 { return now }
    busyUntil = Swift.min(
      Swift.max(now, busyUntil) &+ Network.transmissionTime(byteCount, link.bytesPerSecond),
      .never)
    return busyUntil
  }

  /// When a client has put a request on its uplink, or an agent a reply on its uplink to clients.
  mutating func clientDeparture(
    of byteCount: Int, _ route: Route, at now: Nanoseconds
  ) -> Nanoseconds {
    let link = link(of: route)
    if link.bytesPerSecond == 0 { return now }
    if let agent = route.source {
      while repliesBusyUntil.count <= agent.index { repliesBusyUntil.append(0) }
      return departure(
        of: byteCount, on: link, at: now, busyUntil: &repliesBusyUntil[agent.index])
    }
    let client = Int(route.client)
    while requestsBusyUntil.count <= client { requestsBusyUntil.append(0) }
    return departure(of: byteCount, on: link, at: now, busyUntil: &requestsBusyUntil[client])
  }

  /// The fate of a request or a reply.
  @usableFromInline
  mutating func clientFate(
    of byteCount: Int, _ agent: AgentID, _ client: Int32, toAgent: Bool, at now: Nanoseconds,
    _ word: UInt64, _ faults: inout FaultEngine
  ) -> Fate {
    let stop = stopping(&faults) {
      toAgent ? $0.cutsRequest(to: agent) : $0.cutsReply(from: agent)
    }
    if let stop { return stop }
    let route = Route(client: client, agent, toAgent: toAgent)
    let departure = clientDeparture(of: byteCount, route, at: now)
    return fate(
      on: link(of: route), route.key, route.source, route.target, -1, departure, word, &faults)
  }

  private mutating func fate(
    on link: LinkClass, _ key: UInt64, _ source: AgentID?, _ target: AgentID?, _ kind: Int,
    _ departure: Nanoseconds, _ word: UInt64, _ faults: inout FaultEngine
  ) -> Fate {
    if loses(link.loss, key, Network.derive(word, 1)) { return .lost(.network) }
    if link.corruption.covers(Network.derive(word, 2)) { return .lost(.corrupted) }
    var delay = link.delay.sample(word)
    var second: Nanoseconds?
    if link.duplication.covers(Network.derive(word, 3)) {
      second = link.delay.sample(Network.derive(word, 4))
    }
    faults.charge(overlays.count)
    for overlay in overlays where overlay.covers(source, target, kind) {
      let words = Network.derive(word, overlay.key)
      if let loss = apply(overlay, words, &delay, &second, link, &faults) { return .lost(loss) }
    }
    let first = arrival(departure + delay, key, link.isOrdered)
    guard let second else { return .arrives(first) }
    return .duplicated(first, arrival(departure + second, key, link.isOrdered))
  }

  /// A further word of the same draw.
  static func derive(_ word: UInt64, _ number: UInt64) -> UInt64 {
    RandomStream.mix(word &+ (number &* 0x9E37_79B9_7F4A_7C15))
  }

  func apply(
    _ overlay: Overlay, _ word: UInt64, _ delay: inout Nanoseconds, _ second: inout Nanoseconds?,
    _ link: LinkClass, _ faults: inout FaultEngine
  ) -> Loss? {
    let change = overlay.change
    let before = (delay, second)
    if let loss = change.loss, loss.covers(Network.derive(word, 1)) {
      faults.count(overlay.fault)
      return .network
    }
    if let corruption = change.corruption, corruption.covers(Network.derive(word, 2)) {
      faults.count(overlay.fault)
      return .corrupted
    }
    if let chance = change.duplication, chance.covers(Network.derive(word, 3)), second == nil {
      second = link.delay.sample(Network.derive(word, 4))
    }
    delay = change.stretch(delay, Network.derive(word, 5))
    second = second.map { change.stretch($0, Network.derive(word, 6)) }
    if before != (delay, second) { faults.count(overlay.fault) }
    return nil
  }

  mutating func loses(_ model: LossModel, _ key: UInt64, _ word: UInt64) -> Bool {
    switch model {
    case .independent(let chance): return chance.covers(word)
    case .bursts(let bursts):
      let wasBad = isBad[key] ?? false
      let moves = (wasBad ? bursts.end : bursts.begin).covers(Network.derive(word, 1))
      let bad = wasBad != moves
      isBad[key] = bad
      return (bad ? bursts.lossInBad : bursts.lossInGood).covers(Network.derive(word, 2))
    }
  }

  mutating func arrival(
    _ time: Nanoseconds, _ key: UInt64, _ isOrdered: Bool
  ) -> Nanoseconds {
    let bounded = Swift.min(time, .never)
    if !isOrdered { return bounded }
    let arrival = Swift.max(bounded, lastArrivals[key].map { $0 + orderGap } ?? 0)
    lastArrivals[key] = arrival
    return arrival
  }
}

extension Network {
  /// Nothing is on its way over a link any more.
  mutating func clear(_ route: Route) { lastArrivals[route.key] = nil }
}

extension LinkChange {
  /// A delay as it is under the change.
  func stretch(_ delay: Nanoseconds, _ word: UInt64) -> Nanoseconds {
    let scaled = delayThousandths.map { Network.scale(delay, $0) } ?? delay
    return extraDelay.map { Swift.min(scaled, .never) + $0.sample(word) } ?? scaled
  }
}

extension LinkClass {
  /// Whether it is a delay and nothing else.
  var isPlain: Bool {
    loss == .independent(.never) && duplication.isZero && corruption.isZero && !isOrdered
      && bytesPerSecond == 0 && !isConnection
  }
}
