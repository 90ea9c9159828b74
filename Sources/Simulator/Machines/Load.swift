/// What drives the cluster from outside: the clients of one run, stepped like machines.
///
/// One value plays all clients of a run, so that a load of a thousand clients costs no thousand
/// values. Each client has a random stream of its own: `turn.random` is the stepped client's.
public protocol Load: Sendable {
  /// The machine whose clients these are.
  associatedtype Subject: Machine
  /// What clients state for observers: operations invoked, completed, given up.
  associatedtype Note: Traceable
  /// The tags of alarms.
  associatedtype Alarm: AlarmTag = Int32
  /// What a client can be made to ask for, by a fault `ask` of a scenario or by a person.
  associatedtype Wish: Askable = NoWish

  /// Number of clients; their identities are `0..<clientCount`.
  var clientCount: Int { get }

  /// Called once for each client when the run begins.
  mutating func start(_ client: Int32, _ turn: inout LoadTurn<Self>)

  /// The client's own alarm went off. Each client has several, told apart by their tags.
  mutating func wake(_ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<Self>)

  /// A reply reached the client that sent the request.
  mutating func receive(
    _ reply: Subject.Reply, to id: RequestID, from agent: AgentID, _ turn: inout LoadTurn<Self>)

  /// The client is made to ask for something now, as if it had come to want it by itself.
  ///
  /// What it asks for is said, so nothing is drawn for it: what clients ask for later stays as it was.
  /// - Returns: false if this client cannot ask for that; it then does nothing.
  mutating func ask(_ wish: Wish, by client: Int32, _ turn: inout LoadTurn<Self>) -> Bool
}

extension Load where Wish == NoWish {
  public mutating func ask(
    _ wish: NoWish, by client: Int32, _ turn: inout LoadTurn<Self>
  ) -> Bool {
    false
  }
}

/// The tag of an alarm, which the queue keeps as a number.
public protocol AlarmTag: Hashable, Sendable, Fielded {
  /// The tag of a number that `code` gave.
  init(code: Int32)
  /// A number that belongs to this tag alone.
  var code: Int32 { get }
}

extension AlarmTag where Self: RawRepresentable, RawValue == Int32 {
  @inlinable
  public init(code: Int32) {
    guard let tag = Self(rawValue: code) else { preconditionFailure("no alarm \(code)") }
    self = tag
  }
  @inlinable public var code: Int32 { rawValue }
}

extension Int32: AlarmTag {
  @inlinable public init(code: Int32) { self = code }
  @inlinable public var code: Int32 { self }
}

extension Nothing: AlarmTag {
  public init(code: Int32) { preconditionFailure("no alarm \(code)") }
  public var code: Int32 { switch self {} }
}

/// What a client may read during one step, and what it asks for.
public struct LoadTurn<L: Load>: ~Copyable {
  /// The world's time; clients' clocks are true.
  public var now: Nanoseconds
  /// The stepped client's own stream of randomness.
  public var random: RandomStream
  @usableFromInline var effects: EffectBuffer<LoadEffect<L>>

  /// A turn of its own, as unit tests of loads make it; the world uses one turn for a whole run.
  public init(now: Nanoseconds = 0, random: RandomStream = RandomStream(seed: 0, .test)) {
    self.now = now
    self.random = random
    effects = EffectBuffer(capacity: 32)
  }

  /// Sends a request to an agent over the network; it may be lost like any message.
  @inlinable
  public mutating func submit(
    _ request: consuming L.Subject.Request, _ id: RequestID, to agent: AgentID
  ) {
    effects.append(.submit(request, id, to: agent))
  }

  /// Wakes a client after a delay. Alarms cannot be cancelled: a client ignores those it no longer
  /// wants, by their tag.
  @inlinable
  public mutating func wake(_ client: Int32, alarm: L.Alarm, after delay: Nanoseconds) {
    effects.append(.wake(client, alarm: alarm, after: delay))
  }

  /// States a fact for observers.
  @inlinable
  public mutating func note(_ note: consuming L.Note) { effects.append(.note(note)) }

  /// Takes the effects out, in the order asked for.
  public mutating func takeEffects() -> [LoadEffect<L>] { effects.takeAll() }
}

/// One thing that a client asked for.
@frozen
public enum LoadEffect<L: Load>: Sendable {
  case submit(L.Subject.Request, RequestID, to: AgentID)
  case wake(Int32, alarm: L.Alarm, after: Nanoseconds)
  case note(L.Note)
}

/// No clients at all.
public struct NoLoad<Subject: Machine>: Load {
  /// A load without clients.
  public init() {}
  public var clientCount: Int { 0 }
  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<Self>) {}
  public mutating func wake(_ client: Int32, _ alarm: Nothing, _ turn: inout LoadTurn<Self>) {}
  public mutating func receive(
    _ reply: Subject.Reply, to id: RequestID, from agent: AgentID, _ turn: inout LoadTurn<Self>
  ) {}
  public typealias Note = Nothing
}
