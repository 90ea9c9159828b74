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
  /// When this agent last sent, and how many messages it has sent at that instant.
  @usableFromInline var lastSend: Nanoseconds = -1
  @usableFromInline var sendsThisInstant: UInt32 = 0
  /// Number of lives of the process so far.
  @usableFromInline var incarnation: UInt32 = 0
  /// By slot.
  @usableFromInline var timers: [TimerState<M.Timer>] = []
  @usableFromInline var disk: DiskState<M>
  /// Inputs that arrived while the process was paused, as they stood in the queue.
  @usableFromInline var backlog: [Event] = []
  /// Until when the agent's own uplink is busy, where links have a bandwidth.
  @usableFromInline var uplinkBusyUntil: Nanoseconds = 0

  @usableFromInline
  enum Life: UInt8 {
    case running
    case paused
    case down
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

  @usableFromInline
  init(_ conditions: DiskConditions, stream: RandomStream) {
    storage = M.Storage()
    self.conditions = conditions
    self.stream = stream
    isPlain = conditions.isInstant
  }

  @usableFromInline var isIdle: Bool { heldStart == held.count }

  @usableFromInline
  struct Trouble {
    @usableFromInline let fault: Int
    @usableFromInline let kind: Kind

    @usableFromInline
    enum Kind {
      case slow(thousandths: Int64, floor: Nanoseconds)
      case failing
      case full
    }
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
  /// Whether a cut took it while it was on its way.
  @usableFromInline var isCut = false

  @usableFromInline
  init(_ content: consuming Content, from source: Int32, to target: Int32, sentAt: Nanoseconds) {
    self.content = content
    self.source = source
    self.target = target
    self.sentAt = sentAt
  }

  @usableFromInline
  enum Content {
    case message(M.Message)
    case request(M.Request, RequestID)
    case reply(M.Reply, RequestID)
  }
}
