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
}
