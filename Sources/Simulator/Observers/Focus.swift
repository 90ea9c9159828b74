/// An observer of a part, told what concerns the part in a run of the whole.
///
/// Life, faults and the ends of events concern every part; what clients do concerns the part whose note,
/// request or reply it is.
@frozen
public struct Focus<L: Lens, Inner: Observer>: Observer
where Inner.Subject == L.Part, Inner.LoadNote == L.PartNote {
  public typealias Subject = L.Whole
  public typealias LoadNote = L.WholeNote

  /// The part's observer, which knows nothing of the whole.
  public var inner: Inner
  /// Whether the input under way may step the part.
  @usableFromInline var mayStep = true

  /// Lets an observer of the part watch runs of the whole.
  @inlinable
  public init(_ inner: Inner) { self.inner = inner }

  @inlinable public var hasViolation: Bool { inner.hasViolation }

  @inlinable
  public mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds) {
    if let note = L.note(note) { inner.noted(note, by: agent, at: time) }
  }

  @inlinable
  public mutating func stepped(
    _ machine: borrowing Subject, _ agent: AgentID, at time: Nanoseconds
  ) {
    if L.isSteppedAlone, !mayStep { return }
    L.machine(machine) { inner.stepped($0, agent, at: time) }
  }

  @inlinable
  public mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard let message = L.message(message) else { return }
    inner.sent(message, from: source, to: target, fate, at: time)
  }

  @inlinable
  public mutating func submitted(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard let request = L.request(request) else { return }
    inner.submitted(request, id, to: agent, fate, at: time)
  }

  @inlinable
  public mutating func replied(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard let reply = L.reply(reply) else { return }
    inner.replied(reply, id, by: agent, fate, at: time)
  }

  @inlinable
  public mutating func launched(_ copy: Int32, arriving: Nanoseconds) {
    inner.launched(copy, arriving: arriving)
  }

  @inlinable
  public mutating func fateChanged(
    ofCopy copy: Int32, from source: AgentID?, to target: AgentID?, client: Int32?, _ fate: Fate,
    at time: Nanoseconds
  ) {
    inner.fateChanged(ofCopy: copy, from: source, to: target, client: client, fate, at: time)
  }

  @inlinable
  public mutating func connectionChanged(
    from source: AgentID?, to target: AgentID?, client: Int32?, _ event: ConnectionEvent,
    at time: Nanoseconds
  ) {
    inner.connectionChanged(from: source, to: target, client: client, event, at: time)
  }

  @inlinable
  public mutating func landed(_ copy: Int32) { inner.landed(copy) }

  @inlinable
  public mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    mayStep = false
    guard let message = L.message(message) else { return }
    mayStep = true
    inner.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
  }

  @inlinable
  public mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    guard let message = L.message(message) else { return }
    inner.lost(message, from: source, to: target, reason, at: time)
  }

  @inlinable
  public mutating func requestLost(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    guard let request = L.request(request) else { return }
    inner.requestLost(request, id, to: agent, reason, at: time)
  }

  @inlinable
  public mutating func replyLost(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    guard let reply = L.reply(reply) else { return }
    inner.replyLost(reply, id, from: agent, reason, at: time)
  }

  @inlinable
  public mutating func waited(
    _ input: WaitingInput<Subject>, at agent: AgentID, at time: Nanoseconds
  ) {
    if let input = part(input) { inner.waited(input, at: agent, at: time) }
  }

  @inlinable
  public mutating func tookUp(
    _ input: WaitingInput<Subject>, by agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    at time: Nanoseconds
  ) {
    guard let input = part(input) else { return }
    inner.tookUp(input, by: agent, since: since, until: end, at: time)
  }

  /// Nil for another part's timer. Of what arrives nobody knows yet whose it is.
  @inlinable
  func part(_ input: WaitingInput<Subject>) -> WaitingInput<Inner.Subject>? {
    switch input {
    case .arrival(let copy): .arrival(copy)
    case .timer(let timer): L.timer(timer).map { .timer($0) }
    case .flush: .flush
    }
  }

  @inlinable
  public mutating func workersChanged(_ busy: Int, of agent: AgentID, at time: Nanoseconds) {
    inner.workersChanged(busy, of: agent, at: time)
  }

  @inlinable
  public mutating func armed(
    _ timer: Subject.Timer, of agent: AgentID, due: Nanoseconds, at time: Nanoseconds
  ) {
    if let timer = L.timer(timer) { inner.armed(timer, of: agent, due: due, at: time) }
  }

  @inlinable
  public mutating func disarmed(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds) {
    if let timer = L.timer(timer) { inner.disarmed(timer, of: agent, at: time) }
  }

  @inlinable
  public mutating func expired(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds) {
    mayStep = false
    guard let timer = L.timer(timer) else { return }
    mayStep = true
    inner.expired(timer, of: agent, at: time)
  }

  @inlinable
  public mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    mayStep = false
    guard let request = L.request(request) else { return }
    mayStep = true
    inner.requested(request, id, of: agent, at: time)
  }

  @inlinable
  public mutating func responded(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    if let reply = L.reply(reply) { inner.responded(reply, id, by: agent, at: time) }
  }

  @inlinable
  public mutating func wrote(
    _ write: Subject.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    if let write = L.write(write) { inner.wrote(write, of: agent, at: time) }
  }

  @inlinable
  public mutating func becameDurable(
    _ write: Subject.Storage.Write, _ storage: borrowing Subject.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    guard let write = L.write(write) else { return }
    L.storage(storage) { inner.becameDurable(write, $0, of: agent, at: time) }
  }

  @inlinable
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { mayStep = true }
    inner.changed(agent, change, at: time)
  }

  @inlinable
  public mutating func storageChanged(
    _ storage: borrowing Subject.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    L.storage(storage) { inner.storageChanged($0, of: agent, at: time) }
  }

  @inlinable
  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    inner.faulted(event, at: time)
  }

  @inlinable
  public mutating func woke<A: AlarmTag>(_ client: Int32, _ alarm: A?, at time: Nanoseconds) {
    inner.woke(client, alarm, at: time)
  }

  @inlinable
  public mutating func alarmed<A: AlarmTag>(
    _ client: Int32, _ alarm: A, due: Nanoseconds, at time: Nanoseconds
  ) {
    inner.alarmed(client, alarm, due: due, at: time)
  }

  @inlinable
  public mutating func answered(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, at time: Nanoseconds
  ) {
    if let reply = L.reply(reply) { inner.answered(reply, id, from: agent, at: time) }
  }

  @inlinable
  public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    if let note = L.clientNote(note) { inner.clientNoted(note, at: time) }
  }

  @inlinable
  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    inner.ended(eventNumber: eventNumber, digest, at: time)
  }
}
