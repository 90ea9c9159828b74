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
    gatheringHorizon = storage.gatheringHorizon
    visitHorizon = storage.visitHorizon
    restoreGatherings(storage.gatherings, &turn)
    restoreVisits(storage.visits, &turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    if settings.mode == .asWritten { return receiveAsWritten(message, from: sender, &turn) }
    if !heard.isEmpty { heard[sender.index] = turn.now }
    switch message {
    case .arrive(let instance, let first, let count, let incarnation):
      receiveArrival(instance, first, count, incarnation, from: sender, &turn)
    case .arriveAck(let instance, _, _): acknowledgeArrival(instance, &turn)
    case .conclude(let instance, let outcome): leave(instance, outcome, from: sender, &turn)
    case .concludeAck(let instance): acknowledgeDelivery(instance, sender, &turn)
    case .refuse(let instance, let refusal): turnAway(instance, refusal, &turn)
    case .signal(let instance, let round): receiveSignal(instance, round, from: sender, &turn)
    case .query(let instance, let round): answerQuery(instance, round, from: sender, &turn)
    case .appeal(let instance): inquire(instance, for: sender, &turn)
    case .probe(let instance): answerProbe(instance, from: sender, &turn)
    case .standing(let instance, let standing, let incarnation):
      receiveStanding(instance, standing, incarnation, from: sender, &turn)
    case .get, .got, .put, .putDone, .released, .expired: break
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Barrier>) {
    if settings.mode == .asWritten { return expireAsWritten(timer, &turn) }
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
    if settings.mode == .asWritten { return acceptAsWritten(request, id, &turn) }
    switch request {
    case .create(let instance, let members, let deadline):
      create(instance, members, deadline, id, &turn)
    case .wait(let instance): wait(for: instance, id, &turn)
    }
  }
}
