/// What a machine may read during one step, and the buffer of what it asks for.
///
/// Effects stay in the order asked for. Nothing sent or answered after a `persist` leaves the agent
/// before that write is durable, in this step or a later one, and a crash in between loses both the
/// write and what waits for it. A message to oneself obeys the same rule and takes no other time, so a
/// message to oneself after a `persist` is how a machine learns that the write is durable.
@frozen
public struct Turn<M: Machine>: ~Copyable {
  /// Who is stepped.
  public var agent: AgentID
  /// The agent's own clock; it may be offset from the world's and drift.
  public var now: Nanoseconds
  /// The agent's own stream of randomness.
  public var random: RandomStream

  @usableFromInline var effects: EffectBuffer<Effect<M>>
  /// Steps that `compute` was told of since the world last looked.
  public var computed: Int64 = 0

  /// A turn of its own, as unit tests of machines make it; the world uses one turn for a whole run.
  public init(
    agent: AgentID = AgentID(0), now: Nanoseconds = 0,
    random: RandomStream = RandomStream(seed: 0, .test)
  ) {
    self.agent = agent
    self.now = now
    self.random = random
    effects = EffectBuffer(capacity: 32)
  }

  /// Sends a message; it leaves once every write asked for before is durable.
  @inlinable @inline(__always)
  public mutating func send(_ message: consuming M.Message, to target: AgentID) {
    effects.append(.send(message, to: target))
  }

  /// Sends a message that leaves at once, even while earlier writes are not durable.
  ///
  /// Only for what claims nothing about those writes: a leader's entries on their way to followers
  /// while its own disk still writes them (Ongaro's dissertation, section 10.2.1), a heartbeat.
  @inlinable @inline(__always)
  public mutating func sendAhead(_ message: consuming M.Message, to target: AgentID) {
    effects.append(.sendAhead(message, to: target))
  }

  /// Arms a timer to expire `delay` nanoseconds from now on the agent's clock, or disarms and re-arms it.
  @inlinable @inline(__always)
  public mutating func setTimer(_ timer: consuming M.Timer, after delay: Nanoseconds) {
    effects.append(.setTimer(timer, after: delay))
  }

  /// Disarms a timer.
  @inlinable @inline(__always)
  public mutating func cancelTimer(_ timer: consuming M.Timer) {
    effects.append(.cancelTimer(timer))
  }

  /// Asks for a durable write.
  @inlinable @inline(__always)
  public mutating func persist(_ write: consuming M.Storage.Write) {
    effects.append(.persist(write))
  }

  /// Answers a client; the answer leaves once every write asked for before is durable.
  @inlinable @inline(__always)
  public mutating func respond(_ reply: consuming M.Reply, to id: RequestID) {
    effects.append(.respond(reply, to: id))
  }

  /// Answers a client at once, even while earlier writes are not durable.
  ///
  /// Only for what claims nothing about those writes: a leader whose entry a majority holds may answer
  /// although its own disk is still busy (Ongaro's dissertation, section 10.2.1).
  @inlinable @inline(__always)
  public mutating func respondAhead(_ reply: consuming M.Reply, to id: RequestID) {
    effects.append(.respondAhead(reply, to: id))
  }

  /// States a fact for observers.
  @inlinable @inline(__always)
  public mutating func note(_ note: consuming M.Note) { effects.append(.note(note)) }

  /// Says that the step computes at length: no time of the simulated world, but time of the machine that
  /// simulates, which limits on the length of a run must know of.
  ///
  /// - Parameter steps: a step is worth some ten multiplications; what a machine usually does with an input
  ///   need not be told.
  @inlinable @inline(__always)
  public mutating func compute(_ steps: Int64) {
    let sum = computed.addingReportingOverflow(max(0, steps))
    computed = sum.overflow ? .max : sum.partialValue
  }

  /// Takes the effects out, in the order asked for; the turn is empty afterwards.
  public mutating func takeEffects() -> [Effect<M>] { effects.takeAll() }

  /// Makes the turn ready for a step.
  @inlinable @inline(__always)
  mutating func begin(_ agent: AgentID, now: Nanoseconds, random: RandomStream) {
    self.agent = agent
    self.now = now
    self.random = random
  }
}
