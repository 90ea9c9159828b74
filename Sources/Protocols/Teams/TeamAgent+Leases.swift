import Simulator

/// Leases: given, said again, over; and the reports that come under them.
extension TeamAgent {
  /// Leases every task that waits and has a worker.
  mutating func leasePending(_ turn: inout Turn<TeamAgent>) {
    guard let count = coordination?.tasks.count else { return }
    for task in 0..<count where coordination?.tasks[task].isPending ?? false {
      if let worker = worker(for: Int32(task)) { lease(task, to: worker, &turn) }
    }
  }

  /// The owner of the task, or the first agent that has none to do; a suspect only where all are.
  private func worker(for task: Int32) -> AgentID? {
    if let owner = settings.job.owner(
      of: task, from: decided, among: profile.clusterSize)
    {
      return AgentID(owner)
    }
    guard let current = coordination else { return nil }
    var busy = AgentSet()
    for task in current.tasks where task.isOpen { busy.insert(task.worker) }
    let agents = (0..<profile.clusterSize).map { AgentID($0) }
    let trusted = agents.filter { !current.suspects.contains($0) }
    return (trusted.isEmpty ? agents : trusted).first { !busy.contains($0) }
  }

  private mutating func lease(
    _ task: Int, to worker: AgentID, _ turn: inout Turn<TeamAgent>
  ) {
    guard var current = coordination else { return }
    current.leases += 1
    let lease = Lease(
      term: current.term, number: current.leases, round: decided.round, base: decided.digest,
      task: Int32(task))
    // A worker does one task after the other.
    var time = settings.duration(of: Int32(task), from: decided)
    for other in current.tasks where other.isOpen && other.worker == worker {
      time = Swift.min(
        time &+ settings.duration(of: other.lease?.task ?? 0, from: decided), .never / 2)
    }
    current.tasks[task].lease = lease
    current.tasks[task].worker = worker
    current.tasks[task].expires =
      turn.now &+ Swift.min(2 * Swift.min(time, .never / 2) &+ settings.leaseSlack, .never)
    current.tasks[task].sentAt = turn.now
    coordination = current
    turn.note(.leased(lease, worker))
    turn.send(.lease(lease), to: worker)
  }

  /// Ends leases that are over, says others again, and leases anew.
  mutating func tickLeases(_ turn: inout Turn<TeamAgent>) {
    guard let tasks = coordination?.tasks else { return }
    for (index, task) in tasks.enumerated() {
      guard task.isOpen, let lease = task.lease else { continue }
      if turn.now >= task.expires {
        turn.note(.expired(lease, task.worker))
        coordination?.suspects.insert(task.worker)
        endLease(of: index)
      } else if turn.now >= task.sentAt &+ settings.resend {
        coordination?.tasks[index].sentAt = turn.now
        turn.send(.lease(lease), to: task.worker)
      }
    }
    leasePending(&turn)
  }

  /// The task waits for another worker.
  private mutating func endLease(of task: Int) {
    switch settings.mistake {
    case .countsDead:
      coordination?.tasks[task].result = []
      coordination?.results += 1
    case .endsAgain where worker(for: Int32(task)) == nil: break
    default: coordination?.tasks[task].lease = nil
    }
  }

  /// Takes in what a worker did, once and under the newest lease of the task.
  mutating func receiveReport(
    _ lease: Lease, _ values: [Int64], from sender: AgentID, _ turn: inout Turn<TeamAgent>
  ) {
    let receipt = receipt(for: lease, from: sender)
    if receipt == .counted {
      coordination?.suspects.remove(sender)
      if isNews(lease) {
        turn.note(.counted(lease, sender))
        coordination?.tasks[Int(lease.task)].lease = lease
        coordination?.tasks[Int(lease.task)].result = values
        coordination?.results += 1
      }
    } else {
      turn.note(.refused(lease, sender, receipt))
    }
    turn.send(.receipt(lease, receipt), to: sender)
    guard receipt == .counted else { return }
    leasePending(&turn)
    advance(&turn)
  }

  /// Whether a report that counts has not been counted yet.
  private func isNews(_ lease: Lease) -> Bool {
    guard let task = coordination?.tasks[Int(lease.task)], task.result != nil else { return true }
    return switch settings.mistake {
    case .countsRepeats: task.lease == lease
    case .updatesDone: task.lease != lease
    default: false
    }
  }

  private func receipt(for lease: Lease, from sender: AgentID) -> Receipt {
    guard let current = coordination,
      current.term == lease.term || settings.mistake == .forgetsTerms
    else { return .notCoordinator }
    guard lease.round == decided.round, lease.base == decided.digest,
      current.tasks.indices.contains(Int(lease.task))
    else { return .closed }
    let task = current.tasks[Int(lease.task)]
    let isNewest = task.lease == lease && task.worker == sender
    // Until the round is decided, a repetition of what counts is told so.
    if current.phase != .gathering { return isNewest && task.result != nil ? .counted : .closed }
    if isNewest { return .counted }
    switch settings.mistake {
    case .countsExpired where task.result == nil: return .counted
    case .updatesDone where task.result != nil: return .counted
    case .forgetsTerms where task.lease?.number == lease.number: return .counted
    default: return .fenced
    }
  }
}
