/// Watches a run: checks, measures and traces are observers, specialised at compile time with the world.
///
/// Every method has an empty default, which costs nothing. An observer sees, in order: an input, the
/// notes and sends it led to, and then the machine as the step left it.
public protocol Observer: Sendable {
  /// The machine whose runs it watches.
  associatedtype Subject: Machine
  /// What clients state in those runs.
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

  /// A client handed a request to the network.
  mutating func submitted(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds)

  /// An agent's answer was handed to the network; follows `responded`.
  mutating func replied(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, _ fate: Fate,
    at time: Nanoseconds)

  /// A copy of what was handed over last is on its way under this number of the network's.
  ///
  /// The number is used again once the copy has arrived. A message, request or reply that is duplicated
  /// has two copies; of one that is lost at once there is none. One that a cut holds has `.never` to arrive.
  mutating func launched(_ copy: Int32, arriving: Nanoseconds)

  /// The copy of this number arrives; what becomes of it follows.
  mutating func landed(_ copy: Int32)

  /// The fate of a copy that is on its way is another now: a cut holds it back, or lets it go on.
  ///
  /// Source and target are nil where the client is.
  mutating func fateChanged(
    ofCopy copy: Int32, from source: AgentID?, to target: AgentID?, client: Int32?, _ fate: Fate,
    at time: Nanoseconds)

  /// A connection was made, tried again, or was reset; of `source`'s messages if one end's are meant.
  ///
  /// Source and target are nil where the client is.
  mutating func connectionChanged(
    from source: AgentID?, to target: AgentID?, client: Int32?, _ event: ConnectionEvent,
    at time: Nanoseconds)

  /// A message reached a running agent, or work on it ended; the agent is stepped with it next.
  mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds)

  /// A message on its way was lost after all: its target is down, stopped working on it, or had no room
  /// for it, or a cut took it in flight or when the one that held it let it go.
  mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds)

  /// A client's request on its way was lost after all.
  mutating func requestLost(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ reason: Loss,
    at time: Nanoseconds)

  /// An answer on its way to a client was lost after all.
  mutating func replyLost(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, _ reason: Loss,
    at time: Nanoseconds)

  /// An input found its agent paused, or every worker busy, and waits until it is taken up.
  mutating func waited(_ input: WaitingInput<Subject>, at agent: AgentID, at time: Nanoseconds)

  /// An agent that takes time for its inputs started to work on one, which reached it at `since`.
  ///
  /// The work ends at `end`, unless the agent pauses or crashes; then it is stepped with the input.
  mutating func tookUp(
    _ input: WaitingInput<Subject>, by agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    at time: Nanoseconds)

  /// So many workers of an agent that takes time for its inputs are at work from now on: none while it
  /// stands still. May be told again when it is what it was.
  mutating func workersChanged(_ busy: Int, of agent: AgentID, at time: Nanoseconds)

  /// A timer was armed and is due at this time of the world, unless its clock is changed.
  mutating func armed(
    _ timer: Subject.Timer, of agent: AgentID, due: Nanoseconds, at time: Nanoseconds)

  /// An armed timer was disarmed.
  mutating func disarmed(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds)

  /// A timer expired at a running agent, or work on it ended; the agent is stepped with it next.
  mutating func expired(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds)

  /// A client's request reached a running agent, or work on it ended; the agent is stepped with it next.
  mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds)

  /// An agent answered a client; the answer may yet be lost on the way.
  mutating func responded(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds)

  /// An agent asked for a durable write.
  mutating func wrote(_ write: Subject.Storage.Write, of agent: AgentID, at time: Nanoseconds)

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

  /// A client started, if `alarm` is nil, or its alarm went off.
  mutating func woke<A: AlarmTag>(_ client: Int32, _ alarm: A?, at time: Nanoseconds)

  /// A client set an alarm.
  mutating func alarmed<A: AlarmTag>(
    _ client: Int32, _ alarm: A, due: Nanoseconds, at time: Nanoseconds)

  /// An answer reached the client that asked.
  mutating func answered(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, at time: Nanoseconds)

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
  @inlinable public mutating func submitted(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func replied(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, _ fate: Fate, at time: Nanoseconds
  ) {}
  @inlinable public mutating func launched(_ copy: Int32, arriving: Nanoseconds) {}
  @inlinable public mutating func landed(_ copy: Int32) {}
  @inlinable public mutating func fateChanged(
    ofCopy copy: Int32, from source: AgentID?, to target: AgentID?, client: Int32?, _ fate: Fate,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func connectionChanged(
    from source: AgentID?, to target: AgentID?, client: Int32?, _ event: ConnectionEvent,
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
  @inlinable public mutating func requestLost(
    _ request: Subject.Request, _ id: RequestID, to agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func replyLost(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func waited(
    _ input: WaitingInput<Subject>, at agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func tookUp(
    _ input: WaitingInput<Subject>, by agent: AgentID, since: Nanoseconds, until end: Nanoseconds,
    at time: Nanoseconds
  ) {}
  @inlinable public mutating func workersChanged(
    _ busy: Int, of agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func armed(
    _ timer: Subject.Timer, of agent: AgentID, due: Nanoseconds, at time: Nanoseconds
  ) {}
  @inlinable public mutating func disarmed(
    _ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds
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
  @inlinable public mutating func wrote(
    _ write: Subject.Storage.Write, of agent: AgentID, at time: Nanoseconds
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
  @inlinable public mutating func woke<A: AlarmTag>(
    _ client: Int32, _ alarm: A?, at time: Nanoseconds
  ) {}
  @inlinable public mutating func alarmed<A: AlarmTag>(
    _ client: Int32, _ alarm: A, due: Nanoseconds, at time: Nanoseconds
  ) {}
  @inlinable public mutating func answered(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, at time: Nanoseconds
  ) {}
  @inlinable public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {}
  @inlinable public mutating func ended(
    eventNumber: Int64, _ digest: Digest, at time: Nanoseconds
  ) {}
}
