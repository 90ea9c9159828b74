import Simulator

/// A worker: it offers, starts what was granted when the log says so, and does one task at a time.
extension Budget {
  func sorted(_ tasks: [Int32]) -> [Int32] {
    tasks.sorted {
      (settings.offer(of: $0).deadline, $0) < (settings.offer(of: $1).deadline, $1)
    }
  }

  private func knows(_ task: Int32) -> Bool {
    worker.queue.contains(task) || worker.asking == task || worker.started.contains(task)
      || worker.done.contains(task)
  }

  /// Offers what it could still do in time, or would if it is to be planned all the same.
  mutating func offer(_ round: Int32, _ turn: inout Turn<Budget>) {
    let first =
      Int32(truncatingIfNeeded: profile.id.index - settings.replicas)
      * Int32(truncatingIfNeeded: settings.tasks)
    let tasks = first..<first + Int32(truncatingIfNeeded: settings.tasks)
    let offers = tasks.filter { !knows($0) }.map { settings.offer(of: $0) }
    if !offers.isEmpty { turn.send(.offer(round: round, offers), to: worker.planner) }
    for task in worker.unsettled { turn.send(.result(task: task), to: worker.planner) }
  }

  mutating func queue(_ task: Int32, _ turn: inout Turn<Budget>) {
    if knows(task) { return }
    if settings.mistake == .startsAlone { return begin(task, &turn) }
    worker.queue = sorted(worker.queue + [task])
    if worker.asking == nil { goOn(&turn) }
  }

  /// The log has the start of a task: it is done, now or behind others.
  mutating func begin(_ task: Int32, _ turn: inout Turn<Budget>) {
    if worker.asking == task { worker.asking = nil }
    worker.queue.removeAll { $0 == task }
    guard !worker.started.contains(task), !worker.done.contains(task) else {
      return goOn(&turn)
    }
    turn.persist(.started(task))
    // One that is under way stays in front.
    let front = worker.isRunning ? Array(worker.started.prefix(1)) : []
    worker.started = front + sorted(worker.started.dropFirst(front.count) + [task])
    goOn(&turn)
  }

  /// The log does not grant a task any more.
  mutating func forget(_ task: Int32, _ turn: inout Turn<Budget>) {
    if worker.asking == task { worker.asking = nil }
    worker.queue.removeAll { $0 == task }
    goOn(&turn)
  }

  /// Does the first task that is started, and asks to start the first that was granted.
  mutating func goOn(_ turn: inout Turn<Budget>) {
    if let task = worker.started.first, !worker.isRunning {
      worker.isRunning = true
      worker.runningSince = turn.now
      turn.note(.running(task: task))
      turn.setTimer(.work, after: settings.offer(of: task).duration)
    }
    if worker.asking == nil, !worker.queue.isEmpty { worker.asking = worker.queue.removeFirst() }
    guard let task = worker.asking else { return }
    let isLate =
      !canDo(task, turn.now) && settings.mistake != .ignoresDeadlines
      && settings.rule != .priority
    turn.send(isLate ? .decline(task: task) : .start(task: task), to: worker.planner)
    turn.setTimer(.retry, after: settings.retry)
  }

  /// Whether a task can be done in time with those that are started.
  private func canDo(_ task: Int32, _ now: Nanoseconds) -> Bool {
    // What is under way is not put off.
    let behind = worker.isRunning ? Array(worker.started.dropFirst()) : worker.started
    let tasks = (behind + [task]).map { settings.offer(of: $0) }
    // Half of what the planner allows for, since the grant took some of it.
    var start = now + settings.window / 2
    if worker.isRunning, let task = worker.started.first {
      start = Swift.max(start, worker.runningSince + settings.offer(of: task).duration)
    }
    return Planner.isFeasible(tasks, at: start)
  }

  /// A task is done: on the disk before anybody is told.
  mutating func finish(_ turn: inout Turn<Budget>) {
    guard worker.isRunning, let task = worker.started.first else { return }
    worker.isRunning = false
    worker.started.removeFirst()
    worker.done.append(task)
    worker.unsettled.append(task)
    turn.persist(.done(task))
    let isLate = turn.now > settings.offer(of: task).deadline
    turn.note(
      .done(task: task, at: turn.now, isLate: isLate && settings.mistake != .saysInTime))
    turn.send(.result(task: task), to: worker.planner)
    goOn(&turn)
  }
}
