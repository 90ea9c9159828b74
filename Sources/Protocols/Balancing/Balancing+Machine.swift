public import Simulator

extension Balancing: Machine {
  public static var roleNames: [String] { ["balancer"] }
  public static var orderNames: [String] { ["drain", "take tasks"] }

  public func claim(toRole role: Int) -> Int64? {
    self.role == .leading ? Int64(epoch) : nil
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Balancing>
  ) {
    disk = storage
    if isBalancer { startBalancing(recovery, &turn) } else { startWorking(&turn) }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    if isBalancer {
      receiveAtBalancer(message, from: sender, &turn)
      finishStep(&turn)
    } else {
      receiveAtWorker(message, from: sender, &turn)
    }
  }

  private mutating func receiveAtBalancer(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    switch message {
    case .collect(let epoch): return receiveCollect(epoch, from: sender, &turn)
    case .collected(let epoch, let records, let lows):
      return receiveCollected(epoch, records, lows, from: sender, &turn)
    case .record(let epoch, let number, let entry):
      return receiveRecord(epoch, number, entry, from: sender, &turn)
    case .heartbeat(let epoch): return receiveHeartbeat(epoch, from: sender, &turn)
    case .outdated(let epoch): return receiveOutdated(epoch, &turn)
    case .heard(let epoch): return receiveHeard(epoch, from: sender)
    default: break
    }
    guard role == .leading else { return redirect(sender, &turn) }
    switch message {
    case .register(let life, let report, let held):
      receiveRegister(life, report, held, from: sender, &turn)
    case .report(let life, let number, let report):
      receiveReport(life, number, report, from: sender, &turn)
    case .accepted(let id, let fence): receiveAccepted(id, fence, from: sender, at: turn.now)
    case .rejected(let id, let fence, let why):
      receiveRejected(id, fence, why, from: sender, &turn)
    case .finished(let id, let fence): receiveFinished(id, fence, from: sender, &turn)
    case .steal: receiveSteal(from: sender, &turn)
    case .yielded(let id, let fence, let isFree):
      receiveYielded(id, fence, isFree: isFree, from: sender, &turn)
    case .drain: receiveDrain(from: sender)
    case .bid(let id, let delay): receiveBid(id, delay, from: sender, &turn)
    case .recorded(let epoch, let number):
      receiveRecorded(epoch, number, from: sender, &turn)
    default: break
    }
  }

  /// Tells a worker who balances, if that is known.
  private func redirect(_ sender: AgentID, _ turn: inout Turn<Balancing>) {
    guard number(of: sender) != nil, heardEpoch > 0, heardEpoch == disk.epoch else { return }
    turn.sendAhead(.lead(heardEpoch), to: sender)
  }

  private mutating func receiveAtWorker(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    switch message {
    case .lead(let epoch): receiveLead(epoch, &turn)
    case .welcome(let epoch): receiveWelcome(epoch, &turn)
    case .assign(let task, let fence): receiveAssign(task, fence, from: sender, &turn)
    case .forget(let id, let fence): receiveForget(id, fence)
    case .yield(let id, let fence): receiveYield(id, fence, from: sender, &turn)
    case .drain: setDraining(true, &turn)
    case .call(let id, let work): receiveCall(id, work, from: sender, &turn)
    default: break
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Balancing>) {
    switch timer {
    case .office: expireOffice(&turn)
    case .tasks: expireTasks(&turn)
    case .workers: expireWorkers(&turn)
    case .records: expireRecords(&turn)
    case .work: expireWork(&turn)
    case .report: expireReport(&turn)
    case .results: expireResults(&turn)
    }
    finishStep(&turn)
  }

  public mutating func obey(
    _ order: Int, of agents: AgentSet, _ turn: inout Turn<Balancing>
  ) -> Bool {
    if isBalancer || disk.isDraining == (order == 0) { return false }
    setDraining(order == 0, &turn)
    return true
  }
}
