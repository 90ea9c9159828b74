public import Simulator

/// The clients of a key-value store replicated by Raft.
///
/// Each client believes one agent to be the leader, follows hints, and asks another agent after
/// silence. It repeats an operation in the same session, so that it takes effect once however often
/// it is asked for, until it is answered or its patience is at an end. Every value is written once:
/// client `c` (counted from 1) writes `c * 10^9` and its count of values. A compare-and-set expects
/// what the client saw of the key last.
///
/// What a client asks for comes from its stream alone, a fixed number of words for each operation;
/// retries draw from another. So the same client asks the same whatever it is answered, and
/// whatever other clients there are.
public struct KeyValueLoad: Load {
  public typealias Subject = Raft
  public typealias Note = ClientNote

  let settings: Settings
  /// The operator is the last.
  public var clientCount: Int { settings.clients + (settings.operator == nil ? 0 : 1) }

  var clients: [Client] = []
  /// Those of client `c` from `c * width` on.
  var slots: [Slot]
  /// For each client a stack of its free slots, the first `freeCount` of its places.
  var free: [Int32]
  /// What each client saw last, some keys each.
  var seen: [Sighting]
  /// The number of the next operation.
  var nextOperation = 0
  /// The values of operations that clients were made to ask for.
  var askedValues: [Int64] = []
  /// Of the operator.
  var operating: OperatorState

  /// Slots a client.
  var width: Int { settings.pace.slots }
  /// The low bits of an attempt's number name its slot.
  let slotBits: Int32
  /// Keys that a client remembers.
  let memory: Int

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    operating = OperatorState(wanted: settings.operator?.members ?? 0)
    let width = settings.pace.slots
    var bits: Int32 = 0
    while 1 << Int(bits) < width { bits += 1 }
    slotBits = bits
    memory = Int(Swift.min(settings.keys, 64))
    slots = Array(repeating: Slot(), count: settings.clients * width)
    free = Array(repeating: 0, count: settings.clients * width)
    seen = Array(repeating: Sighting(), count: settings.clients * memory)
    for client in 0..<settings.clients {
      clients.append(Client(believed: AgentID(client % settings.agents)))
    }
  }

  /// What is kept for one client.
  struct Client: Sendable {
    /// Whom it takes for the leader.
    var believed: AgentID
    var freeCount = 0
    /// Number of values it has written.
    var values: Int64 = 0
    /// For waits before asking again.
    var retries = RandomStream(seed: 0, .load)
    /// When it looks for operations whose time is over; `never` if none is under way.
    var sweepAt = Nanoseconds.never
    /// Operations that wait for a slot, in the order in which they came.
    var waiting = Queue<Waiting>()
  }

  /// An operation that waits for a slot.
  struct Waiting: Hashable, Sendable {
    let id: Int
    let operation: Raft.Operation
    let invokedAt: Nanoseconds
  }

  /// The value that a client last saw of a key.
  struct Sighting: Sendable {
    var key: Int32 = -1
    var value: Int64 = 0
  }

  /// One session of a client, with its operation.
  struct Slot: Sendable {
    var phase = Phase.idle
    /// Number of the operation in its session.
    var sequence: Int32 = 0
    /// Number of the last attempt in this slot, and of the operation's first.
    var attempt: Int32 = 0
    var firstAttempt: Int32 = 0
    /// The number of the session that it opened, where clients open sessions; else -1.
    var session: Int32 = -1
    /// Whom it asked last.
    var target = AgentID(0)
    /// Attempts in a row without success, and those of them that named a leader.
    var fruitless: Int32 = 0
    var redirects: Int32 = 0
    /// Whether some attempt may have had or may yet have an effect.
    var isUncertain = false
    /// Whether the operation itself was asked for, and not only a session for it.
    var hasAsked = false
    var id = 0
    var operation = Raft.Operation.read(key: 0)
    var invokedAt: Nanoseconds = 0
    /// When the phase is over.
    var due: Nanoseconds = 0
  }

  enum Phase: UInt8, Sendable {
    case idle
    /// Asked, and not answered yet.
    case asking
    /// Waits before it asks again.
    case pausing
    /// Has no operation, and will have one when it is due.
    case thinking
  }
}

extension KeyValueLoad {
  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// A slot's phase is over.
    case slot(Int32)
    /// The next operation of the open loop comes.
    case arrival
    /// It is time to look for operations whose time is over.
    case sweep
    /// The scripted request of this place is due.
    case script(Int32)

    public init(code: Int32) {
      switch code {
      case 0...: self = .slot(code)
      case -1: self = .arrival
      case -2: self = .sweep
      default: self = .script(-3 - code)
      }
    }

    public var code: Int32 {
      switch self {
      case .slot(let slot): slot
      case .arrival: -1
      case .sweep: -2
      case .script(let place): -3 - place
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .slot(let slot):
        visitor.kind(0, "slot")
        visitor.field("slot", slot)
      case .arrival: visitor.kind(1, "arrival")
      case .sweep: visitor.kind(2, "sweep")
      case .script(let place):
        visitor.kind(3, "script")
        visitor.field("request", place)
      }
    }
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<KeyValueLoad>) {
    if isOperator(client) { return startOperator(&turn) }
    clients[Int(client)].retries = RandomStream(seed: turn.random.next(), .load, UInt64(client))
    switch settings.pace {
    case .open(let delay, _):
      freeAll(client)
      let first = firstArrival(client, delay, &turn)
      if first < settings.stop { wake(client, .arrival, at: first, &turn) }
    case .closed(_, let think):
      for slot in 0..<width {
        let start = settings.start + think.sample(turn.random.next())
        ponder(client, slot, until: start, &turn)
      }
    case .scripted: freeAll(client)
    }
    for place in settings.script.indices where settings.script[place].client == client {
      let alarm = Alarm.script(Int32(truncatingIfNeeded: place))
      wake(client, alarm, at: settings.script[place].time, &turn)
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    if isOperator(client) { return wakeOperator(alarm, &turn) }
    switch alarm {
    case .slot(let slot): wakeSlot(client, Int(slot), &turn)
    case .arrival: arrive(client, &turn)
    case .sweep: if clients[Int(client)].sweepAt == turn.now { sweep(client, &turn) }
    case .script(let place): take(settings.script[Int(place)].operation, client, &turn)
    }
  }

  private mutating func freeAll(_ client: Int32) {
    for slot in (0..<width).reversed() { release(Int(client), slot) }
  }

  private func firstArrival(
    _ client: Int32, _ delay: Delay, _ turn: inout LoadTurn<KeyValueLoad>
  ) -> Nanoseconds {
    let word = turn.random.next()
    guard case .constant(let interval) = delay else { return settings.start + delay.sample(word) }
    return settings.start + interval / Nanoseconds(settings.clients) * Nanoseconds(client)
  }

  func wake(
    _ client: Int32, _ alarm: Alarm, at time: Nanoseconds, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    turn.wake(client, alarm: alarm, after: time - turn.now)
  }
}
