import Simulator

/// What workers answer, and what is learned of them by it.
extension Balancing {
  /// Whether a task is at a worker under a fence.
  private func isAssigned(_ place: Int, _ sender: AgentID, _ fence: Fence) -> Bool {
    let task = open[place]
    return task.stage == .assigned && task.fence == fence && agent(task.worker) == sender
  }

  mutating func receiveAccepted(
    _ id: TaskID, _ fence: Fence, from sender: AgentID, at now: Nanoseconds
  ) {
    guard let place = open.place(of: id), isAssigned(place, sender, fence) else { return }
    open[place].isAccepted = true
    setAssignedDue(place, at: now)
  }

  mutating func receiveRejected(
    _ id: TaskID, _ fence: Fence, _ why: Rejection, from sender: AgentID,
    _ turn: inout Turn<Balancing>
  ) {
    guard let place = open.place(of: id), isAssigned(place, sender, fence) else { return }
    let worker = open[place].worker
    release(id, &turn)
    switch why {
    case .late: return settle(id, .refused(.late), &turn)
    case .full: workers[worker].isFull = true
    case .draining: workers[worker].report.isDraining = true
    }
    refresh(worker)
    turn.note(.reassigned(id))
    dispatch(id, &turn)
  }

  /// A result counts under the task's latest fence only; of any other the worker is told to forget it.
  mutating func receiveFinished(
    _ id: TaskID, _ fence: Fence, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    guard role == .leading else { return }
    guard let place = open.place(of: id), countsResult(place, sender, fence) else {
      return receiveLate(id, fence, from: sender, &turn)
    }
    let task = open[place]
    let worker = task.worker
    release(id, &turn)
    if worker >= 0, agent(worker) == sender { learn(task, &turn) }
    settle(id, .done(by: sender, fence), &turn)
  }

  /// A result that does not count, or not yet, or was counted before.
  private mutating func receiveLate(
    _ id: TaskID, _ fence: Fence, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    if let task = open.item(id) {
      if task.verdict == .done(by: sender, fence) { return }
      if let worker = number(of: sender), task.isRecovered, fence.epoch < epoch,
        workers[worker].isRegistered, task.stage == .recording || task.stage == .waiting
      {
        return adopt(id, worker, &turn)
      }
    }
    if disk.record(id)?.verdict != .done(by: sender, fence) { turn.note(.suppressed(id)) }
    turn.send(.forget(id, fence), to: sender)
  }

  private func countsResult(_ place: Int, _ sender: AgentID, _ fence: Fence) -> Bool {
    if settings.mistake == .ignoresFences { return open[place].stage == .assigned }
    return isAssigned(place, sender, fence)
  }

  /// How long a task took its worker, whose tasks wait for one another.
  private mutating func learn(_ task: Open, _ turn: inout Turn<Balancing>) {
    let worker = task.worker
    let span = turn.now - max(task.assignedAt, workers[worker].lastFinish)
    workers[worker].lastFinish = turn.now
    let work = max(task.task.work, .microsecond)
    let slowness = min(span, 1000 * .second) * 1000 / work
    let known = workers[worker]
    let isFirst = known.finishedCount == 0
    let newSlowness = isFirst ? slowness : known.slowness + (slowness - known.slowness) / 8
    let newDuration = isFirst ? span : known.duration + (span - known.duration) / 8
    slownessSum += newSlowness - known.slowness
    durationSum += newDuration - known.duration
    experiencedCount += isFirst ? 1 : 0
    workers[worker].slowness = newSlowness
    workers[worker].duration = newDuration
    workers[worker].finishedCount += 1
    judge(worker, slowness, &turn)
    refresh(worker)
  }
}

/// Circuit breakers: a worker that is much slower than the others gets nothing for a while, then one task.
extension Balancing {
  /// The mean slowness of the other workers, in thousandths.
  private func slownessOfOthers(_ worker: Int) -> Int64 {
    guard experiencedCount > 1 else { return 0 }
    return (slownessSum - workers[worker].slowness) / (experiencedCount - 1)
  }

  private mutating func judge(_ worker: Int, _ slowness: Int64, _ turn: inout Turn<Balancing>) {
    guard let limit = settings.ejectAt else { return }
    let others = slownessOfOthers(worker)
    if workers[worker].breaker.state == .probing {
      // It is let in again by a stricter rule than that by which it was ejected.
      if 2 * slowness <= Int64(limit) * others {
        readmit(worker, &turn)
      } else {
        eject(worker, &turn)
      }
    } else if workers[worker].breaker.state == .closed, workers[worker].finishedCount >= 3,
      others > 0, workers[worker].slowness > Int64(limit) * others
    {
      eject(worker, &turn)
    }
  }

  private mutating func readmit(_ worker: Int, _ turn: inout Turn<Balancing>) {
    workers[worker].breaker = Breaker()
    ejectedCount -= 1
    slownessSum += slownessOfOthers(worker) - workers[worker].slowness
    workers[worker].slowness = slownessOfOthers(worker)
    turn.note(.readmitted(agent(worker)))
  }

  /// At most half of the workers are ejected.
  private mutating func eject(_ worker: Int, _ turn: inout Turn<Balancing>) {
    if workers[worker].breaker.state == .closed {
      if 2 * (ejectedCount + 1) > Int(registered.first ?? 0) { return }
      ejectedCount += 1
      turn.note(.ejected(agent(worker)))
    }
    let span = workers[worker].breaker.span
    workers[worker].breaker.span =
      span == 0 ? settings.ejectFor : min(2 * span, 64 * settings.ejectFor)
    workers[worker].breaker.state = .open
    workers[worker].breaker.until = turn.now + workers[worker].breaker.span
    watchFor(worker, at: turn.now)
    armWorkers(&turn)
  }

  /// A worker did not do what it was given.
  mutating func blame(_ worker: Int, _ turn: inout Turn<Balancing>) {
    guard settings.ejectAt != nil else { return }
    if workers[worker].breaker.state == .probing { eject(worker, &turn) }
    refresh(worker)
  }
}
