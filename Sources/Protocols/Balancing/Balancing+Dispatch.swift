import Simulator

/// Tasks that wait for a worker, and are assigned to one.
extension Balancing {
  /// Gives a waiting task to a worker, or lets it wait for one.
  mutating func dispatch(_ id: TaskID, _ turn: inout Turn<Balancing>) {
    guard let place = open.place(of: id), open[place].stage == .waiting else { return }
    if open[place].deadline <= turn.now { return settle(id, .refused(.late), &turn) }
    let capability = Int(open[place].task.capability)
    guard capability < pools.count, !pools[capability].isEmpty else {
      return enqueue(id, place, &turn)
    }
    if settings.strategy == .auction { return callForBids(id, place, capability, &turn) }
    guard let worker = choose(for: open[place].task, among: capability, &turn) else {
      return enqueue(id, place, &turn)
    }
    assign(id, to: worker, &turn)
  }

  /// Puts a task at the end of its queue; it is looked at again now and then.
  mutating func enqueue(_ id: TaskID, _ place: Int, _ turn: inout Turn<Balancing>) {
    let task = open[place]
    if !task.isQueued {
      open[place].isQueued = true
      waitingCount += 1
      while queues.count <= task.task.capability { queues.append(Queue()) }
      queues[Int(task.task.capability)].append(id)
    }
    open.setDue(min(task.deadline, turn.now + settings.lease), at: place)
  }

  /// A task no longer waits in its queue, where its number may still stand.
  mutating func unqueue(_ place: Int) {
    guard open[place].isQueued else { return }
    open[place].isQueued = false
    waitingCount -= 1
  }

  /// What has come free is given to those that have waited longest.
  private mutating func serveQueues(_ turn: inout Turn<Balancing>) {
    for capability in queues.indices where capability < pools.count {
      var attempts = waitingCount
      while attempts > 0, !pools[capability].isEmpty, let id = queues[capability].first {
        queues[capability].removeFirst()
        guard let place = open.place(of: id), open[place].isQueued else { continue }
        attempts -= 1
        unqueue(place)
        dispatch(id, &turn)
      }
    }
  }

  /// What follows each input of the one that balances.
  mutating func finishStep(_ turn: inout Turn<Balancing>) {
    if role != .leading { return }
    if waitingCount > 0 { serveQueues(&turn) }
    armTasks(&turn)
  }

  mutating func assign(
    _ id: TaskID, to worker: Int, isAdopted: Bool = false, _ turn: inout Turn<Balancing>
  ) {
    guard let place = open.place(of: id) else { return }
    unqueue(place)
    lastFence += 1
    assignmentCount += 1
    let fence = Fence(epoch: epoch, number: lastFence)
    let capability = Int(open[place].task.capability)
    let eligible = capability < pools.count ? pools[capability].members.count : 0
    open[place].stage = .assigned
    open[place].worker = worker
    open[place].fence = fence
    open[place].assignedAt = turn.now
    open[place].isAccepted = false
    open[place].thief = -1
    open.setDue(turn.now + settings.resend, at: place)
    inFlight += 1
    workers[worker].tasks.append(id)
    workers[worker].lastAssignment = assignmentCount
    workers[worker].pass += 1_000_000 / Int64(settings.traits(worker).weight)
    if workers[worker].breaker.state == .halfOpen { workers[worker].breaker.state = .probing }
    refresh(worker)
    turn.note(
      .assigned(
        Placement(
          id, at: agent(worker), fence, isAdopted: isAdopted,
          eligible: Int32(truncatingIfNeeded: eligible))))
    send(place, &turn)
    judgeProgress(worker, &turn)
  }

  /// Tells a worker of its task, with the time that is left for it.
  private func send(_ place: Int, _ turn: inout Turn<Balancing>) {
    var task = open[place].task
    if open[place].deadline != .never { task.remaining = max(0, open[place].deadline - turn.now) }
    turn.send(.assign(task, open[place].fence), to: agent(open[place].worker))
  }

  /// A task is no longer at its worker.
  mutating func release(_ id: TaskID, _ turn: inout Turn<Balancing>) {
    guard let place = open.place(of: id), open[place].stage == .assigned else { return }
    let worker = open[place].worker
    if open[place].thief >= 0 { workers[worker].leaving -= 1 }
    open[place].thief = -1
    open[place].worker = -1
    open[place].stage = .waiting
    open[place].waitsSince = turn.now
    inFlight -= 1
    if let index = workers[worker].tasks.firstIndex(of: id) {
      workers[worker].tasks.remove(at: index)
    }
    refresh(worker)
    turn.note(.released(id, from: agent(worker)))
    answerDrains(of: worker, &turn)
  }

  /// Takes a task from its worker and gives it to another.
  mutating func reassign(_ id: TaskID, _ turn: inout Turn<Balancing>) {
    release(id, &turn)
    turn.note(.reassigned(id))
    dispatch(id, &turn)
  }

  mutating func expireTasks(_ turn: inout Turn<Balancing>) {
    tasksArmed = .min
    for id in open.due(by: turn.now) {
      guard let place = open.place(of: id) else { continue }
      switch open[place].stage {
      case .waiting: review(id, place, &turn)
      case .bidding: award(id, place, &turn)
      case .assigned: remind(id, place, &turn)
      case .recording, .settling: open.setDue(nil, at: place)
      }
    }
  }

  /// Looks at a task that has waited for long: nobody may be there who could do it.
  private mutating func review(_ id: TaskID, _ place: Int, _ turn: inout Turn<Balancing>) {
    let capability = Int(open[place].task.capability)
    let isKnown = capability < registered.count && registered[capability] > 0
    if !open[place].isQueued || open[place].deadline <= turn.now {
      dispatch(id, &turn)
    } else if !isKnown, turn.now - open[place].waitsSince >= settings.lease, turn.now >= graceEnd {
      settle(id, .refused(.unsuitable), &turn)
    } else {
      open.setDue(min(open[place].deadline, turn.now + settings.lease), at: place)
    }
  }

  /// Repeats what a worker did not answer, or takes the task away when its time is over.
  private mutating func remind(_ id: TaskID, _ place: Int, _ turn: inout Turn<Balancing>) {
    let task = open[place]
    if let limit = settings.limit, turn.now - task.assignedAt >= limit {
      blame(task.worker, &turn)
      turn.send(.forget(id, task.fence), to: agent(task.worker))
      return reassign(id, &turn)
    }
    if task.thief >= 0 {
      turn.send(.yield(id, task.fence), to: agent(task.worker))
    } else if !task.isAccepted {
      send(place, &turn)
    }
    setAssignedDue(place, at: turn.now)
  }

  /// When an assigned task is to be looked at next.
  mutating func setAssignedDue(_ place: Int, at now: Nanoseconds) {
    let task = open[place]
    let limit = settings.limit.map { task.assignedAt + $0 }
    if task.isAccepted, task.thief < 0 { return open.setDue(limit, at: place) }
    open.setDue(min(now + settings.resend, limit ?? .never), at: place)
  }

  mutating func armTasks(_ turn: inout Turn<Balancing>) {
    guard let due = open.firstDue() else { return }
    if arms(due, &tasksArmed, turn.now) { turn.setTimer(.tasks, after: max(0, due - turn.now)) }
  }
}
