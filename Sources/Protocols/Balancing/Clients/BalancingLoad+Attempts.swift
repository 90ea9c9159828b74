public import Simulator

/// Attempts at requests, and their ends.
extension BalancingLoad {
  mutating func submit(
    _ work: Nanoseconds, key: Int32, capability: Int32, _ client: Int32,
    _ turn: inout LoadTurn<BalancingLoad>
  ) {
    let index = Int(client)
    clients[index].request += 1
    let request = clients[index].request
    clients[index].budget = Swift.min(
      10_000_000, clients[index].budget + settings.retries.budget.partsPerMillion)
    turn.note(.asked(client: client, request: request))
    let task = Balancing.Task(
      id: Balancing.TaskID(client: client, number: 0), work: work, key: key, capability: capability)
    let place = clients[index].open.append(
      Open(request: request, askedAt: turn.now, task: task), request)
    attempt(place, client, &turn)
  }

  mutating func attempt(
    _ place: Int, _ client: Int32, _ turn: inout LoadTurn<BalancingLoad>
  ) {
    let index = Int(client)
    let old = clients[index].open[place]
    clients[index].open[place].attempt += 1
    if old.tasks.isEmpty || !settings.retries.isIdempotent {
      clients[index].task += 1
      let number = clients[index].task
      clients[index].tasks.append(old.request, number)
      clients[index].open[place].tasks.append(number)
      clients[index].open[place].task = Balancing.Task(
        id: Balancing.TaskID(client: client, number: number), work: old.task.work,
        key: old.task.key, capability: old.task.capability,
        remaining: settings.deadline ?? .never)
    } else if let deadline = settings.deadline {
      let left = Swift.max(0, old.askedAt + deadline - turn.now)
      clients[index].open[place].task.remaining = left
    }
    turn.note(.attempted(client: client, request: old.request, attempt: old.attempt + 1))
    clients[index].redirections = 0
    send(place, client, &turn)
  }

  /// Sends an attempt to the balancer that the client knows.
  private mutating func send(
    _ place: Int, _ client: Int32, _ turn: inout LoadTurn<BalancingLoad>
  ) {
    let index = Int(client)
    clients[index].message += 1
    let message = clients[index].message
    clients[index].await(message, at: place)
    clients[index].open[place].balancer = clients[index].balancer
    let low =
      clients[index].tasks.firstPlace.map { clients[index].tasks.key(at: $0) }
      ?? clients[index].task + 1
    turn.submit(
      .place(clients[index].open[place].task, low: low),
      RequestID(client: client, attempt: message), to: clients[index].balancer)
    turn.wake(client, alarm: .timeout(message), after: settings.retries.timeout)
  }

  /// An attempt has timed out: the client asks another balancer, or gives up.
  mutating func expire(
    _ message: Int32, _ client: Int32, _ turn: inout LoadTurn<BalancingLoad>
  ) {
    let index = Int(client)
    guard let place = clients[index].place(ofMessage: message) else { return }
    let old = clients[index].open[place]
    clients[index].await(0, at: place)
    // Another request of the client may have turned away from it already.
    if old.balancer == clients[index].balancer { turnToNext(index) }
    let isLast =
      old.attempt >= settings.retries.attempts || !spendsRetry(client, old.attempt, &turn)
    if settings.retries.abandoned == .removed, isLast || !settings.retries.isIdempotent {
      clients[index].message += 1
      turn.submit(
        .withdraw(old.task.id), RequestID(client: client, attempt: clients[index].message),
        to: clients[index].balancer)
    }
    if isLast {
      close(place, client, &turn)
      turn.note(.lost(client: client, request: old.request))
    } else if settings.retries.policy == .backoff {
      turn.wake(client, alarm: .retry(old.request), after: wait(old, client, turn.random))
    } else {
      attempt(place, client, &turn)
    }
  }

  private mutating func turnToNext(_ index: Int) {
    let next = (clients[index].balancer.index + 1) % settings.balancers
    clients[index].balancer = AgentID(next)
  }

  /// Whether the client may ask again.
  private mutating func spendsRetry(
    _ client: Int32, _ attempt: Int32, _ turn: inout LoadTurn<BalancingLoad>
  ) -> Bool {
    switch settings.retries.policy {
    case .none: return false
    case .immediate, .backoff: return true
    case .budget:
      if clients[Int(client)].budget >= 1_000_000 {
        clients[Int(client)].budget -= 1_000_000
        return true
      }
      turn.note(.outOfBudget(client: client))
      return false
    }
  }

  /// Between nothing and a bound that doubles with each attempt.
  private func wait(_ open: Open, _ client: Int32, _ random: RandomStream) -> Nanoseconds {
    let doublings = Swift.min(40, open.attempt - 1)
    let base = Swift.min(settings.retries.base, settings.retries.most >> Int64(doublings))
    let bound = Swift.min(base << Int64(doublings), settings.retries.most)
    let word = random.word(at: UInt64(open.request) << 8 | UInt64(open.attempt))
    return Nanoseconds(RandomStream.scale(word, UInt64(Swift.max(1, bound))))
  }

  /// A request is over.
  private mutating func close(
    _ place: Int, _ client: Int32, _ turn: inout LoadTurn<BalancingLoad>
  ) {
    let index = Int(client)
    clients[index].await(0, at: place)
    for task in clients[index].open.remove(at: place).tasks {
      if let place = clients[index].tasks.place(of: task) {
        clients[index].tasks.remove(at: place)
      }
    }
    guard let think = settings.think else { return }
    let wait = Swift.max(1, think.sample(turn.random.next()))
    if turn.now + wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  public mutating func receive(
    _ reply: Balancing.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<BalancingLoad>
  ) {
    let client = id.client
    switch reply {
    case .settled(let task, let verdict): take(task, verdict, id, &turn)
    case .declined(let task, let refusal): take(task, .refused(refusal), id, &turn)
    case .drained(let worker): turn.note(.drained(worker: worker))
    case .noWorker(let worker, _): turn.note(.noWorker(worker: worker))
    case .elsewhere(let balancer):
      guard let place = clients[Int(client)].place(ofMessage: id.attempt) else { return }
      // Balancers that each name the other are asked again only after a timeout.
      if clients[Int(client)].redirections > settings.balancers { return }
      clients[Int(client)].redirections += 1
      if let balancer {
        clients[Int(client)].balancer = balancer
      } else if clients[Int(client)].open[place].balancer == clients[Int(client)].balancer {
        turnToNext(Int(client))
      }
      send(place, client, &turn)
    }
  }

  /// How a task ended, or why it was not admitted.
  private mutating func take(
    _ task: Balancing.TaskID, _ verdict: Balancing.Verdict, _ id: RequestID,
    _ turn: inout LoadTurn<BalancingLoad>
  ) {
    // The answer to a task that it took back itself.
    if verdict == .refused(.withdrawn) || verdict == .refused(.unknownTask) { return }
    let index = Int(id.client)
    guard let request = clients[index].tasks.item(task.number),
      let place = clients[index].open.place(of: request)
    else { return }
    let open = clients[index].open[place]
    if open.message != id.attempt, settings.retries.lateAnswers == .ignored {
      return turn.note(.tooLate(client: id.client))
    }
    close(place, id.client, &turn)
    switch verdict {
    case .done: turn.note(.done(client: id.client, request: request, askedAt: open.askedAt))
    case .refused(let refusal):
      turn.note(.refused(client: id.client, request: request, refusal))
    }
  }
}
