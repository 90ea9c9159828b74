public import Simulator

/// Clients that ask the balancer for tasks to be done, and again where no answer comes.
///
/// A request is one thing that a client wants; each attempt at it is a message. Attempts of an idempotent
/// request name the same task, others a task each. What a request is about comes from its client's stream alone,
/// four words for each, and those of retries from words picked by their numbers, so that two rules of balancing
/// meet the same requests.
public struct BalancingLoad: Load {
  public typealias Subject = Balancing
  public typealias Note = BalancingClientNote

  /// What clients do, the same for the whole run.
  public let settings: Settings
  public var clientCount: Int { settings.clients }

  var clients: [Client]

  struct Client: Sendable {
    /// Number of the last message.
    var message: Int32 = 0
    /// Number of the last request.
    var request: Int32 = 0
    /// Number of the last task.
    var task: Int32 = 0
    /// The balancer that it asks.
    var balancer = AgentID(0)
    /// Redirections since it last waited.
    var redirections = 0
    /// Retries that it may still make, in millionths.
    var budget: Int64 = 10_000_000
    /// Requests without an answer.
    var open = KeyedList<Int32, Open>()
    /// By task, the request that it is of.
    var tasks = KeyedList<Int32, Int32>()
    /// By message whose answer is waited for, the request that it is of.
    var messages = KeyedList<Int32, Int32>()

    /// The place of the open request that a message is of.
    func place(ofMessage message: Int32) -> Int? {
      messages.item(message).flatMap { open.place(of: $0) }
    }

    /// The request at a place waits for the answer to another message, or to none if that is 0.
    mutating func await(_ message: Int32, at place: Int) {
      if let old = messages.place(of: open[place].message) { messages.remove(at: old) }
      open[place].message = message
      if message > 0 { messages.append(open[place].request, message) }
    }
  }

  struct Open: Hashable, Sendable {
    let request: Int32
    let askedAt: Nanoseconds
    var task: Balancing.Task
    var attempt: Int32 = 0
    /// The balancer that was asked last.
    var balancer = AgentID(0)
    /// Number of the message whose answer it waits for; 0 while it waits to ask again.
    var message: Int32 = 0
    /// The tasks of all attempts.
    var tasks: [Int32] = []
  }

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    clients = Array(repeating: Client(), count: settings.clients)
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<BalancingLoad>) {
    let word = turn.random.next()
    if let every = settings.every {
      let first = settings.start + firstWait(client, every, word)
      if first < settings.stop { turn.wake(client, alarm: .arrival, after: first - turn.now) }
    } else if settings.think != nil, settings.start < settings.stop {
      turn.wake(client, alarm: .arrival, after: settings.start - turn.now)
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
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<BalancingLoad>
  ) {
    switch alarm {
    case .arrival: arrive(client, &turn)
    case .script(let place): _ = ask(settings.script[Int(place)].wish, by: client, &turn)
    case .timeout(let message): expire(message, client, &turn)
    case .retry(let request):
      if let place = clients[Int(client)].open.place(of: request) { attempt(place, client, &turn) }
    }
  }

  private mutating func arrive(_ client: Int32, _ turn: inout LoadTurn<BalancingLoad>) {
    let work = settings.work.sample(turn.random.next())
    let key = Int32(truncatingIfNeeded: turn.random.below(UInt64(settings.keys)))
    var capability = Int32(
      truncatingIfNeeded: turn.random.below(UInt64(Swift.max(1, settings.capabilities))))
    if settings.capabilities > 0 { capability += 1 }
    let word = turn.random.next()
    submit(work, key: key, capability: capability, client, &turn)
    guard let every = settings.every else { return }
    // No interval of nothing: the clock would stand still.
    let wait = Swift.max(1, every.sample(word))
    if turn.now + wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<BalancingLoad>
  ) -> Bool {
    if let agent = wish.drain {
      clients[Int(client)].message += 1
      let id = RequestID(client: client, attempt: clients[Int(client)].message)
      let worker = agent - 1 - Int32(truncatingIfNeeded: settings.balancers)
      turn.submit(.drain(worker: worker), id, to: clients[Int(client)].balancer)
      return true
    }
    guard let capability = wish.capability else { return false }
    // Nothing is drawn for it, so that what clients ask for later stays as it was.
    submit(settings.work.mean, key: 0, capability: capability, client, &turn)
    return true
  }
}
