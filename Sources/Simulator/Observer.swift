/// Watches a run: checks, measures and traces are observers, specialised at compile time with the world.
///
/// Every method has an empty default, which costs nothing. An observer sees, in order: an input, the
/// notes and sends it led to, and then the machine as the step left it.
public protocol Observer: Sendable {
  associatedtype Subject: Machine
  associatedtype LoadNote: Traceable

  /// Whether something that must never happen has happened; the run stops after the event.
  var hasViolation: Bool { get }

  /// An agent stated a fact.
  mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds)

  /// An agent was stepped; `machine` is its state now.
  mutating func stepped(_ machine: borrowing Subject, _ agent: AgentID, at time: Nanoseconds)

  /// A message was handed to the network; its fate is known at once (a cut may still catch it).
  mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds)

  /// A message reached a running agent, which is stepped with it next.
  mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds)

  /// A message on its way was lost after all: its target is down, or a cut took it in flight.
  mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds)

  /// A timer expired at a running agent, which is stepped with it next.
  mutating func expired(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds)

  /// A client's request reached a running agent, which is stepped with it next.
  mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds)

  /// An agent answered a client; the answer may yet be lost on the way.
  mutating func responded(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds)

  /// A write became durable; `storage` is what the disk keeps now.
  mutating func becameDurable(
    _ write: Subject.Storage.Write, _ storage: borrowing Subject.Storage, of agent: AgentID,
    at time: Nanoseconds)

  /// An agent's process changed: started, crashed, paused, resumed.
  mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds)

  /// What the disk holds after a crash changed it otherwise than by a durable write.
  mutating func storageChanged(
    _ storage: borrowing Subject.Storage, of agent: AgentID, at time: Nanoseconds)

  /// A fault began or ended.
  mutating func faulted(_ event: FaultEvent, at time: Nanoseconds)

  /// A client stated a fact.
  mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds)

  /// An event of the world is over; `digest` has taken it in. Event 0 is the start of all agents.
  mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds)
}

extension Observer {
  @inlinable public var hasViolation: Bool { false }
  @inlinable public mutating func noted(
    _ note: Subject.Note, by agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func stepped(
    _ machine: borrowing Subject, _ agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func expired(
    _ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func responded(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func becameDurable(
    _ write: Subject.Storage.Write, _ storage: borrowing Subject.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func changed(
    _ agent: AgentID, _ change: LifeChange, at time: Nanoseconds
  ) {}
  @inlinable public mutating func storageChanged(
    _ storage: borrowing Subject.Storage, of agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {}
  @inlinable public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {}
  @inlinable public mutating func ended(
    eventNumber: Int64, _ digest: Digest, at time: Nanoseconds
  ) {}
}

/// What the network did with a message when it was handed over.
@frozen
public enum Fate: Hashable, Sendable, CustomStringConvertible {
  /// It arrives at this time.
  case arrives(Nanoseconds)
  /// It arrives at both times.
  case duplicated(Nanoseconds, Nanoseconds)
  /// It does not arrive.
  case lost(Loss)

  public var description: String {
    switch self {
    case .arrives(let time): "arrives \(time.text)"
    case .duplicated(let one, let other): "arrives \(one.text) and \(other.text)"
    case .lost(let loss): loss.description
    }
  }
}

/// Why a message did not arrive.
@frozen
public enum Loss: UInt8, Hashable, Sendable, CustomStringConvertible, CaseIterable {
  /// The link lost it, alone or in a burst.
  case network = 0
  /// It arrived corrupted and the receiver dropped it.
  case corrupted = 1
  /// A partition stood between when it was sent.
  case cut = 2
  /// A partition came up while it was on its way.
  case cutInFlight = 3
  /// Its target was down.
  case targetDown = 4

  public var description: String {
    switch self {
    case .network: "lost"
    case .corrupted: "corrupted"
    case .cut: "cut"
    case .cutInFlight: "cut in flight"
    case .targetDown: "target down"
    }
  }
}

/// A change in the life of an agent's process.
@frozen
public enum LifeChange: Hashable, Sendable, CustomStringConvertible {
  case started(Recovery)
  case crashed
  case paused
  case resumed

  public var description: String {
    switch self {
    case .started(let recovery): "started (\(recovery.description))"
    case .crashed: "crashed"
    case .paused: "paused"
    case .resumed: "resumed"
    }
  }
}

/// An observer that sees nothing.
@frozen
public struct NoObserver<Subject: Machine, LoadNote: Traceable>: Observer {
  @inlinable public init() {}
}
