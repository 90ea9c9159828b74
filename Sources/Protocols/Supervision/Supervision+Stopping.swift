import Simulator

/// Ending processes: a supervisor ends its children from right to left, each with its grace.
extension Supervision {
  /// Ends all children, then does what it ends them for.
  mutating func stopChildren(
    _ supervisor: Int32, _ aim: Aim, _ turn: inout Turn<Supervision>
  ) {
    stopNext(supervisor, ordered(node(supervisor).children[...])[...], aim, &turn)
  }

  /// From right to left.
  func ordered(_ children: ArraySlice<Int32>) -> [Int32] {
    settings.mistake == .stopsForwards ? Array(children) : children.reversed()
  }

  /// Ends the first of these children that is there, the others after it.
  mutating func stopNext(
    _ supervisor: Int32, _ children: ArraySlice<Int32>, _ aim: Aim,
    _ turn: inout Turn<Supervision>
  ) {
    if node(supervisor).rules?.strategy == .simpleOneForOne {
      for child in children where actors[Int(child)].isAlive { stop(child, &turn) }
    }
    var left = children
    while let child = left.popFirst() {
      // The supervisor hears here of an end that it had not heard of.
      actors[Int(supervisor)].signals.removeExits(of: child)
      guard actors[Int(child)].isAlive else { continue }
      actors[Int(supervisor)].task = .stopping(child, then: Array(left), aim)
      if settings.mistake == .startsTooSoon { ready.append(supervisor) }
      return stop(child, &turn)
    }
    actors[Int(supervisor)].task = .idle
    reach(supervisor, aim, &turn)
  }

  private mutating func reach(
    _ supervisor: Int32, _ aim: Aim, _ turn: inout Turn<Supervision>
  ) {
    switch aim {
    case .restart(let child): resumeLater(supervisor, child, &turn)
    case .exit(let reason): end(supervisor, reason, &turn)
    case .failStart: failStart(supervisor, &turn)
    }
  }

  /// Tells a process to end.
  private mutating func stop(_ index: Int32, _ turn: inout Turn<Supervision>) {
    guard actors[Int(index)].status == .running || actors[Int(index)].status == .starting else {
      // It is ending; what waits for it finds it ended.
      if let parent = node(index).parent { ready.append(parent) }
      return
    }
    turn.note(.stopping(incarnation(index)))
    hasChanged = true
    agenda.remove(index)
    actors[Int(index)].status = .stopping
    let grace: Nanoseconds
    switch node(index).shutdown {
    case .brutalKill: return end(index, .killed, &turn)
    case .timeout(let time): grace = time
    case .infinity: grace = .never
    }
    if node(index).rules != nil {
      signal(.shutdown, to: index)
      if grace < .never { agenda.add(.graceOver, of: index, at: turn.now &+ grace) }
      return
    }
    let time = draw(node(index).work.stop, &turn)
    if time == 0 { return end(index, .shutdown, &turn) }
    let event: Agenda.Event = time < grace ? .stopOver : .graceOver
    agenda.add(event, of: index, at: turn.now &+ Swift.min(time, grace))
  }

  /// A process is no more; what is killed takes all below it along.
  mutating func end(_ index: Int32, _ reason: Reason, _ turn: inout Turn<Supervision>) {
    guard actors[Int(index)].isAlive else { return }
    for child in node(index).children.reversed() { end(child, .killed, &turn) }
    let epoch = actors[Int(index)].epoch
    let wasStarting = actors[Int(index)].status == .starting
    agenda.remove(index)
    actors[Int(index)].status = .absent
    actors[Int(index)].absence = .exited
    actors[Int(index)].mailbox = Queue()
    actors[Int(index)].signals = SignalQueue()
    actors[Int(index)].task = .idle
    hasChanged = true
    // An exit before it runs is a start that failed, whatever its reason.
    turn.note(wasStarting ? .startFailed(incarnation(index)) : .exited(incarnation(index), reason))
    guard let parent = node(index).parent else { return endApplication(reason, &turn) }
    ready.append(parent)
    if wasStarting, isStarting(index, by: parent) { return reportStart(of: index, false) }
    if case .stopping(index, _, _) = actors[Int(parent)].task { return }
    signal(.exited(index, epoch: epoch, reason), to: parent)
  }

  /// The topmost supervisor has ended, or could not start.
  mutating func endApplication(_ reason: Reason, _ turn: inout Turn<Supervision>) {
    turn.note(.ended(reason))
    if let pause = settings.reboot { agenda.add(.reboot, of: 0, at: turn.now &+ pause) }
  }
}
