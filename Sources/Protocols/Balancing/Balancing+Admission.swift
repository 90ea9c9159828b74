public import Simulator

/// What clients ask of a balancer.
extension Balancing {
  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Balancing>
  ) {
    guard role == .leading else {
      let known = isBalancer && heardEpoch > 0 && heardEpoch == disk.epoch
      return turn.respond(.elsewhere(known ? owner(of: heardEpoch) : nil), to: id)
    }
    switch request {
    case .place(let task, let low): place(task, low: low, id, &turn)
    case .withdraw(let task): withdraw(task, id, &turn)
    case .drain(let worker): drain(worker, id, &turn)
    }
    finishStep(&turn)
  }

  /// Admits a task that is new, and answers for one that is not.
  private mutating func place(
    _ task: Task, low: Int32, _ id: RequestID, _ turn: inout Turn<Balancing>
  ) {
    while awaited.count <= task.id.client { awaited.append(1) }
    awaited[Int(task.id.client)] = max(awaited[Int(task.id.client)], low)
    if task.id.number < self.low(of: task.id.client) { return }
    if let place = open.place(of: task.id) {
      open[place].client = id
    } else if let verdict = disk.record(task.id)?.verdict {
      turn.respond(.settled(task.id, verdict), to: id)
    } else if let refusal = reasonToDecline(task, at: turn.now) {
      turn.respond(.declined(task.id, named(refusal)), to: id)
    } else {
      account.admitted += 1
      var entry = Open(task, deadline: deadline(of: task, at: turn.now))
      entry.client = id
      open.append(entry, task.id)
      keep(task.id, &turn)
    }
  }

  func deadline(of task: Task, at now: Nanoseconds) -> Nanoseconds {
    task.remaining == .never ? .never : now + task.remaining
  }

  /// As written nobody can tell overload from a capability that is missing.
  func named(_ refusal: Refusal) -> Refusal {
    settings.keeps(.oneRefusal) && refusal == .overloaded ? .unsuitable : refusal
  }

  /// Why a new task is not admitted; nil if it is.
  private mutating func reasonToDecline(_ task: Task, at now: Nanoseconds) -> Refusal? {
    let capability = Int(task.capability)
    if capability < pools.count, !pools[capability].isEmpty { return nil }
    let isKnown = capability < registered.count && registered[capability] > 0
    // A balancer that has just taken over does not know the workers yet.
    if !isKnown, now >= graceEnd { return .unsuitable }
    if waitingCount >= settings.pending { return .overloaded }
    guard let limit = settings.shed, let since = oldestWait(capability) else { return nil }
    return now - since > limit ? .overloaded : nil
  }

  /// Since when the first task that waits for a capability does.
  private mutating func oldestWait(_ capability: Int) -> Nanoseconds? {
    if capability >= queues.count { return nil }
    while let first = queues[capability].first {
      if let task = open.item(first), task.isQueued { return task.waitsSince }
      queues[capability].removeFirst()
    }
    return nil
  }

  private mutating func withdraw(
    _ id: TaskID, _ client: RequestID, _ turn: inout Turn<Balancing>
  ) {
    guard let place = open.place(of: id) else {
      let verdict = id.number < low(of: id.client) ? nil : disk.record(id)?.verdict
      return turn.respond(.settled(id, verdict ?? .refused(.unknownTask)), to: client)
    }
    open[place].client = client
    if open[place].stage == .assigned {
      let (worker, fence) = (open[place].worker, open[place].fence)
      release(id, &turn)
      turn.send(.forget(id, fence), to: agent(worker))
    }
    settle(id, .refused(.withdrawn), &turn)
  }

  /// Gives a worker no new tasks, and answers once it has none.
  private mutating func drain(
    _ worker: Int32, _ client: RequestID, _ turn: inout Turn<Balancing>
  ) {
    guard worker >= 0, worker < workers.count, workers[Int(worker)].isRegistered else {
      return turn.respond(.noWorker(worker: worker, .unknownAgent), to: client)
    }
    workers[Int(worker)].mustDrain = true
    refresh(Int(worker))
    drains.append(DrainRequest(worker: worker, client: client))
    turn.send(.drain, to: agent(Int(worker)))
    answerDrains(of: Int(worker), &turn)
  }

  mutating func answerDrains(of worker: Int, _ turn: inout Turn<Balancing>) {
    if drains.isEmpty || !workers[worker].report.isDraining { return }
    if !workers[worker].tasks.isEmpty { return }
    for request in drains where Int(request.worker) == worker {
      turn.respond(.drained(worker: request.worker), to: request.client)
    }
    drains.removeAll { Int($0.worker) == worker }
  }
}
