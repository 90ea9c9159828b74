public import Simulator

extension BarrierLoad {
  private var creator: Int32 { Int32(settings.agents) }
  private var rival: Int32 { Int32(settings.agents) + 1 }

  /// The generation at which the workers meet in a round.
  public func instance(ofRound round: Int32) -> Barrier.Instance {
    Barrier.Instance(round % settings.barriers, generation: round / settings.barriers)
  }

  private var members: Barrier.Members {
    if settings.countsOnly { return .count(Int32(settings.participants)) }
    return .agents(AgentSet((0..<settings.participants).map { AgentID($0) }))
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<BarrierLoad>) {
    if client == rival {
      if let time = settings.rivalCreation {
        turn.wake(client, alarm: .rival, after: time)
      }
    } else if client < creator {
      if Int(client) < settings.participants || settings.outsiders {
        startRound(client, after: settings.start, &turn)
      }
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<BarrierLoad>
  ) {
    switch alarm {
    case .creation(let round): create(round, &turn)
    case .rival:
      turn.submit(
        .create(instance(ofRound: 0), members, deadline: settings.deadline),
        RequestID(client: rival, attempt: 0), to: settings.coordinator)
    case .workOver:
      workers[Int(client)].since = turn.now
      workers[Int(client)].firstAttempt = attempts + 1
      turn.note(.came(client, instance(ofRound: workers[Int(client)].round)))
      ask(client, &turn)
      if turn.random.happens(settings.repeats) { ask(client, &turn) }
    case .pauseOver: ask(client, &turn)
    case .attempt(let attempt) where client == creator:
      if let round = creations.removeValue(forKey: attempt) { create(round, &turn) }
    case .attempt(let attempt):
      if workers[Int(client)].attempt == attempt { losePatience(client, &turn) }
    }
  }

  public mutating func receive(
    _ reply: Barrier.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<BarrierLoad>
  ) {
    if id.client == creator { return takeCreation(reply, id, &turn) }
    if id.client == rival { return turn.note(.created(instance(ofRound: 0), reply)) }
    let worker = workers[Int(id.client)]
    if worker.isDone || worker.attempt < 0 { return }
    take(reply, id, &turn)
  }

  private mutating func startRound(
    _ client: Int32, after delay: Nanoseconds, _ turn: inout LoadTurn<BarrierLoad>
  ) {
    let round = workers[Int(client)].round
    guard round < settings.rounds else {
      workers[Int(client)].isDone = true
      return
    }
    if let delayOfCreation = settings.creationDelay, round >= nextRound,
      Int(client) < settings.participants
    {
      nextRound = round + 1
      turn.wake(creator, alarm: .creation(round: round), after: delay + delayOfCreation)
    }
    let work = settings.work.sample(turn.random.next())
    turn.wake(client, alarm: .workOver, after: delay + work)
  }

  private mutating func create(_ round: Int32, _ turn: inout LoadTurn<BarrierLoad>) {
    attempts += 1
    creations[attempts] = round
    turn.submit(
      .create(
        instance(ofRound: round), members, deadline: settings.deadline),
      RequestID(client: creator, attempt: attempts), to: settings.coordinator)
    turn.wake(creator, alarm: .attempt(attempts), after: settings.patience)
  }

  private mutating func takeCreation(
    _ reply: Barrier.Reply, _ id: RequestID, _ turn: inout LoadTurn<BarrierLoad>
  ) {
    guard let round = creations[id.attempt] else { return }
    turn.note(.created(instance(ofRound: round), reply))
    if reply == .refused(.stillOpen) {
      turn.wake(creator, alarm: .attempt(id.attempt), after: settings.pause)
    } else {
      creations[id.attempt] = nil
    }
  }

  private mutating func ask(_ client: Int32, _ turn: inout LoadTurn<BarrierLoad>) {
    attempts += 1
    workers[Int(client)].attempt = attempts
    turn.submit(
      .wait(instance(ofRound: workers[Int(client)].round)),
      RequestID(client: client, attempt: attempts), to: AgentID(rawValue: client))
    turn.wake(client, alarm: .attempt(attempts), after: settings.patience)
  }

  private mutating func losePatience(_ client: Int32, _ turn: inout LoadTurn<BarrierLoad>) {
    let instance = instance(ofRound: workers[Int(client)].round)
    if settings.exitsOnSilence {
      workers[Int(client)].isDone = true
      workers[Int(client)].attempt = -1
      return turn.note(.exited(client, instance))
    }
    turn.note(.retried(client, instance))
    ask(client, &turn)
  }

  /// Any answer to this round's request counts, whichever attempt it belongs to: the attempts of
  /// earlier rounds have been answered or replaced.
  private mutating func take(
    _ reply: Barrier.Reply, _ id: RequestID, _ turn: inout LoadTurn<BarrierLoad>
  ) {
    let client = id.client
    let instance = instance(ofRound: workers[Int(client)].round)
    guard isCurrent(id) else { return }
    workers[Int(client)].attempt = -1
    switch reply {
    case .refused(.unknown), .refused(.notAvailable):
      turn.note(.answered(client, instance, reply, since: workers[Int(client)].since))
      if settings.givesUp {
        workers[Int(client)].isDone = true
        turn.note(.gaveUp(client, instance))
      } else {
        turn.wake(client, alarm: .pauseOver, after: settings.pause)
      }
    case .exited:
      workers[Int(client)].isDone = true
      turn.note(.exited(client, instance))
    case .created, .concluded, .refused:
      turn.note(.answered(client, instance, reply, since: workers[Int(client)].since))
      workers[Int(client)].round += 1
      startRound(client, after: 0, &turn)
    }
  }

  private func isCurrent(_ id: RequestID) -> Bool {
    id.attempt >= workers[Int(id.client)].firstAttempt
  }
}
