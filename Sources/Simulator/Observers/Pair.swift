/// Two observers of one run; the first is told first.
///
/// Everything is forwarded here and in `Focus`, and nowhere else, so that no callback can be lost.
@frozen
public struct Pair<First: Observer, Second: Observer>: Observer
where First.Subject == Second.Subject, First.LoadNote == Second.LoadNote {
  public typealias Subject = First.Subject
  public typealias LoadNote = First.LoadNote

  /// Told of everything before the second.
  public var first: First
  /// Told of everything after the first.
  public var second: Second

  /// Two observers as one.
  @inlinable
  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  @inlinable public var hasViolation: Bool { first.hasViolation || second.hasViolation }

  @inlinable
  public mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds) {
    first.noted(note, by: agent, at: time)
    second.noted(note, by: agent, at: time)
  }

  @inlinable
  public mutating func stepped(
    _ machine: borrowing Subject, _ agent: AgentID, at time: Nanoseconds
  ) {
    first.stepped(machine, agent, at: time)
    second.stepped(machine, agent, at: time)
  }

  @inlinable
  public mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    first.sent(message, from: source, to: target, fate, at: time)
    second.sent(message, from: source, to: target, fate, at: time)
  }

  @inlinable
  public mutating func submitted(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    first.submitted(request, id, to: agent, fate, at: time)
    second.submitted(request, id, to: agent, fate, at: time)
  }

  @inlinable
  public mutating func replied(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, _ fate: Fate, at time: Nanoseconds
  ) {
    first.replied(reply, id, by: agent, fate, at: time)
    second.replied(reply, id, by: agent, fate, at: time)
  }

  @inlinable
  public mutating func launched(_ copy: Int32, arriving: Nanoseconds) {
    first.launched(copy, arriving: arriving)
    second.launched(copy, arriving: arriving)
  }

  @inlinable
  public mutating func landed(_ copy: Int32) {
    first.landed(copy)
    second.landed(copy)
  }

  @inlinable
  public mutating func fateChanged(
    ofCopy copy: Int32, from source: AgentID?, to target: AgentID?, client: Int32?, _ fate: Fate,
    at time: Nanoseconds
  ) {
    first.fateChanged(ofCopy: copy, from: source, to: target, client: client, fate, at: time)
    second.fateChanged(ofCopy: copy, from: source, to: target, client: client, fate, at: time)
  }

  @inlinable
  public mutating func connectionChanged(
    from source: AgentID?, to target: AgentID?, client: Int32?, _ event: ConnectionEvent,
    at time: Nanoseconds
  ) {
    first.connectionChanged(from: source, to: target, client: client, event, at: time)
    second.connectionChanged(from: source, to: target, client: client, event, at: time)
  }

  @inlinable
  public mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    first.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
    second.delivered(message, from: source, to: target, sentAt: sentAt, at: time)
  }

  @inlinable
  public mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    first.lost(message, from: source, to: target, reason, at: time)
    second.lost(message, from: source, to: target, reason, at: time)
  }

  @inlinable
  public mutating func requestLost(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    first.requestLost(request, id, to: agent, reason, at: time)
    second.requestLost(request, id, to: agent, reason, at: time)
  }

  @inlinable
  public mutating func replyLost(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    first.replyLost(reply, id, from: agent, reason, at: time)
    second.replyLost(reply, id, from: agent, reason, at: time)
  }

  @inlinable
  public mutating func waited(
    _ input: WaitingInput<Subject>, at agent: AgentID, at time: Nanoseconds
  ) {
    first.waited(input, at: agent, at: time)
    second.waited(input, at: agent, at: time)
  }

  @inlinable
  public mutating func tookUp(
    _ input: WaitingInput<Subject>, by agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    at time: Nanoseconds
  ) {
    first.tookUp(input, by: agent, since: since, until: end, at: time)
    second.tookUp(input, by: agent, since: since, until: end, at: time)
  }

  @inlinable
  public mutating func workersChanged(_ busy: Int, of agent: AgentID, at time: Nanoseconds) {
    first.workersChanged(busy, of: agent, at: time)
    second.workersChanged(busy, of: agent, at: time)
  }

  @inlinable
  public mutating func armed(
    _ timer: Subject.Timer, of agent: AgentID, due: Nanoseconds, at time: Nanoseconds
  ) {
    first.armed(timer, of: agent, due: due, at: time)
    second.armed(timer, of: agent, due: due, at: time)
  }

  @inlinable
  public mutating func disarmed(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds) {
    first.disarmed(timer, of: agent, at: time)
    second.disarmed(timer, of: agent, at: time)
  }

  @inlinable
  public mutating func expired(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds) {
    first.expired(timer, of: agent, at: time)
    second.expired(timer, of: agent, at: time)
  }

  @inlinable
  public mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    first.requested(request, id, of: agent, at: time)
    second.requested(request, id, of: agent, at: time)
  }

  @inlinable
  public mutating func responded(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    first.responded(reply, id, by: agent, at: time)
    second.responded(reply, id, by: agent, at: time)
  }

  @inlinable
  public mutating func wrote(
    _ write: Subject.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    first.wrote(write, of: agent, at: time)
    second.wrote(write, of: agent, at: time)
  }

  @inlinable
  public mutating func becameDurable(
    _ write: Subject.Storage.Write, _ storage: borrowing Subject.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    first.becameDurable(write, storage, of: agent, at: time)
    second.becameDurable(write, storage, of: agent, at: time)
  }

  @inlinable
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    first.changed(agent, change, at: time)
    second.changed(agent, change, at: time)
  }

  @inlinable
  public mutating func storageChanged(
    _ storage: borrowing Subject.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    first.storageChanged(storage, of: agent, at: time)
    second.storageChanged(storage, of: agent, at: time)
  }

  @inlinable
  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    first.faulted(event, at: time)
    second.faulted(event, at: time)
  }

  @inlinable
  public mutating func woke<A: AlarmTag>(_ client: Int32, _ alarm: A?, at time: Nanoseconds) {
    first.woke(client, alarm, at: time)
    second.woke(client, alarm, at: time)
  }

  @inlinable
  public mutating func alarmed<A: AlarmTag>(
    _ client: Int32, _ alarm: A, due: Nanoseconds, at time: Nanoseconds
  ) {
    first.alarmed(client, alarm, due: due, at: time)
    second.alarmed(client, alarm, due: due, at: time)
  }

  @inlinable
  public mutating func answered(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, at time: Nanoseconds
  ) {
    first.answered(reply, id, from: agent, at: time)
    second.answered(reply, id, from: agent, at: time)
  }

  @inlinable
  public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    first.clientNoted(note, at: time)
    second.clientNoted(note, at: time)
  }

  @inlinable
  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    first.ended(eventNumber: eventNumber, digest, at: time)
    second.ended(eventNumber: eventNumber, digest, at: time)
  }
}
