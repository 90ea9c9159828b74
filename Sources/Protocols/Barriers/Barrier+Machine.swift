public import Simulator

extension Barrier: Machine {
  public static var roleNames: [String] { ["coordinator"] }

  public func claim(toRole role: Int) -> Int64? { isCoordinator ? 0 : nil }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Barrier>
  ) {
    if settings.mode == .asWritten { return }
    incarnation = storage.incarnation &+ 1
    turn.persist(.started(incarnation: incarnation))
    generationHorizon = storage.generationHorizon
    arrivalHorizon = storage.arrivalHorizon
    restoreGenerations(storage.generations, &turn)
    restoreArrivals(storage.arrivals, &turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    if settings.mode == .asWritten {
      if case .brief(let message) = message { brief.receive(message, from: sender, &turn) }
      return
    }
    if !heard.isEmpty { heard[sender.index] = turn.now }
    switch message {
    case .arrive(let instance, let first, let count, let incarnation):
      receiveArrival(instance, first, count, incarnation, from: sender, &turn)
    case .arriveAck(let instance, _, _): acknowledgeArrival(instance, &turn)
    case .conclude(let instance, let outcome): leave(instance, outcome, from: sender, &turn)
    case .concludeAck(let instance): acknowledgeDelivery(instance, sender, &turn)
    case .refuse(let instance, let refusal): reject(instance, refusal, &turn)
    case .signal(let instance, let round): receiveSignal(instance, round, from: sender, &turn)
    case .query(let instance, let round): answerQuery(instance, round, from: sender, &turn)
    case .appeal(let instance): inquire(instance, for: sender, &turn)
    case .probe(let instance): answerProbe(instance, from: sender, &turn)
    case .presence(let instance, let presence, let incarnation):
      receivePresence(instance, presence, incarnation, from: sender, &turn)
    case .brief: break
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Barrier>) {
    if settings.mode == .asWritten { return brief.expire(timer, &turn) }
    switch timer {
    case .deadline:
      expireDeadlines(&turn)
      armDeadline(&turn)
    case .retry: sendAgain(&turn)
    case .watch: watch(&turn)
    case .call: break
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Barrier>
  ) {
    if settings.mode == .asWritten { return brief.accept(request, id, &turn) }
    switch request {
    case .create(let instance, let members, let deadline):
      create(instance, members, deadline, id, &turn)
    case .wait(let instance): wait(for: instance, id, &turn)
    }
  }
}
