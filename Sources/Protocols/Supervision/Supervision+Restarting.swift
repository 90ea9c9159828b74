import Simulator

/// What a supervisor makes of its mailbox.
extension Supervision {
  mutating func signal(_ signal: Signal, to supervisor: Int32) {
    guard actors[Int(supervisor)].isAlive else { return }
    actors[Int(supervisor)].signals.append(signal)
    ready.append(supervisor)
  }

  /// Lets supervisors act until none can.
  mutating func act(_ turn: inout Turn<Supervision>) {
    while !ready.isEmpty { act(ready.removeFirst(), &turn) }
  }

  private mutating func act(_ supervisor: Int32, _ turn: inout Turn<Supervision>) {
    guard actors[Int(supervisor)].isAlive else { return }
    switch actors[Int(supervisor)].task {
    case .idle:
      guard let signal = actors[Int(supervisor)].signals.popFirst() else { return }
      ready.append(supervisor)
      take(signal, supervisor, &turn)
    case .starting(let child, let rest, let cause):
      guard let isRunning = actors[Int(supervisor)].startResult else { return }
      if isRunning { return startNext(supervisor, rest[...], cause, &turn) }
      takeFailure(supervisor, child, cause, &turn)
    case .stopping(let child, let rest, let aim):
      if actors[Int(child)].isAlive {
        guard settings.mistake == .startsTooSoon, case .restart = aim else { return }
      }
      stopNext(supervisor, rest[...], aim, &turn)
    }
  }

  private mutating func take(
    _ signal: Signal, _ supervisor: Int32, _ turn: inout Turn<Supervision>
  ) {
    switch signal {
    case .exited(let child, let epoch, let reason):
      // One that was ended or started again meanwhile needs nothing.
      let actor = actors[Int(child)]
      if actor.isAlive || actor.epoch != epoch || actor.absence != .exited { return }
      decide(supervisor, child, reason, &turn)
    case .tryAgain(let child):
      if isAbsent(child, .failed) { restart(supervisor, child, &turn) }
    case .resume(let child):
      if isAbsent(child, .waiting) { startGroup(supervisor, child, &turn) }
    case .startChild(let id): startDynamicChild(of: supervisor, id, &turn)
    case .shutdown: stopChildren(supervisor, .exit(.shutdown), &turn)
    }
  }

  private func isAbsent(_ child: Int32, _ absence: Actor.Absence) -> Bool {
    !actors[Int(child)].isAlive && actors[Int(child)].absence == absence
  }

  /// Whether a child that ended is started again goes by its restart type.
  private mutating func decide(
    _ supervisor: Int32, _ child: Int32, _ reason: Reason, _ turn: inout Turn<Supervision>
  ) {
    hasChanged = true
    switch node(child).restart {
    case .permanent: restart(supervisor, child, &turn)
    case .transient:
      if reason.isAbnormal || settings.mistake == .restartsFinished {
        restart(supervisor, child, &turn)
      } else {
        actors[Int(child)].absence = node(child).isDynamic ? .removed : .finished
      }
    case .temporary:
      if settings.mistake == .restartsTemporary { return restart(supervisor, child, &turn) }
      actors[Int(child)].absence = .removed
    }
  }
}

/// Restarts, by strategy.
extension Supervision {
  /// Counts a restart, and ends what has to end before; beyond the intensity the supervisor ends itself.
  ///
  /// As in OTP a restart counts when it is decided, one that is tried again counts again, and the ends of
  /// the period belong to it: a restart of exactly a period ago counts.
  private mutating func restart(
    _ supervisor: Int32, _ child: Int32, _ turn: inout Turn<Supervision>
  ) {
    guard let rules = node(supervisor).rules else { return }
    if settings.backoff == .never {
      actors[Int(child)].absence = .abandoned
      return
    }
    let now = turn.now
    actors[Int(supervisor)].restarts.removeAll { now > $0 &+ rules.period }
    if settings.mistake != .countsNothing { actors[Int(supervisor)].restarts.append(now) }
    if actors[Int(supervisor)].restarts.count > rules.intensity {
      turn.note(.gaveUp(incarnation(supervisor), on: incarnation(child), at: now))
      return stopChildren(supervisor, .exit(.shutdown), &turn)
    }
    turn.note(.restarting(incarnation(child), by: incarnation(supervisor), at: now))
    if now &- actors[Int(child)].runningSince >= settings.longestPause,
      actors[Int(child)].absence != .failed
    {
      actors[Int(child)].attempts = 0
    }
    actors[Int(child)].attempts &+= 1
    actors[Int(child)].absence = .stopped
    let group = settings.mistake == .leavesSiblings ? [] : group(of: child, rules)
    stopNext(supervisor, ordered(group[...])[...], .restart(child), &turn)
  }

  /// The children that go with one, from left to right; a child that is none any more is left out.
  private func group(of child: Int32, _ rules: Rules) -> [Int32] {
    guard let parent = node(child).parent else { return [] }
    let others = node(parent).children.filter {
      actors[Int($0)].isAlive || actors[Int($0)].absence != .removed
    }
    switch rules.strategy {
    case .oneForOne, .simpleOneForOne: return [child]
    case .oneForAll: return others
    case .restForOne: return others.filter { $0 >= child }
    }
  }

  /// All that had to end has ended: the group starts, at once or after the pause of the backoff.
  mutating func resumeLater(
    _ supervisor: Int32, _ child: Int32, _ turn: inout Turn<Supervision>
  ) {
    guard let rules = node(supervisor).rules else { return }
    for other in group(of: child, rules) where !actors[Int(other)].isAlive {
      agenda.remove(other)
      let isTemporary = node(other).restart == .temporary && other != child
      actors[Int(other)].absence = isTemporary ? .removed : .stopped
    }
    if settings.backoff == .immediate { return startGroup(supervisor, child, &turn) }
    actors[Int(child)].absence = .waiting
    ready.append(supervisor)
    if settings.backoff == .delayed {
      agenda.add(.pauseOver, of: child, at: turn.now &+ pause(actors[Int(child)].attempts))
    }
  }

  /// Doubles with each restart in a row, up to the longest.
  private func pause(_ attempts: Int32) -> Nanoseconds {
    var pause = settings.pause
    var left = attempts
    while left > 1, pause < settings.longestPause {
      pause = Swift.min(pause &* 2, .never)
      left &-= 1
    }
    return Swift.min(pause, settings.longestPause)
  }

  private mutating func startGroup(
    _ supervisor: Int32, _ child: Int32, _ turn: inout Turn<Supervision>
  ) {
    guard let rules = node(supervisor).rules else { return }
    actors[Int(child)].absence = .stopped
    var group = group(of: child, rules)
    if settings.mistake == .leavesSiblings { group.removeAll { actors[Int($0)].isAlive } }
    startNext(supervisor, group[...], .restart, &turn)
  }
}
