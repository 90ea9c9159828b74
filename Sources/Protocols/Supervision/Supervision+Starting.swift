import Simulator

/// Starting processes: a supervisor starts one child at a time, from left to right.
extension Supervision {
  /// A process starts; its supervisor waits until it runs.
  mutating func start(_ index: Int32, _ cause: Cause, _ turn: inout Turn<Supervision>) {
    let node = node(index)
    agenda.remove(index)
    hasChanged = true
    let before = actors[Int(index)]
    var actor = Actor()
    actor.status = .starting
    actor.epoch = before.epoch &+ 1
    actor.attempts = before.attempts
    actors[Int(index)] = actor
    turn.note(.starting(incarnation(index), cause.origin))
    if node.rules != nil {
      startChildren(of: index, &turn)
    } else {
      let fails = !node.work.startFails.isZero && turn.random.happens(node.work.startFails)
      let time = draw(node.work.start, &turn)
      if time == 0 { return finishStart(index, fails: fails, &turn) }
      agenda.add(.startOver(fails: fails), of: index, at: turn.now &+ time)
    }
  }

  private mutating func startChildren(of supervisor: Int32, _ turn: inout Turn<Supervision>) {
    var children: [Int32] = []
    for child in node(supervisor).children {
      let isDynamic = node(child).isDynamic
      agenda.remove(child)
      actors[Int(child)].absence = isDynamic ? .removed : .unstarted
      actors[Int(child)].attempts = 0
      if !isDynamic { children.append(child) }
    }
    if settings.mistake == .startsBackwards { children.reverse() }
    startNext(supervisor, children[...], .boot, &turn)
  }

  /// Starts the first of these children, the others after it; with none left it is done.
  mutating func startNext(
    _ supervisor: Int32, _ children: ArraySlice<Int32>, _ cause: Cause,
    _ turn: inout Turn<Supervision>
  ) {
    actors[Int(supervisor)].startResult = nil
    guard let first = children.first else { return finishStarting(supervisor, cause, &turn) }
    actors[Int(supervisor)].task = .starting(first, then: Array(children.dropFirst()), cause)
    start(first, cause, &turn)
  }

  private mutating func finishStarting(
    _ supervisor: Int32, _ cause: Cause, _ turn: inout Turn<Supervision>
  ) {
    actors[Int(supervisor)].task = .idle
    if case .request(let id) = cause { turn.respond(.done, to: id) }
    ready.append(supervisor)
    guard actors[Int(supervisor)].status == .starting else { return }
    run(supervisor, count: 0, &turn)
  }

  /// The time of a worker's start is over.
  mutating func finishStart(_ index: Int32, fails: Bool, _ turn: inout Turn<Supervision>) {
    guard actors[Int(index)].status == .starting else { return }
    if fails { return failStart(index, &turn) }
    let work = node(index).work
    let keeps = work.isDurable && settings.mistake != .forgetsDisk
    run(index, count: keeps ? disk.count(of: index) : 0, &turn)
    actors[Int(index)].reference = lookUp(from: index)
    if let mean = work.failEvery {
      let time = Delay.exponential(mean: mean).sample(turn.random.next())
      agenda.add(.failure, of: index, at: turn.now &+ Swift.max(1, time))
    }
    startCall(index, &turn)
  }

  private mutating func run(
    _ index: Int32, count: Int64, _ turn: inout Turn<Supervision>
  ) {
    actors[Int(index)].status = .running
    actors[Int(index)].runningSince = turn.now
    actors[Int(index)].count = count
    hasChanged = true
    turn.note(.started(incarnation(index), count: count))
    reportStart(of: index, true)
  }

  /// A process did not come to run: a worker's start failed, or that of a supervisor's child did.
  mutating func failStart(_ index: Int32, _ turn: inout Turn<Supervision>) {
    agenda.remove(index)
    actors[Int(index)].status = .absent
    actors[Int(index)].absence = .exited
    actors[Int(index)].mailbox = Queue()
    actors[Int(index)].signals = SignalQueue()
    hasChanged = true
    turn.note(.startFailed(incarnation(index)))
    reportStart(of: index, false)
    if index == 0 { endApplication(.shutdown, &turn) }
  }

  func isStarting(_ child: Int32, by supervisor: Int32) -> Bool {
    if case .starting(child, _, _) = actors[Int(supervisor)].task { return true }
    return false
  }

  /// Tells the supervisor that waits how the start of its child ended.
  mutating func reportStart(of child: Int32, _ isRunning: Bool) {
    guard let parent = node(child).parent, isStarting(child, by: parent) else { return }
    actors[Int(parent)].startResult = isRunning
    ready.append(parent)
  }

  /// The start that a supervisor waited for has failed.
  mutating func takeFailure(
    _ supervisor: Int32, _ child: Int32, _ cause: Cause, _ turn: inout Turn<Supervision>
  ) {
    actors[Int(supervisor)].task = .idle
    switch cause {
    case .boot: stopChildren(supervisor, .failStart, &turn)
    case .request(let id):
      actors[Int(child)].absence = .removed
      hasChanged = true
      turn.respond(.refused(.startFailed), to: id)
      ready.append(supervisor)
    case .restart:
      actors[Int(child)].absence = .failed
      signal(.tryAgain(child), to: supervisor)
    }
  }

  /// Starts a dynamic child in the first free place.
  mutating func startDynamicChild(
    of supervisor: Int32, _ id: RequestID, _ turn: inout Turn<Supervision>
  ) {
    let free = node(supervisor).children.first {
      !actors[Int($0)].isAlive && actors[Int($0)].absence == .removed
    }
    guard let free else { return turn.respond(.refused(.tooManyChildren), to: id) }
    actors[Int(free)].attempts = 0
    startNext(supervisor, [free], .request(id), &turn)
  }
}
