/// Two observers of one run; the first is told first.
@frozen
public struct Both<First: Observer, Second: Observer>: Observer
where First.Subject == Second.Subject, First.LoadNote == Second.LoadNote {
  public typealias Subject = First.Subject
  public typealias LoadNote = First.LoadNote

  public var first: First
  public var second: Second

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
