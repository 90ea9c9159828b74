import Simulator

/// Work stealing through the balancer, which alone assigns: the worker with most tasks gives one back.
extension Balancing {
  /// Finds a task for a worker that has none.
  mutating func findTask(for thief: Int, _ turn: inout Turn<Balancing>) {
    guard workers[thief].isRegistered, workers[thief].tasks.isEmpty, pools[0].contains(thief),
      let victim = victims?.first
    else { return }
    if settings.keeps(.logsRebalance) { return turn.note(.loggedRebalance) }
    let traits = settings.traits(thief)
    // The first is probably under way.
    let wanted = workers[victim].tasks.dropFirst().last {
      guard let task = open.item($0) else { return false }
      return task.stage == .assigned && task.thief < 0 && traits.has(task.task.capability)
    }
    guard let id = wanted, let place = open.place(of: id) else { return }
    open[place].thief = thief
    workers[victim].leaving += 1
    refresh(victim)
    turn.send(.yield(id, open[place].fence), to: agent(victim))
    setAssignedDue(place, at: turn.now)
  }

  mutating func receiveSteal(from sender: AgentID, _ turn: inout Turn<Balancing>) {
    guard role == .leading, victims != nil, let worker = number(of: sender) else { return }
    findTask(for: worker, &turn)
  }

  /// A worker has given a task back, or keeps it.
  mutating func receiveYielded(
    _ id: TaskID, _ fence: Fence, isFree: Bool, from sender: AgentID,
    _ turn: inout Turn<Balancing>
  ) {
    guard let place = open.place(of: id), open[place].stage == .assigned,
      open[place].fence == fence, open[place].thief >= 0
    else { return }
    let (thief, worker) = (open[place].thief, open[place].worker)
    guard isFree else {
      open[place].thief = -1
      open[place].isAccepted = true
      workers[worker].leaving -= 1
      refresh(worker)
      return setAssignedDue(place, at: turn.now)
    }
    release(id, &turn)
    turn.note(.stolen(id))
    if pools[0].contains(thief) { assign(id, to: thief, &turn) } else { dispatch(id, &turn) }
  }
}
