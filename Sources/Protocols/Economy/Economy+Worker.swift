import Simulator

/// A winner takes up its award; a worker does its task.
extension Economy {
  /// Answers an award. Who does too much already declines a task.
  mutating func receiveAward(
    _ auction: Int32, _ step: UInt16, isTask: Bool, of sender: AgentID,
    _ turn: inout Turn<Economy>
  ) {
    auctioneer = sender
    if isTask, tasks.place(of: auction) == nil {
      if busyCount >= settings.capacity {
        turn.note(.declined(auction: auction))
        return answer(.decline, auction, step, sender, &turn)
      }
      let place = tasks.append(Task(auction: auction, step: step), auction)
      tasks.setDue(turn.now + 2 * settings.rules.lease, at: place)
      armTasks(&turn)
    }
    answer(.accept, auction, step, sender, &turn)
  }

  private var busyCount: Int { tasks.items.count { $0.state != .done } }

  private func answer(
    _ kind: Deed.Kind, _ auction: Int32, _ step: UInt16, _ sender: AgentID,
    _ turn: inout Turn<Economy>
  ) {
    turn.sendAhead(
      .deed(Deed(kind, actor: account, subject: auction, quantity: step)), to: sender)
  }

  /// Starts a task, once; after a crash it starts again. Tells again of one that is done.
  mutating func startTask(
    _ auction: Int32, _ step: UInt16, of sender: AgentID, _ turn: inout Turn<Economy>
  ) {
    auctioneer = sender
    if settings.isUnreliable(account) { return }
    let place =
      tasks.place(of: auction) ?? tasks.append(Task(auction: auction, step: step), auction)
    tasks[place].step = step
    switch tasks[place].state {
    case .offered:
      tasks[place].state = .working
      tasks.setDue(turn.now + settings.work.sample(turn.random.next()), at: place)
      armTasks(&turn)
    case .working: break
    case .done: answer(.result, auction, step, sender, &turn)
    }
  }

  /// Tasks are done, or of no more interest.
  mutating func tasksDue(_ turn: inout Turn<Economy>) {
    for auction in tasks.due(by: turn.now) {
      guard let place = tasks.place(of: auction) else { continue }
      if tasks[place].state != .working {
        tasks.remove(at: place)
        continue
      }
      tasks[place].state = .done
      tasks.setDue(turn.now + 4 * settings.rules.lease, at: place)
      turn.note(.worked(auction: auction))
      if let auctioneer { answer(.result, auction, tasks[place].step, auctioneer, &turn) }
    }
    armTasks(&turn)
  }

  /// The auctioneer knows that the task is done.
  mutating func forgetTask(_ auction: Int32, _ turn: inout Turn<Economy>) {
    guard let place = tasks.place(of: auction) else { return }
    tasks.remove(at: place)
    armTasks(&turn)
  }

  private mutating func armTasks(_ turn: inout Turn<Economy>) {
    guard let due = tasks.firstDue() else { return turn.cancelTimer(.task) }
    turn.setTimer(.task, after: Swift.max(0, due - turn.now))
  }
}
