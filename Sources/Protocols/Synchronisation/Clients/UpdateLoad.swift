public import Simulator

/// Clients that write and read variables at any agent, each request once.
///
/// They repeat nothing, since a repeated write is another one: a write without an answer may have taken
/// effect, or not. What a client asks for comes from its stream alone, four words for each request.
public struct UpdateLoad: Load {
  public typealias Alarm = RequestAlarm
  public typealias Subject = Synchroniser
  public typealias Note = UpdateNote

  /// What clients do, the same for the whole run.
  public let settings: Settings
  public var clientCount: Int { settings.clients }

  var clients: [Client]

  /// What is kept for one client.
  struct Client: Sendable {
    /// Number of the last attempt.
    var attempt: Int32 = 0
    /// Requests without an answer, in the order of their attempts.
    var open = KeyedList<Int32, Open>()
    /// The number of its last complete write at each agent.
    var written = VectorClock()
    /// All that its reads have shown.
    var seen = VectorClock()
  }

  struct Open: Hashable, Sendable {
    let attempt: Int32
    let isWrite: Bool
    let askedAt: Nanoseconds
    /// What the client knew when it asked.
    let written: VectorClock
    let seen: VectorClock
  }

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    clients = Array(repeating: Client(), count: settings.clients)
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<UpdateLoad>) {
    if let every = settings.every {
      let first = settings.start + firstWait(client, every, turn.random.next())
      if first < settings.stop {
        turn.wake(client, alarm: .arrival, after: first - turn.now)
      }
    }
    for (index, scripted) in settings.script.enumerated() where scripted.client == client {
      let alarm = Alarm.script(Int32(truncatingIfNeeded: index))
      turn.wake(client, alarm: alarm, after: scripted.time - turn.now)
    }
  }

  /// A constant time spreads the clients evenly over it.
  private func firstWait(_ client: Int32, _ every: Delay, _ word: UInt64) -> Nanoseconds {
    guard case .constant(let interval) = every else { return every.sample(word) }
    return interval / Nanoseconds(settings.clients) * Nanoseconds(client)
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<UpdateLoad>
  ) {
    switch alarm {
    case .patience(let attempt): giveUp(client, attempt, &turn)
    case .arrival: arrive(client, &turn)
    case .script(let index):
      let scripted = settings.script[Int(index)]
      ask(scripted.request, of: scripted.agent, client, &turn)
    }
  }

  private mutating func arrive(_ client: Int32, _ turn: inout LoadTurn<UpdateLoad>) {
    guard let every = settings.every else { return }
    let isRead = turn.random.happens(settings.reads)
    let isHot = turn.random.happens(settings.skew)
    let draw = turn.random.below(UInt64(settings.variables))
    let amount = turn.random.within(settings.amounts)
    let choice = Int(turn.random.below(UInt64(settings.agents)))
    let variable = isHot ? 0 : Int32(truncatingIfNeeded: draw)
    let agent = AgentID(settings.isSticky ? Int(client) % settings.agents : choice)
    ask(
      isRead ? .read(variable: variable) : .write(variable: variable, amount: amount), of: agent,
      client, &turn)
    // No interval of nothing: the clock would stand still.
    let wait = max(1, every.sample(turn.random.next()))
    if turn.now + wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  mutating func ask(
    _ request: Synchroniser.Request, of agent: AgentID, _ client: Int32,
    _ turn: inout LoadTurn<UpdateLoad>
  ) {
    let index = Int(client)
    var isWrite = false
    if case .write = request { isWrite = true }
    clients[index].attempt += 1
    let attempt = clients[index].attempt
    clients[index].open.append(
      Open(
        attempt: attempt, isWrite: isWrite, askedAt: turn.now, written: clients[index].written,
        seen: clients[index].seen), attempt)
    turn.note(.asked(client: client, isWrite: isWrite, of: agent))
    turn.submit(request, RequestID(client: client, attempt: attempt), to: agent)
    turn.wake(client, alarm: .patience(attempt), after: settings.patience)
  }

  private mutating func giveUp(
    _ client: Int32, _ attempt: Int32, _ turn: inout LoadTurn<UpdateLoad>
  ) {
    guard let open = close(attempt, Int(client)) else { return }
    turn.note(.gaveUp(client: client, isWrite: open.isWrite))
  }

  private mutating func close(_ attempt: Int32, _ client: Int) -> Open? {
    clients[client].open.place(of: attempt).map { clients[client].open.remove(at: $0) }
  }

  public mutating func receive(
    _ reply: Synchroniser.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<UpdateLoad>
  ) {
    guard let open = close(id.attempt, Int(id.client)) else { return }
    switch reply {
    case .complete(let number, _):
      clients[Int(id.client)].written.raise(agent, to: number)
      turn.note(.answered(client: id.client, .complete, askedAt: open.askedAt))
    case .partial:
      turn.note(.answered(client: id.client, .partial, askedAt: open.askedAt))
    case .value(_, _, let delivered):
      turn.note(.answered(client: id.client, .value, askedAt: open.askedAt))
      compare(delivered, with: open, id.client, agent, &turn)
    case .unknownVariable, .recovering:
      turn.note(.answered(client: id.client, .refused, askedAt: open.askedAt))
    }
  }

  /// Session guarantees (Terry et al., *Session Guarantees for Weakly Consistent Replicated Data*, 1994)
  /// which nothing enforces. The mode `brief` tells nothing by which to judge them.
  private mutating func compare(
    _ delivered: VectorClock, with open: Open, _ client: Int32, _ agent: AgentID,
    _ turn: inout LoadTurn<UpdateLoad>
  ) {
    if delivered.isEmpty { return }
    if !delivered.covers(open.written) { turn.note(.missedOwnWrite(client: client, at: agent)) }
    if !delivered.covers(open.seen) { turn.note(.readOlder(client: client, at: agent)) }
    clients[Int(client)].seen.merge(delivered)
  }
}
