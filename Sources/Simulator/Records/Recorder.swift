/// An observer that makes a record of everything that happens, as its log is told to.
public struct Recorder<Subject: Machine, LoadNote: Traceable>: Observer {
  /// The records, and which of them are wanted.
  public var log: RecordLog

  /// An observer that fills a log; with a log that is off it does nothing.
  @inlinable
  public init(_ log: RecordLog = RecordLog()) { self.log = log }

  @inlinable @inline(__always) var isOn: Bool { log.mode != .off }

  @inlinable
  public mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds) {
    if isOn { log.note(agent, time) { Fields(of: note) } }
  }

  @inlinable
  public mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    log.send(.sent, source, peer: target, client: nil, fate, time) { Fields(of: message) }
  }

  @inlinable
  public mutating func submitted(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    log.send(.requestSent, agent, peer: nil, client: id.client, fate, time) {
      Fields(of: request, id)
    }
  }

  @inlinable
  public mutating func replied(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    log.send(.replySent, agent, peer: nil, client: id.client, fate, time) { Fields(of: reply, id) }
  }

  @inlinable
  public mutating func launched(_ copy: Int32, arriving: Nanoseconds) {
    if isOn { log.launch(copy) }
  }

  @inlinable
  public mutating func fateChanged(
    ofCopy copy: Int32, from source: AgentID?, to target: AgentID?, client: Int32?, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if isOn { log.redirect(copy, source, target, client, fate, time) }
  }

  @inlinable
  public mutating func connectionChanged(
    from source: AgentID?, to target: AgentID?, client: Int32?, _ event: ConnectionEvent,
    at time: Nanoseconds
  ) {
    if isOn { log.connect(source, target, client, time) { Fields(of: event) } }
  }

  @inlinable
  public mutating func landed(_ copy: Int32) { if isOn { log.land(copy) } }

  @inlinable
  public mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    log.arrive(.delivered, target, peer: source, client: nil, nil, time) { Fields(of: message) }
  }

  @inlinable
  public mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    log.arrive(.lost, source, peer: target, client: nil, reason, time) { Fields(of: message) }
  }

  @inlinable
  public mutating func requestLost(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    log.arrive(.requestLost, agent, peer: nil, client: id.client, reason, time) {
      Fields(of: request, id)
    }
  }

  @inlinable
  public mutating func replyLost(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    log.arrive(.replyLost, agent, peer: nil, client: id.client, reason, time) {
      Fields(of: reply, id)
    }
  }

  @inlinable
  public mutating func waited(
    _ input: WaitingInput<Subject>, at agent: AgentID, at time: Nanoseconds
  ) {
    if !isOn { return }
    switch input {
    case .arrival(let copy): log.wait(forCopy: copy, agent, time)
    case .timer(let timer): log.wait(agent, time) { Fields(kind: "timer", of: timer) }
    case .flush: log.wait(agent, time) { Fields(kind: "flush") }
    }
  }

  @inlinable
  public mutating func tookUp(
    _ input: WaitingInput<Subject>, by agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    at time: Nanoseconds
  ) {
    if !isOn { return }
    switch input {
    case .arrival(let copy): log.takeUp(copy: copy, agent, since: since, until: end, time)
    case .timer(let timer):
      log.takeUp(timer: timer.slot, agent, since: since, until: end, time) {
        Fields(kind: "timer", of: timer)
      }
    case .flush: break
    }
  }

  @inlinable
  public mutating func armed(
    _ timer: Subject.Timer, of agent: AgentID, due: Nanoseconds, at time: Nanoseconds
  ) {
    if isOn { log.arm(timer.slot, agent, due: due, time) { Fields(of: timer) } }
  }

  @inlinable
  public mutating func disarmed(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds) {
    if isOn { log.disarm(timer.slot, agent, time) { Fields(of: timer) } }
  }

  @inlinable
  public mutating func expired(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds) {
    if isOn { log.expire(timer.slot, agent, time) { Fields(of: timer) } }
  }

  @inlinable
  public mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    if !isOn { return }
    log.arrive(.requestDelivered, agent, peer: nil, client: id.client, nil, time) {
      Fields(of: request, id)
    }
  }

  @inlinable
  public mutating func wrote(
    _ write: Subject.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    if isOn { log.write(agent, time) { Fields(of: write) } }
  }

  @inlinable
  public mutating func becameDurable(
    _ write: Subject.Storage.Write, _ storage: borrowing Subject.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    if isOn { log.settle(agent, time) { Fields(of: write) } }
  }

  @inlinable
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if isOn { log.change(agent, change, time) }
  }

  @inlinable
  public mutating func storageChanged(
    _ storage: borrowing Subject.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    if !isOn { return }
    log.harmDisk(agent, time, log.mode == .recording ? Fields(summaryOf: storage) : Fields())
  }

  @inlinable
  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    if isOn { log.fault(event, time) }
  }

  @inlinable
  public mutating func woke<A: AlarmTag>(_ client: Int32, _ alarm: A?, at time: Nanoseconds) {
    if isOn { log.wake(alarm?.code, client, time) { Fields(of: alarm) } }
  }

  @inlinable
  public mutating func alarmed<A: AlarmTag>(
    _ client: Int32, _ alarm: A, due: Nanoseconds, at time: Nanoseconds
  ) {
    if isOn { log.set(alarm.code, client, due: due, time) { Fields(of: alarm) } }
  }

  @inlinable
  public mutating func answered(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, at time: Nanoseconds
  ) {
    if !isOn { return }
    log.arrive(.replyDelivered, agent, peer: nil, client: id.client, nil, time) {
      Fields(of: reply, id)
    }
  }

  @inlinable
  public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    if isOn { log.clientNote(time) { Fields(of: note) } }
  }

  @inlinable
  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    if isOn { log.end(eventNumber, digest, time) }
  }
}

extension Fields {
  /// A request or reply with the attempt that it belongs to.
  @usableFromInline
  init<T: Fielded>(of value: T, _ id: RequestID) {
    self.init(of: value)
    items.append(Field("attempt", .integer(Int64(id.attempt))))
  }

  @usableFromInline
  init<T: Fielded>(kind: String, of value: T) {
    self.init(of: value)
    self.kind = self.kind.map { kind + " " + $0 } ?? kind
  }
}
