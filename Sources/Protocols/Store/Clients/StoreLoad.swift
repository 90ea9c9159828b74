public import Simulator

/// Clients that read and write keys of a store, one request at a time.
///
/// Client `c` (from 0) asks the replica of a key that is `c` places on in its ring, and the next one after a request that
/// failed. Every value is written once: client `c` writes `(c + 1) * 10^9` and its count of values. What a client asks for
/// comes from its stream alone, three words for each request. What comes while it waits is asked for when it has an
/// answer.
public struct StoreLoad: Load {
  public typealias Subject = VersionedStore
  public typealias Note = StoreClientNote

  /// What clients do, the same for the whole run.
  public let settings: Settings
  public var clientCount: Int { settings.clients }

  private var clients: [Client]

  private struct Client: Sendable {
    /// Number of the last attempt.
    var attempt: Int32 = 0
    /// Number of values that it has written.
    var values: Int64 = 0
    /// How many requests failed, by which it moves on to other replicas.
    var failures = 0
    var open: Open?
    var waiting = Queue<Waiting>()
    /// What it was told of each key.
    var known: [Knowledge] = []
  }

  /// What a client wants, and has not asked for.
  private struct Waiting: Hashable, Sendable {
    let wish: Wish
    /// Whether it came by itself, and lapses when clients stop.
    let isDrawn: Bool
  }

  /// What a client was told of a key, and may hand back with a write.
  private struct Knowledge: Sendable {
    var context = VersionedStore.Context()
    var values: [Int64] = []
    var isSet = false
  }

  private struct Open: Sendable {
    let attempt: Int32
    let wish: Wish
    let key: Int32
    /// What is written; nil of a read, and of a write while its client reads first.
    var value: Int64?
    var askedAt: Nanoseconds
  }

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    clients = Array(repeating: Client(), count: settings.clients)
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<StoreLoad>) {
    if let every = settings.every {
      let first = settings.start + every.sample(turn.random.next())
      if first < settings.stop { turn.wake(client, alarm: .arrival, after: first - turn.now) }
    }
    for (place, scripted) in settings.script.enumerated() where scripted.client == client {
      turn.wake(
        client, alarm: .script(Int32(truncatingIfNeeded: place)), after: scripted.time - turn.now)
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<StoreLoad>
  ) {
    switch alarm {
    case .arrival: arrive(client, &turn)
    case .script(let place): _ = ask(settings.script[Int(place)].wish, by: client, &turn)
    case .patience(let attempt):
      if clients[Int(client)].open?.attempt == attempt { fail(client, &turn) }
    }
  }

  private mutating func arrive(_ client: Int32, _ turn: inout LoadTurn<StoreLoad>) {
    guard let every = settings.every else { return }
    let isRead = turn.random.happens(settings.reads)
    let key = Int32(truncatingIfNeeded: turn.random.below(UInt64(settings.keys)))
    want(isRead ? Wish(read: key) : Wish(write: key), isDrawn: true, client, &turn)
    // No interval of nothing: the clock would stand still.
    let wait = Swift.max(1, every.sample(turn.random.next()))
    if turn.now + wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<StoreLoad>
  ) -> Bool {
    guard (wish.read ?? wish.write) != nil else { return false }
    if let replica = wish.replica, replica > Swift.min(settings.replicas, settings.agents) {
      return false
    }
    want(wish, isDrawn: false, client, &turn)
    return true
  }

  private mutating func want(
    _ wish: Wish, isDrawn: Bool, _ client: Int32, _ turn: inout LoadTurn<StoreLoad>
  ) {
    if clients[Int(client)].open != nil {
      clients[Int(client)].waiting.append(Waiting(wish: wish, isDrawn: isDrawn))
    } else {
      begin(wish, client, &turn)
    }
  }

  private mutating func begin(
    _ wish: Wish, _ client: Int32, _ turn: inout LoadTurn<StoreLoad>
  ) {
    guard let key = wish.read ?? wish.write else { return }
    let index = Int(client)
    while clients[index].known.count <= key { clients[index].known.append(Knowledge()) }
    if wish.write != nil, settings.context != .read {
      write(wish, key, client, &turn)
    } else {
      turn.note(.reading(client: client, key: key))
      submit(.get(key: key), wish, key, nil, client, &turn)
    }
  }

  private mutating func write(
    _ wish: Wish, _ key: Int32, _ client: Int32, _ turn: inout LoadTurn<StoreLoad>
  ) {
    let index = Int(client)
    clients[index].values += 1
    let value = (Int64(client) + 1) * 1_000_000_000 + clients[index].values
    let known =
      settings.context == .none ? Knowledge() : clients[index].known[Int(key)]
    turn.note(.writing(client: client, key: key, value: value, over: known.values))
    submit(.put(key: key, value: value, known.context), wish, key, value, client, &turn)
  }

  private mutating func submit(
    _ request: VersionedStore.Request, _ wish: Wish, _ key: Int32, _ value: Int64?,
    _ client: Int32, _ turn: inout LoadTurn<StoreLoad>
  ) {
    let index = Int(client)
    clients[index].attempt += 1
    let attempt = clients[index].attempt
    clients[index].open = Open(
      attempt: attempt, wish: wish, key: key, value: value, askedAt: turn.now)
    let holders = VersionedStore.holders(
      of: key, replicas: settings.replicas, agents: settings.agents)
    let place = wish.replica.map { Int($0) - 1 } ?? (index + clients[index].failures)
    turn.submit(
      request, RequestID(client: client, attempt: attempt), to: holders[place % holders.count])
    turn.wake(client, alarm: .patience(attempt), after: settings.patience)
  }

  public mutating func receive(
    _ reply: VersionedStore.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<StoreLoad>
  ) {
    let client = id.client
    guard let open = clients[Int(client)].open, open.attempt == id.attempt else { return }
    switch reply {
    case .values(let key, let values, let context):
      learn(key, values, context, client)
      let entries = (0..<context.clock.width).count { context.clock[AgentID($0)] > 0 }
      turn.note(
        .read(
          client: client, key: key, values, entries: Int32(truncatingIfNeeded: entries),
          askedAt: open.askedAt))
      if open.wish.write != nil { return write(open.wish, key, client, &turn) }
      end(client, &turn)
    case .stored(let key, let values, let context):
      guard let value = open.value else { return }
      // It knows what it wrote, whatever came of it.
      learn(key, values.contains(value) ? values : values + [value], context, client)
      turn.note(.wrote(client: client, key: key, value: value, askedAt: open.askedAt))
      end(client, &turn)
    case .unavailable, .notHeld: fail(client, &turn)
    }
  }

  private mutating func learn(
    _ key: Int32, _ values: [Int64], _ context: VersionedStore.Context, _ client: Int32
  ) {
    let (index, place) = (Int(client), Int(key))
    if settings.context == .stale, clients[index].known[place].isSet { return }
    clients[index].known[place] = Knowledge(context: context, values: values, isSet: true)
  }

  private mutating func fail(_ client: Int32, _ turn: inout LoadTurn<StoreLoad>) {
    clients[Int(client)].failures += 1
    turn.note(.failed(client: client, isWrite: clients[Int(client)].open?.wish.write != nil))
    end(client, &turn)
  }

  private mutating func end(_ client: Int32, _ turn: inout LoadTurn<StoreLoad>) {
    let index = Int(client)
    clients[index].open = nil
    while clients[index].open == nil, !clients[index].waiting.isEmpty {
      let next = clients[index].waiting.removeFirst()
      if !next.isDrawn || turn.now < settings.stop { begin(next.wish, client, &turn) }
    }
  }
}
