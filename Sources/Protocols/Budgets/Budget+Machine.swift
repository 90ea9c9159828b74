public import Simulator

extension Budget: Machine {
  public static var roleNames: [String] { Raft.roleNames }

  public func claim(toRole role: Int) -> Int64? {
    isReplica ? replicas[0].raft.claim(toRole: role) : nil
  }

  public mutating func shareMemory(_ storage: inout Storage, with other: Budget) {
    if isReplica, other.isReplica {
      replicas[0].raft.shareMemory(&storage.raft, with: other.replicas[0].raft)
    }
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Budget>
  ) {
    if isReplica { return stepLog(&turn) { $0.start(from: storage.raft, recovery, &$1) } }
    worker.started = sorted(storage.started)
    worker.done = storage.done
    worker.unsettled = storage.done
    if settings.mistake == .doesAgain {
      worker.started = sorted(storage.started + storage.done)
      worker.done = []
    }
    goOn(&turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Budget>
  ) {
    if case .raft(let message) = message {
      if isReplica { stepLog(&turn) { $0.receive(message, from: sender, &$1) } }
    } else if isReplica {
      receiveFromWorker(message, from: sender, &turn)
    } else if sender.index < settings.replicas {
      worker.planner = sender
      receiveFromPlanner(message, &turn)
    }
  }

  private mutating func receiveFromWorker(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Budget>
  ) {
    guard replicas[0].raft.role == .leader else { return }
    switch message {
    case .offer(let round, let offers): take(offers, round, from: sender)
    case .start(let task): if isKnown(task, sender) { ask(.commit, task, &turn) }
    case .decline(let task): if isKnown(task, sender) { ask(.cancel, task, &turn) }
    case .result(let task): if isKnown(task, sender) { ask(.result, task, &turn) }
    default: return
    }
  }

  private mutating func receiveFromPlanner(_ message: Message, _ turn: inout Turn<Budget>) {
    switch message {
    case .collect(let round): offer(round, &turn)
    case .grant(let task): queue(task, &turn)
    case .started(let task): begin(task, &turn)
    case .refused(let task): forget(task, &turn)
    case .settled(let task): worker.unsettled.removeAll { $0 == task }
    default: return
    }
  }

  /// Whether a task is one of the sender's.
  private func isKnown(_ task: Int32, _ sender: AgentID) -> Bool {
    task >= 0 && task < settings.taskCount && agent(of: task) == sender
  }

  /// Goes on after a failed flush as the replicated log says.
  public mutating func writeFailed(_ turn: inout Turn<Budget>) -> Bool {
    guard replicas.first?.raft.outlivesWriteErrors == true else { return false }
    stepLog(&turn) { _ = $0.writeFailed(&$1) }
    return true
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Budget>) {
    switch timer {
    case .raft(let timer): stepLog(&turn) { $0.expire(timer, &$1) }
    case .round: startRound(&turn)
    case .plan: plan(&turn)
    case .lease: leasesExpired(&turn)
    case .retry: goOn(&turn)
    case .work: finish(&turn)
    }
  }

  public mutating func accept(
    _ request: Nothing, _ id: RequestID, _ turn: inout Turn<Budget>
  ) {}
}
