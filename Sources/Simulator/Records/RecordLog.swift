/// The records of the event under way, and what it takes to make them.
///
/// It knows no protocol: what values are made of is asked for only where a record is wanted.
public struct RecordLog: Sendable {
  /// What is done with what happens.
  @frozen
  public enum Mode: UInt8, Hashable, Sendable {
    /// Nothing; a log that is off when a run starts stays off.
    case off
    /// Messages are numbered and causes remembered.
    case following
    /// Records are made as well.
    case recording
  }

  /// What is done from now on; only between `following` and `recording` may it change in a run.
  public var mode: Mode
  /// Only what concerns these agents, and faults; nil for everything.
  public var agents: AgentSet?
  /// The events recorded so far, if they are kept.
  public private(set) var trace = Trace()
  /// Whether `trace` keeps every event of which something was recorded.
  public let keepsTrace: Bool
  /// What happened in the last event, in order.
  public private(set) var records: [Record] = []
  /// Number of the event under way.
  public private(set) var event: Int64 = 0

  private(set) var causes = CauseTable()
  /// What lands now.
  private var landing = CauseTable.Copy()
  /// Whether the records are of an event that is over.
  private var isOver = false

  /// - Parameters:
  ///   - mode: what is done from the start of the run on.
  ///   - agents: when not nil, only what concerns these agents and faults is recorded.
  ///   - keepsTrace: whether all events are kept, in memory that grows with the run.
  public init(_ mode: Mode = .off, agents: AgentSet? = nil, keepsTrace: Bool = false) {
    self.mode = mode
    self.agents = agents
    self.keepsTrace = keepsTrace
  }

  /// The number of the message whose copy has this number of the network's.
  public func message(ofCopy copy: Int32) -> Int64 { causes.copy(copy).message }

  private func wants(_ agent: AgentID?, _ peer: AgentID? = nil) -> Bool {
    guard mode == .recording else { return false }
    guard let agents else { return true }
    return agent.map { agents.contains($0) } ?? false || peer.map { agents.contains($0) } ?? false
  }

  private mutating func add(_ record: Record) {
    if isOver {
      records.removeAll(keepingCapacity: true)
      isOver = false
    }
    records.append(record)
  }

  @usableFromInline
  mutating func end(_ number: Int64, _ digest: Digest, _ time: Nanoseconds) {
    if isOver { records.removeAll(keepingCapacity: true) }
    if mode == .recording, records.isEmpty, agents == nil {
      records.append(Record(.nothing, event: event, time: time))
    }
    isOver = true
    if keepsTrace, mode == .recording, agents == nil || !records.isEmpty {
      trace.events.append(
        TraceEvent(number: number, time: time, digest: digest, records: records))
    }
    event = number + 1
  }
}

/// What travels. An end that is a client is nil among the agents.
extension RecordLog {
  @usableFromInline
  mutating func send(
    _ kind: Record.Kind, _ agent: AgentID, peer: AgentID?, client: Int32?, _ fate: Fate,
    _ time: Nanoseconds, _ content: () -> Fields
  ) {
    let number = causes.send()
    guard wants(agent, peer) else { return }
    add(
      Record(
        kind, event: event, time: time, agent: agent, peer: peer, client: client, message: number,
        cause: event, content: content(), details: fate.details))
  }

  @usableFromInline
  mutating func launch(_ copy: Int32) { causes.launch(copy, in: event) }

  /// A cut holds back a copy that is on its way, or lets it go on.
  @usableFromInline
  mutating func redirect(
    _ copy: Int32, _ source: AgentID?, _ target: AgentID?, _ client: Int32?, _ fate: Fate,
    _ time: Nanoseconds
  ) {
    let peer = source == nil ? nil : target
    guard wants(source ?? target, peer) else { return }
    add(
      Record(
        .fate, event: event, time: time, agent: source ?? target, peer: peer, client: client,
        message: causes.copy(copy).message, cause: event, details: fate.details))
  }

  /// Something happens to a connection.
  @usableFromInline
  mutating func connect(
    _ source: AgentID?, _ target: AgentID?, _ client: Int32?, _ time: Nanoseconds,
    _ content: () -> Fields
  ) {
    let peer = source == nil ? nil : target
    guard wants(source ?? target, peer) else { return }
    add(
      Record(
        .connection, event: event, time: time, agent: source ?? target, peer: peer, client: client,
        cause: event, content: content()))
  }

  @usableFromInline
  mutating func land(_ copy: Int32) { landing = causes.copy(copy) }

  /// What has landed reaches its target or is lost.
  @usableFromInline
  mutating func arrive(
    _ kind: Record.Kind, _ agent: AgentID, peer: AgentID?, client: Int32?, _ reason: Loss?,
    _ time: Nanoseconds, _ content: () -> Fields
  ) {
    guard wants(agent, peer) else { return }
    add(
      Record(
        kind, event: event, time: time, agent: agent, peer: peer, client: client,
        message: landing.message, cause: landing.event, content: content(),
        details: reason.map { [Field("reason", .text($0.description))] } ?? []))
  }
}

/// What an agent does and what happens to it.
extension RecordLog {
  @usableFromInline
  mutating func wait(forCopy copy: Int32, _ agent: AgentID, _ time: Nanoseconds) {
    guard wants(agent) else { return }
    let waiting = causes.copy(copy)
    add(
      Record(
        .waits, event: event, time: time, agent: agent, message: waiting.message,
        cause: waiting.event, content: Fields(kind: "arrival")))
  }

  @usableFromInline
  mutating func wait(_ agent: AgentID, _ time: Nanoseconds, _ content: () -> Fields) {
    guard wants(agent) else { return }
    add(Record(.waits, event: event, time: time, agent: agent, cause: event, content: content()))
  }

  @usableFromInline
  mutating func takeUp(
    copy: Int32, _ agent: AgentID, since: Nanoseconds, until end: Nanoseconds, _ time: Nanoseconds
  ) {
    guard wants(agent) else { return }
    let taken = causes.copy(copy)
    add(
      Record(
        .takesUp, event: event, time: time, agent: agent, message: taken.message,
        cause: taken.event, content: Fields(kind: "arrival"),
        details: RecordLog.work(since, end, time)))
  }

  @usableFromInline
  mutating func takeUp(
    timer slot: Int, _ agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    _ time: Nanoseconds, _ content: () -> Fields
  ) {
    guard wants(agent) else { return }
    add(
      Record(
        .takesUp, event: event, time: time, agent: agent, cause: causes.armed(slot, of: agent),
        content: content(), details: RecordLog.work(since, end, time)))
  }

  /// How long an input waited, and until when it is worked on.
  private static func work(
    _ since: Nanoseconds, _ end: Nanoseconds, _ time: Nanoseconds
  ) -> [Field] {
    [Field("waited", .time(time - since)), Field("until", .time(end))]
  }

  @usableFromInline
  mutating func arm(
    _ slot: Int, _ agent: AgentID, due: Nanoseconds, _ time: Nanoseconds, _ content: () -> Fields
  ) {
    causes.arm(slot, of: agent, in: event)
    guard wants(agent) else { return }
    add(
      Record(
        .armed, event: event, time: time, agent: agent, cause: event, content: content(),
        details: [Field("due", .time(due))]))
  }

  @usableFromInline
  mutating func disarm(
    _ slot: Int, _ agent: AgentID, _ time: Nanoseconds, _ content: () -> Fields
  ) {
    guard wants(agent) else { return }
    add(Record(.disarmed, event: event, time: time, agent: agent, cause: event, content: content()))
  }

  @usableFromInline
  mutating func expire(
    _ slot: Int, _ agent: AgentID, _ time: Nanoseconds, _ content: () -> Fields
  ) {
    guard wants(agent) else { return }
    add(
      Record(
        .expired, event: event, time: time, agent: agent, cause: causes.armed(slot, of: agent),
        content: content()))
  }

  @usableFromInline
  mutating func write(_ agent: AgentID, _ time: Nanoseconds, _ content: () -> Fields) {
    causes.write(of: agent, in: event)
    guard wants(agent) else { return }
    add(Record(.write, event: event, time: time, agent: agent, cause: event, content: content()))
  }

  @usableFromInline
  mutating func settle(_ agent: AgentID, _ time: Nanoseconds, _ content: () -> Fields) {
    let cause = causes.settle(of: agent)
    guard wants(agent) else { return }
    add(Record(.durable, event: event, time: time, agent: agent, cause: cause, content: content()))
  }

  @usableFromInline
  mutating func note(_ agent: AgentID, _ time: Nanoseconds, _ content: () -> Fields) {
    guard wants(agent) else { return }
    add(Record(.note, event: event, time: time, agent: agent, cause: event, content: content()))
  }

  @usableFromInline
  mutating func change(_ agent: AgentID, _ change: LifeChange, _ time: Nanoseconds) {
    if change == .crashed { causes.crash(agent) }
    guard wants(agent) else { return }
    add(
      Record(
        .life, event: event, time: time, agent: agent, cause: event == 0 ? nil : event,
        content: Fields(of: change)))
  }

  @usableFromInline
  mutating func harmDisk(_ agent: AgentID, _ time: Nanoseconds, _ content: Fields) {
    guard wants(agent) else { return }
    add(
      Record(
        .diskHarmed, event: event, time: time, agent: agent, cause: event, content: content))
  }
}

/// Faults and clients.
extension RecordLog {
  @usableFromInline
  mutating func fault(_ fault: FaultEvent, _ time: Nanoseconds) {
    let cause = causes.fault(fault, in: event)
    guard mode == .recording else { return }
    add(Record(.fault, event: event, time: time, cause: cause, content: Fields(of: fault)))
  }

  @usableFromInline
  mutating func set(
    _ code: Int32, _ client: Int32, due: Nanoseconds, _ time: Nanoseconds, _ content: () -> Fields
  ) {
    causes.set(code, of: client, due: due, in: event)
    guard agents == nil, mode == .recording else { return }
    add(
      Record(
        .alarmSet, event: event, time: time, client: client, cause: event, content: content(),
        details: [Field("due", .time(due))]))
  }

  @usableFromInline
  mutating func wake(
    _ code: Int32?, _ client: Int32, _ time: Nanoseconds, _ content: () -> Fields
  ) {
    let cause = code.flatMap { causes.wake($0, of: client, at: time) }
    guard agents == nil, mode == .recording else { return }
    add(Record(.woke, event: event, time: time, client: client, cause: cause, content: content()))
  }

  @usableFromInline
  mutating func clientNote(_ time: Nanoseconds, _ content: () -> Fields) {
    guard agents == nil, mode == .recording else { return }
    add(Record(.clientNote, event: event, time: time, cause: event, content: content()))
  }
}

extension Fate {
  /// What a record says of it.
  fileprivate var details: [Field] {
    switch self {
    case .arrives(let time): [Field("arrives", .time(time))]
    case .duplicated(let one, let other):
      [Field("arrives", .time(one)), Field("again", .time(other))]
    case .lost(let loss): [Field("lost", .text(loss.description))]
    case .held: [Field("fate", .text(description))]
    case .waits(let time): [Field("resent", .time(time))]
    }
  }
}
