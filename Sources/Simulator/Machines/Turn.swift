/// What a machine may read during one step, and the buffer of what it asks for.
///
/// Effects stay in the order asked for. Nothing sent or answered after a `persist` leaves the agent
/// before that write is durable, in this step or a later one, and a crash in between loses both the
/// write and what waits for it. A message to oneself obeys the same rule and takes no other time, so a
/// message to oneself after a `persist` is how a machine learns that the write is durable.
// Safe: the raw block is owned by the turn alone (it is move-only) and only its first `count` places
// are read.
@safe @frozen
public struct Turn<M: Machine>: ~Copyable {
  /// Who is stepped.
  public var agent: AgentID
  /// The agent's own clock; it may be offset from the world's and drift.
  public var now: Nanoseconds
  /// The agent's own stream of randomness.
  public var random: RandomStream

  @usableFromInline var effects: UnsafeMutablePointer<Effect<M>>
  @usableFromInline var capacity: Int
  /// Effects asked for so far: the first `count` places of `effects` are initialised.
  @usableFromInline var count: Int

  /// A turn of its own, as unit tests of machines make it; the world uses one turn for a whole run.
  public init(
    agent: AgentID = AgentID(0), now: Nanoseconds = 0,
    random: RandomStream = RandomStream(seed: 0, .test)
  ) {
    self.agent = agent
    self.now = now
    self.random = random
    capacity = 32
    count = 0
    unsafe effects = UnsafeMutablePointer.allocate(capacity: capacity)
  }

  deinit {
    // The first `count` places are initialised and owned by this turn alone.
    unsafe effects.deinitialize(count: count)
    unsafe effects.deallocate()
  }

  /// Sends a message; it leaves once every write asked for before is durable.
  @inlinable @inline(__always)
  public mutating func send(_ message: M.Message, to target: AgentID) {
    append(.send(message, to: target))
  }

  /// Sends a message that leaves at once, even while earlier writes are not durable.
  ///
  /// Only for what claims nothing about those writes: a leader's entries on their way to followers
  /// while its own disk still writes them (Ongaro's dissertation, section 10.2.1), a heartbeat.
  @inlinable @inline(__always)
  public mutating func sendAhead(_ message: M.Message, to target: AgentID) {
    append(.sendAhead(message, to: target))
  }

  /// Arms a timer to expire `delay` nanoseconds from now on the agent's clock, or disarms and re-arms it.
  @inlinable @inline(__always)
  public mutating func setTimer(_ timer: M.Timer, after delay: Nanoseconds) {
    append(.setTimer(timer, after: delay))
  }

  /// Disarms a timer.
  @inlinable @inline(__always)
  public mutating func cancelTimer(_ timer: M.Timer) { append(.cancelTimer(timer)) }

  /// Asks for a durable write.
  @inlinable @inline(__always)
  public mutating func persist(_ write: M.Storage.Write) { append(.persist(write)) }

  /// Answers a client; the answer leaves once every write asked for before is durable.
  @inlinable @inline(__always)
  public mutating func respond(_ reply: M.Reply, to id: RequestID) {
    append(.respond(reply, to: id))
  }

  /// Answers a client at once, even while earlier writes are not durable.
  ///
  /// Only for what claims nothing about those writes: a leader whose entry a majority holds may answer
  /// although its own disk is still busy (Ongaro's dissertation, section 10.2.1).
  @inlinable @inline(__always)
  public mutating func respondAhead(_ reply: M.Reply, to id: RequestID) {
    append(.respondAhead(reply, to: id))
  }

  /// States a fact for observers.
  @inlinable @inline(__always)
  public mutating func note(_ note: M.Note) { append(.note(note)) }

  @inlinable @inline(__always)
  mutating func append(_ effect: consuming Effect<M>) {
    if count == capacity { grow() }
    // `count < capacity`, and places from `count` on are not initialised.
    unsafe (effects + count).initialize(to: effect)
    count += 1
  }

  @usableFromInline @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Effect<M>>.allocate(capacity: capacity * 2)
    // All `count` effects move; the old block is left uninitialised and freed.
    unsafe larger.moveInitialize(from: effects, count: count)
    unsafe effects.deallocate()
    unsafe effects = larger
    capacity *= 2
  }

  /// Takes the effects out, in the order asked for; the turn is empty afterwards.
  public mutating func takeEffects() -> [Effect<M>] {
    // The initialised places are copied into the array and then destroyed.
    let taken = unsafe Array(UnsafeBufferPointer(start: effects, count: count))
    unsafe effects.deinitialize(count: count)
    count = 0
    return taken
  }

  /// Makes the turn ready for a step.
  @inlinable @inline(__always)
  mutating func begin(_ agent: AgentID, now: Nanoseconds, random: RandomStream) {
    self.agent = agent
    self.now = now
    self.random = random
  }
}
