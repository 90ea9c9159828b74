/// Processes that wait for their disk, as an event loop does that flushes by itself: no message, timer or
/// request is taken up meanwhile, and what a step asks for behind a write waits for it.
extension World {
  /// A process that runs has something to write.
  @usableFromInline
  mutating func block(_ index: Int) {
    switch agents[index].life {
    case .running, .resuming: agents[index].life = .blocked
    case .serving:
      agents[index].life = .blocked
      _ = suspendWork(index)
    case .blocked, .paused, .down: break
    }
  }

  /// All is written: the process takes up what came meanwhile, before all that comes later.
  @usableFromInline
  mutating func unblock(_ index: Int) {
    if takesTime(index) {
      agents[index].life = .serving
      resumeWork(index)
    } else {
      takeUpHeld(index)
    }
  }

  /// Whether a process that goes on after a pause has to wait for its disk yet. The news that a flush is over,
  /// which came during the pause, is told at once.
  mutating func staysBlocked(_ index: Int) -> Bool {
    guard agents[index].disk.conditions.blocks, !agents[index].disk.isIdle else { return false }
    let start = agents[index].backlogStart
    faults.charge(agents[index].backlog.count - start)
    let flush = agents[index].backlog[start...].firstIndex { $0.tag & 15 == EventKind.flush }
    if let flush {
      let event = agents[index].backlog.remove(at: flush)
      agents[index].disk.flushTicket = queue.push(time: now, tag: event.tag, index: event.index)
    }
    return true
  }
}
