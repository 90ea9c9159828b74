/// What one agent works on, where its inputs take time. What waits is in the agent's `backlog`, which a
/// pause fills too.
@usableFromInline
struct ServiceState: Sendable {
  @usableFromInline let conditions: ServiceConditions
  /// Whether inputs take no time: such an agent is stepped at once and never seen here.
  @usableFromInline let isInstant: Bool
  /// Of its own, so that service time leaves the machine's draws alone.
  @usableFromInline var stream: RandomStream
  /// One for each worker.
  @usableFromInline var works: [Work]
  /// Workers without work; the last is taken first.
  @usableFromInline var idle: [Int32]
  /// Number of inputs that wait and take room in the inbox.
  @usableFromInline var occupied = 0
  /// The faults that make it slow now, in the order they began.
  @usableFromInline var slowings: [Slowing] = []

  @usableFromInline
  init(_ conditions: ServiceConditions, stream: RandomStream) {
    self.conditions = conditions
    isInstant = conditions.isInstant
    self.stream = stream
    let workers = isInstant ? 0 : conditions.workers
    works = Array(repeating: Work(), count: workers)
    idle = (0..<Int32(truncatingIfNeeded: workers)).reversed()
  }

  /// Number of inputs that are worked on.
  @inlinable var busyCount: Int { works.count - idle.count }

  /// Whether no message or request finds room.
  @inlinable var isFull: Bool {
    guard let limit = conditions.inboxLimit else { return false }
    return occupied >= limit
  }

  // Each draws one word, whatever the distribution.

  @inlinable
  mutating func drawForTimer() -> Nanoseconds { conditions.timer.sample(stream.next()) }

  @inlinable
  mutating func drawForRequest() -> Nanoseconds { conditions.request.sample(stream.next()) }

  @inlinable
  mutating func drawForMessage() -> Nanoseconds { conditions.message.sample(stream.next()) }

  /// A worker that is not idle any more starts to work.
  @inlinable
  mutating func begin(_ input: Event, _ worker: Int32, until end: Nanoseconds, _ ticket: Int32) {
    works[Int(worker)] = Work(input: input, isUnderWay: true, ticket: ticket, end: end)
  }

  /// A worker is idle again; returns what it worked on.
  @inlinable
  mutating func end(_ worker: Int32) -> Event {
    let input = works[Int(worker)].input
    works[Int(worker)] = Work()
    idle.append(worker)
    return input
  }

  /// Forgets all work and all that waits, as a crash does.
  mutating func clear() {
    let count = works.count
    works = Array(repeating: Work(), count: count)
    idle = (0..<Int32(truncatingIfNeeded: count)).reversed()
    occupied = 0
  }

  /// What one worker does.
  @usableFromInline
  struct Work: Hashable, Sendable {
    /// The input as it stood in the queue; its time is when it reached the agent.
    @usableFromInline var input: Event
    @usableFromInline var isUnderWay: Bool
    /// The event of its end, or 0 while the agent stands still.
    @usableFromInline var ticket: Int32
    /// When it ends; while the agent stands still, how long it then takes yet.
    @usableFromInline var end: Nanoseconds

    /// No work, unless said otherwise.
    @inlinable
    init(
      input: Event = Event(time: 0, tag: 0, index: 0), isUnderWay: Bool = false,
      ticket: Int32 = 0, end: Nanoseconds = 0
    ) {
      self.input = input
      self.isUnderWay = isUnderWay
      self.ticket = ticket
      self.end = end
    }
  }

  /// A fault that makes an agent slow.
  @usableFromInline
  struct Slowing: Hashable, Sendable {
    @usableFromInline let fault: Int
    @usableFromInline let thousandths: Int64
  }
}
