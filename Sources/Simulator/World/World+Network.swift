extension World {
  /// Hands a message to the network.
  @inlinable @inline(__always)
  mutating func transmit(_ message: consuming M.Message, _ source: Int, _ target: AgentID) {
    precondition(target.index >= 0 && target.index < agents.count, "a message to nobody")
    if target.index == source {
      post(message, source, target, at: now)
      return
    }
    let word = drawForAgent(source, UInt64(target.index))
    if network.isPlain {
      let arrival = now &+ network.plainDelay.sample(word)
      post(message, source, target, at: arrival)
    } else {
      transmitSlowly(message, source, target, word)
    }
  }

  /// A message that arrives at a known time.
  @inlinable @inline(__always)
  mutating func post(
    _ message: consuming M.Message, _ source: Int, _ target: AgentID, at arrival: Nanoseconds
  ) {
    observer.sent(message, from: AgentID(source), to: target, .arrives(arrival), at: now)
    dispatch(
      Envelope(
        .message(message), from: Int32(truncatingIfNeeded: source), to: target.rawValue, sentAt: now
      ),
      at: arrival)
  }

  @inlinable @inline(__always)
  mutating func dispatch(_ envelope: consuming Envelope<M>, at arrival: Nanoseconds) {
    let number = envelopes.insert(envelope)
    observer.launched(number, arriving: arrival)
    queue.push(time: arrival, tag: EventKind.arrival, index: UInt32(bitPattern: number))
  }

  /// The word that decides the fate of a message: keyed by sender, target, time and its number among
  /// those of the link at this instant. So the same send meets the same weather in every run of a seed,
  /// whatever was sent before.
  @inlinable @inline(__always)
  mutating func drawForAgent(_ source: Int, _ target: UInt64) -> UInt64 {
    let ordinal = agents[source].ordinals.next(at: now, to: target)
    let word = agents[source].networkStream.word(at: Network.key(now, target, ordinal))
    return network.disturb(word)
  }

  /// The way of a message where links are more than a delay, or faults bear on them.
  @inlinable
  mutating func transmitSlowly(
    _ message: consuming M.Message, _ source: Int, _ target: AgentID, _ word: UInt64
  ) {
    let sender = AgentID(source)
    let kind = kind(of: message)
    let carried =
      network.hasConnections
      ? fateOnConnection(source, target, kind, message.byteCount, word) : nil
    let fate =
      carried ?? network.cutting(sender, target, kind, &faults)
      ?? network.fate(
        of: message.byteCount, kind, from: sender, to: target, at: now, word,
        busyUntil: &agents[source].uplinkBusyUntil, &faults)
    observer.sent(message, from: sender, to: target, fate, at: now)
    var envelope = Envelope<M>(
      .message(message), from: sender.rawValue, to: target.rawValue, sentAt: now)
    if network.isWatched, faults.awaitsArrival(kind, from: sender, to: target) {
      envelope.state = .awaited
    }
    launch(envelope, fate)
  }

  /// The kind of a message, where kinds bear on delays or fates; else -1.
  @inlinable @inline(__always)
  func kind(of message: borrowing M.Message) -> Int {
    network.tellsKinds ? KindVisitor(of: copy message).index : -1
  }

  @inlinable
  mutating func launch(_ envelope: consuming Envelope<M>, _ fate: Fate) {
    switch fate {
    case .arrives(let arrival): dispatch(envelope, at: arrival)
    case .duplicated(let first, let second):
      dispatch(copy envelope, at: first)
      dispatch(envelope, at: second)
    case .lost(let reason): trace.feed(UInt64(reason.rawValue))
    case .held(let fault): stop(envelope, fault)
    case .waits: queueUp(envelope)
    }
  }

  /// Sends a reply on its way to a client.
  @inlinable
  mutating func answer(_ reply: consuming M.Reply, _ source: Int, _ id: RequestID) {
    observer.responded(reply, id, by: AgentID(source), at: now)
    precondition(Int(id.client) < clients.count, "a reply to nobody")
    let word = drawForReply(source, id.client)
    let sender = AgentID(source)
    if network.isPlainForClients {
      let arrival = now &+ network.plainClientDelay.sample(word)
      observer.replied(reply, id, by: sender, .arrives(arrival), at: now)
      dispatch(
        Envelope(
          .reply(reply, id), from: sender.rawValue, to: id.client, sentAt: now, isReply: true),
        at: arrival)
    } else {
      let fate = clientFate(of: reply.byteCount, sender, id.client, toAgent: false, word)
      observer.replied(reply, id, by: sender, fate, at: now)
      launch(
        Envelope(
          .reply(reply, id), from: sender.rawValue, to: id.client, sentAt: now, isReply: true), fate
      )
    }
  }

  /// Sends a client's request on its way.
  @inlinable
  mutating func submit(_ request: consuming M.Request, _ id: RequestID, _ target: AgentID) {
    precondition(target.index >= 0 && target.index < agents.count, "a request to nobody")
    let client = Int(id.client)
    let word = drawForClient(client, UInt64(target.index))
    if network.isPlainForClients {
      let arrival = now &+ network.plainClientDelay.sample(word)
      observer.submitted(request, id, to: target, .arrives(arrival), at: now)
      dispatch(
        Envelope(.request(request, id), from: id.client, to: target.rawValue, sentAt: now),
        at: arrival)
    } else {
      let fate = clientFate(of: request.byteCount, target, id.client, toAgent: true, word)
      observer.submitted(request, id, to: target, fate, at: now)
      launch(
        Envelope(.request(request, id), from: id.client, to: target.rawValue, sentAt: now), fate)
    }
  }

  /// The fate of a request or a reply where links of clients are more than a delay.
  @inlinable
  mutating func clientFate(
    of byteCount: Int, _ agent: AgentID, _ client: Int32, toAgent: Bool, _ word: UInt64
  ) -> Fate {
    if network.hasConnections {
      let isUp = agents[agent.index].life != .down
      let fate = connections.clientFate(
        of: byteCount, agent, client, toAgent: toAgent, isUp: isUp, word, at: now, &network, &faults
      )
      if connections.opened >= 0 { announceOpening(agent, client, toAgent: toAgent) }
      if let fate { return fate }
    }
    return network.clientFate(
      of: byteCount, agent, client, toAgent: toAgent, at: now, word, &faults)
  }

  /// The fate of a message between agents if its link shares a connection; else nil.
  @inlinable
  mutating func fateOnConnection(
    _ source: Int, _ target: AgentID, _ kind: Int, _ byteCount: Int, _ word: UInt64
  ) -> Fate? {
    let isUp = agents[target.index].life != .down
    let fate = connections.fate(
      of: byteCount, kind, from: AgentID(source), to: target, isUp: isUp, word, at: now,
      busyUntil: &agents[source].uplinkBusyUntil, &network, &faults)
    if connections.opened >= 0 { announceOpening(from: AgentID(source), to: target) }
    return fate
  }

  @inlinable @inline(__always)
  mutating func drawForReply(_ source: Int, _ client: Int32) -> UInt64 {
    let target = (1 << 40) &+ UInt64(UInt32(bitPattern: client))
    let ordinal = agents[source].replyOrdinals.next(at: now, to: target)
    return network.disturb(
      agents[source].networkStream.word(at: Network.key(now, target, ordinal)))
  }

  @inlinable @inline(__always)
  mutating func drawForClient(_ client: Int, _ target: UInt64) -> UInt64 {
    let ordinal = clients[client].ordinals.next(at: now, to: target)
    let word = clients[client].networkStream.word(at: Network.key(now, target, ordinal))
    return network.disturb(word)
  }
}
