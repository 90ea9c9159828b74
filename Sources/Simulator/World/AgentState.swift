/// All that the world keeps for one agent.
@usableFromInline
struct AgentState<M: Machine> {
  @usableFromInline var machine: M
  @usableFromInline var random: RandomStream
  @usableFromInline var life: Life = .down
  /// The clock by which the machine lives.
  @usableFromInline var clock: AgentClock
  /// Keyed by what is sent when, so it is never advanced.
  @usableFromInline let networkStream: RandomStream
  @usableFromInline var ordinals = SendOrdinals()
  /// The same for replies to clients.
  @usableFromInline var replyOrdinals = SendOrdinals()
  /// Number of lives of the process so far.
  @usableFromInline var incarnation: UInt32 = 0
  /// By slot.
  @usableFromInline var timers: [TimerState<M.Timer>] = []
  @usableFromInline var disk: DiskState<M>
  /// Inputs that arrived while the process stood still or, if they take it time, while every worker was
  /// busy, as they stood in the queue; from `backlogStart` on.
  @usableFromInline var backlog: [Event] = []
  @usableFromInline var backlogStart = 0
  /// Number of pauses in force.
  @usableFromInline var pauses: UInt32 = 0
  /// Until when the agent's own uplink is busy, where links have a bandwidth.
  @usableFromInline var uplinkBusyUntil: Nanoseconds = 0

  @usableFromInline
  enum Life: UInt8 {
    case running
    case paused
    /// It goes on after a pause, and first takes up what waited.
    case resuming
    /// It is up, and takes time for its inputs.
    case serving
    /// It is up, and takes nothing up before its disk is done.
    case blocked
    case down
  }

  var isRunning: Bool {
    switch life {
    case .running, .resuming, .serving, .blocked: true
    case .paused, .down: false
    }
  }
}

/// Numbers the messages that one sender sends to one target at one instant.
///
/// The first to each target is number 0 and the others count up, whatever other targets there are, as long as the
/// targets' numbers modulo 64 differ.
@frozen @usableFromInline
struct SendOrdinals: Hashable, Sendable {
  @usableFromInline var instant: Nanoseconds = -1
  /// The targets that were sent to at that instant, modulo 64.
  @usableFromInline var targets: UInt64 = 0
  /// Those that were sent to again, once for each time.
  @usableFromInline var repeated: [UInt64] = []
  /// How many more there were.
  @usableFromInline var excess: UInt32 = 0

  @inlinable
  init() {}

  @inlinable @inline(__always)
  mutating func next(at time: Nanoseconds, to target: UInt64) -> UInt32 {
    let bit = 1 &<< target
    if instant != time {
      instant = time
      targets = bit
      if !repeated.isEmpty {
        repeated.removeAll(keepingCapacity: true)
        excess = 0
      }
      return 0
    }
    if targets & bit == 0 {
      targets |= bit
      return 0
    }
    return nextRepeat(to: target)
  }

  @usableFromInline @inline(never)
  mutating func nextRepeat(to target: UInt64) -> UInt32 {
    // Beyond this many they count up together, so that a burst costs no square of its length.
    if repeated.count >= 256 {
      excess &+= 1
      return 256 &+ excess
    }
    var number: UInt32 = 1
    for other in repeated where other == target { number += 1 }
    repeated.append(target)
    return number
  }
}

/// One timer of one agent.
///
/// Invariant: at most one event of the queue belongs to it, the one of `ticket`, and when it is armed
/// that event is due no later than the deadline. Arming it later leaves the event where it is.
@usableFromInline
struct TimerState<Tag: TimerTag> {
  @usableFromInline var tag: Tag
  @usableFromInline var isArmed: Bool
  /// On the agent's clock.
  @usableFromInline var deadline: Nanoseconds
  /// Its event in the queue, or 0.
  @usableFromInline var ticket: Int32
  /// The world's time of that event.
  @usableFromInline var queuedAt: Nanoseconds

  @usableFromInline
  init(
    tag: Tag, isArmed: Bool, deadline: Nanoseconds, ticket: Int32, queuedAt: Nanoseconds
  ) {
    self.tag = tag
    self.isArmed = isArmed
    self.deadline = deadline
    self.ticket = ticket
    self.queuedAt = queuedAt
  }
}

/// An agent's disk: what it keeps, and what waits for it.
@usableFromInline
struct DiskState<M: Machine> {
  // First what every message looks at, beside the agent's other busy fields.
  /// What was asked for and waits: writes, and what may leave only after them. From `heldStart` on.
  @usableFromInline var held: [Held<M>] = []
  @usableFromInline var heldStart: Int = 0
  @usableFromInline var storage: M.Storage
  @usableFromInline let conditions: DiskConditions
  @usableFromInline var stream: RandomStream
  /// Number of writes in the flush under way; 0 when none is.
  @usableFromInline var flushing: Int = 0
  @usableFromInline var flushTicket: Int32 = 0
  /// How the next start finds the disk.
  @usableFromInline var recovery: Recovery = .fresh
  /// Whether the disk is as its conditions say, and they make writes durable at once.
  @usableFromInline var isPlain: Bool
  /// The faults that bear on the disk now, in the order they began.
  @usableFromInline var troubles: [Trouble] = []
  /// What a crash would leave, from the first write on that a disk lied about; else empty.
  @usableFromInline var survivors: [M.Storage] = []

  @usableFromInline
  init(_ conditions: DiskConditions, stream: RandomStream) {
    storage = M.Storage()
    self.conditions = conditions
    self.stream = stream
    isPlain = conditions.isInstant
  }

  @inlinable var isIdle: Bool { heldStart == held.count }

  /// The fault that keeps flushes from starting, or nil.
  @inlinable var blockingFault: Int? {
    for trouble in troubles where trouble.harm.blocksFlushes { return trouble.fault }
    return nil
  }

  /// The fault that makes flushes fail, or nil.
  @inlinable var failingFault: Int? {
    for trouble in troubles { if case .failing = trouble.harm { return trouble.fault } }
    return nil
  }

  /// Number and size of the writes that wait.
  @inlinable var waitingWrites: (count: Int, bytes: Int) {
    var count = 0
    var bytes = 0
    for place in heldStart..<held.count {
      guard case .write(let write) = held[place] else { continue }
      count += 1
      bytes &+= M.Storage.byteCount(write)
    }
    return (count, bytes)
  }

  @usableFromInline
  struct Trouble {
    @usableFromInline let fault: Int
    @usableFromInline let harm: FaultAction.DiskHarm
  }
}

/// Something that waits for an agent's disk.
@usableFromInline
enum Held<M: Machine> {
  case write(M.Storage.Write)
  case send(M.Message, to: AgentID)
  case respond(M.Reply, to: RequestID)
}

/// Something on its way through the network.
@usableFromInline
struct Envelope<M: Machine> {
  // In this order a small message leaves no padding, so that one line of the cache holds two envelopes.
  @usableFromInline let sentAt: Nanoseconds
  /// The sending agent, or the client for a request.
  @usableFromInline let source: Int32
  /// The receiving agent, or the client for a reply.
  @usableFromInline let target: Int32
  @usableFromInline let content: Content
  @usableFromInline var state = State.travelling
  /// Whether `content` is a reply, known without a look at it.
  @usableFromInline let isReply: Bool

  @inlinable @inline(__always)
  init(
    _ content: consuming Content, from source: Int32, to target: Int32, sentAt: Nanoseconds,
    isReply: Bool = false
  ) {
    self.content = content
    self.isReply = isReply
    self.source = source
    self.target = target
    self.sentAt = sentAt
  }

  @usableFromInline
  enum State: UInt8 {
    case travelling
    /// It travels, and a fault may wait for its arrival.
    case awaited
    /// A cut took it on its way.
    case cut
    /// It is taken off its way.
    case dropped
    /// A cut holds it: no event is queued for it.
    case held
    /// It arrived at an agent that stands still or whose workers are busy.
    case waiting
    /// An agent works on it.
    case worked
    /// It found the inbox of its target full.
    case refused
    /// Its connection was reset while it was on its way.
    case reset
  }

  /// Whether it is on its way over the network.
  var isTravelling: Bool { state == .travelling || state == .awaited }

  @usableFromInline
  enum Content {
    case message(M.Message)
    case request(M.Request, RequestID)
    case reply(M.Reply, RequestID)
  }
}
