public import Simulator

/// Clients that read and write cached variables, each at one agent, and each request once.
///
/// Client `c` (from 0) asks the agents other than the server in turn. Every value is written once: client `c`
/// writes `(c + 1) * 10^9` and its count of values. What a client asks for comes from its stream alone, three
/// words for each request.
public struct CachingLoad: Load {
  public typealias Subject = Caching
  public typealias Note = CachingClientNote

  /// What clients do, the same for the whole run.
  public let settings: Settings
  public var clientCount: Int { settings.clients }

  private var clients: [Client]

  private struct Client: Sendable {
    /// Number of the last attempt.
    var attempt: Int32 = 0
    /// Number of values that it has written.
    var values: Int64 = 0
    /// Requests without an answer, by attempt.
    var open = KeyedList<Int32, Open>()
  }

  private struct Open: Hashable, Sendable {
    let attempt: Int32
    /// What is written; nil of a read.
    let value: Int64?
    let askedAt: Nanoseconds
  }

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    clients = Array(repeating: Client(), count: settings.clients)
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<CachingLoad>) {
    if let every = settings.every {
      let first = settings.start + firstWait(client, every, turn.random.next())
      if first < settings.stop { turn.wake(client, alarm: .arrival, after: first - turn.now) }
    }
    for (place, scripted) in settings.script.enumerated() where scripted.client == client {
      turn.wake(
        client, alarm: .script(Int32(truncatingIfNeeded: place)), after: scripted.time - turn.now)
    }
  }

  /// A constant time spreads the clients evenly over it.
  private func firstWait(_ client: Int32, _ every: Delay, _ word: UInt64) -> Nanoseconds {
    guard case .constant(let interval) = every else { return every.sample(word) }
    return interval / Nanoseconds(settings.clients) * Nanoseconds(client)
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<CachingLoad>
  ) {
    switch alarm {
    case .arrival: arrive(client, &turn)
    case .script(let place): _ = ask(settings.script[Int(place)].wish, by: client, &turn)
    case .patience(let attempt):
      guard let open = close(attempt, client) else { return }
      turn.note(.gaveUp(client: client, isWrite: open.value != nil))
    }
  }

  private mutating func arrive(_ client: Int32, _ turn: inout LoadTurn<CachingLoad>) {
    guard let every = settings.every else { return }
    let isRead = turn.random.happens(settings.reads)
    let key = Int32(truncatingIfNeeded: turn.random.below(UInt64(settings.keys)))
    submit(isRead: isRead, key, client, &turn)
    // No interval of nothing: the clock would stand still.
    let wait = Swift.max(1, every.sample(turn.random.next()))
    if turn.now + wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<CachingLoad>
  ) -> Bool {
    guard let key = wish.read ?? wish.write else { return false }
    submit(isRead: wish.read != nil, key, client, &turn)
    return true
  }

  private mutating func submit(
    isRead: Bool, _ key: Int32, _ client: Int32, _ turn: inout LoadTurn<CachingLoad>
  ) {
    let index = Int(client)
    let agent = AgentID(1 + index % (settings.agents - 1))
    clients[index].attempt += 1
    let attempt = clients[index].attempt
    var value: Int64?
    if !isRead {
      clients[index].values += 1
      value = (Int64(client) + 1) * 1_000_000_000 + clients[index].values
    }
    clients[index].open.append(
      Open(attempt: attempt, value: value, askedAt: turn.now), attempt)
    turn.note(.asked(client: client, isWrite: !isRead, of: agent))
    let low = clients[index].open.firstPlace.map { clients[index].open.key(at: $0) } ?? attempt
    turn.submit(
      value.map { .write(key: key, value: $0, low: low) } ?? .read(key: key),
      RequestID(client: client, attempt: attempt), to: agent)
    turn.wake(client, alarm: .patience(attempt), after: settings.patience)
  }

  private mutating func close(_ attempt: Int32, _ client: Int32) -> Open? {
    let index = Int(client)
    return clients[index].open.place(of: attempt).map { clients[index].open.remove(at: $0) }
  }

  public mutating func receive(
    _ reply: Caching.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<CachingLoad>
  ) {
    guard let open = close(id.attempt, id.client) else { return }
    switch reply {
    case .value(let key, let content):
      turn.note(.read(client: id.client, key: key, content, askedAt: open.askedAt))
    case .written(let key, let version):
      let content = Caching.Content(value: open.value ?? 0, version: version)
      turn.note(.written(client: id.client, key: key, content, askedAt: open.askedAt))
    case .timedOut:
      turn.note(.timedOut(client: id.client, isWrite: open.value != nil))
    }
  }
}
