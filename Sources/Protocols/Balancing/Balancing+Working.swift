import Simulator

/// A worker: a queue of tasks, of which it works on one at a time.
extension Balancing {
  mutating func startWorking(_ turn: inout Turn<Balancing>) {
    persist(.life(disk.life &+ 1), &turn)
    lastReportAt = turn.now
    for balancer in 0..<settings.balancers { register(with: AgentID(balancer), &turn) }
    // Not all at once.
    let first = turn.random.below(UInt64(settings.reportEvery))
    turn.setTimer(.report, after: Nanoseconds(first) + 1)
    turn.setTimer(.results, after: settings.resend)
  }

  private func register(with balancer: AgentID, _ turn: inout Turn<Balancing>) {
    var held = jobs.items.map { $0.task.id }
    if let running { held.append(running.task.id) }
    held += results.keys
    turn.send(.register(life: disk.life, currentReport(at: turn.now), held: held), to: balancer)
  }

  private func currentReport(at now: Nanoseconds) -> Report {
    let worked = busyTime + (running == nil ? 0 : now - max(runningSince, lastReportAt))
    let span = max(1, now - lastReportAt)
    let active = Int32(truncatingIfNeeded: jobs.count) + (running == nil ? 0 : 1)
    return Report(
      cpu: Int32(truncatingIfNeeded: min(1000, max(0, worked) * 1000 / span)),
      memory: memory(of: active), active: active, isDraining: disk.isDraining)
  }

  mutating func expireReport(_ turn: inout Turn<Balancing>) {
    reportNumber += 1
    let report = currentReport(at: turn.now)
    turn.send(.report(life: disk.life, number: reportNumber, report), to: owner(of: disk.epoch))
    busyTime = 0
    lastReportAt = turn.now
    turn.setTimer(.report, after: settings.reportEvery)
  }

  /// The owner of an epoch balances: the worker is its, unless it knows of a later one.
  mutating func receiveLead(_ epoch: Epoch, _ turn: inout Turn<Balancing>) {
    if epoch < disk.epoch { return }
    if epoch > disk.epoch { persist(.promised(epoch), &turn) }
    isWelcome = false
    register(with: owner(of: epoch), &turn)
    turn.setTimer(.results, after: settings.resend)
  }

  mutating func receiveWelcome(_ epoch: Epoch, _ turn: inout Turn<Balancing>) {
    if epoch > disk.epoch { persist(.promised(epoch), &turn) }
    if epoch == disk.epoch { isWelcome = true }
  }

  /// Takes a task, or another fence for one that it has.
  mutating func receiveAssign(
    _ task: Task, _ fence: Fence, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    if fence.epoch < disk.epoch, settings.mistake != .ignoresEpochs { return }
    if fence.epoch > disk.epoch { persist(.promised(fence.epoch), &turn) }
    if let place = results.place(of: task.id) {
      results[place] = max(results[place], fence)
      return turn.send(.finished(task.id, results[place]), to: sender)
    }
    if holds(task.id) {
      renew(task.id, fence)
    } else if disk.isDraining {
      return turn.send(.rejected(task.id, fence, .draining), to: sender)
    } else if let most = settings.perWorker, activeCount >= most {
      return turn.send(.rejected(task.id, fence, .full), to: sender)
    } else {
      let deadline = task.remaining == .never ? .never : turn.now + task.remaining
      jobs.append(Job(task: task, fence: fence, deadline: deadline), task.id)
      queuedWork &+= task.work
    }
    turn.send(.accepted(task.id, fence), to: sender)
    startNext(&turn)
  }

  private var activeCount: Int32 {
    Int32(truncatingIfNeeded: jobs.count) + (running == nil ? 0 : 1)
  }

  private func holds(_ id: TaskID) -> Bool {
    running?.task.id == id || jobs.place(of: id) != nil
  }

  private mutating func renew(_ id: TaskID, _ fence: Fence) {
    if let job = running, job.task.id == id {
      running?.fence = max(job.fence, fence)
    } else if let place = jobs.place(of: id) {
      jobs[place].fence = max(jobs[place].fence, fence)
    }
  }

  private mutating func startNext(_ turn: inout Turn<Balancing>) {
    while running == nil, let place = jobs.firstPlace {
      let job = jobs.remove(at: place)
      queuedWork &-= job.task.work
      if job.deadline <= turn.now {
        turn.send(.rejected(job.task.id, job.fence, .late), to: owner(of: job.fence.epoch))
        continue
      }
      running = job
      runningSince = turn.now
      let span = time(for: job.task.work)
      runningUntil = turn.now + span
      turn.note(.started(job.task.id))
      turn.setTimer(.work, after: span)
    }
  }

  private func time(for work: Nanoseconds) -> Nanoseconds {
    let speed = Nanoseconds(settings.traits(id.index - settings.balancers).speed)
    let work = min(max(0, work), .never / 1000)
    return work / speed * 1000 + work % speed * 1000 / speed
  }

  mutating func expireWork(_ turn: inout Turn<Balancing>) {
    guard let job = running else { return }
    running = nil
    busyTime += turn.now - max(runningSince, lastReportAt)
    if results.isEmpty { turn.setTimer(.results, after: settings.resend) }
    results.append(job.fence, job.task.id)
    turn.send(.finished(job.task.id, job.fence), to: owner(of: disk.epoch))
    startNext(&turn)
    if running == nil, settings.strategy == .stealing {
      turn.send(.steal, to: owner(of: disk.epoch))
    }
  }

  /// Repeats what was not answered.
  mutating func expireResults(_ turn: inout Turn<Balancing>) {
    if !isWelcome {
      if disk.epoch > 0 {
        register(with: owner(of: disk.epoch), &turn)
      } else {
        for balancer in 0..<settings.balancers { register(with: AgentID(balancer), &turn) }
      }
    }
    for (id, fence) in zip(results.keys, results.items) {
      turn.send(.finished(id, fence), to: owner(of: disk.epoch))
    }
    if !isWelcome || !results.isEmpty { turn.setTimer(.results, after: settings.resend) }
  }

  /// Drops a task unless it has a later fence; what is under way is finished for nothing.
  mutating func receiveForget(_ id: TaskID, _ fence: Fence) {
    if let place = results.place(of: id), results[place] <= fence { results.remove(at: place) }
    guard let place = jobs.place(of: id), jobs[place].fence <= fence else { return }
    queuedWork &-= jobs.remove(at: place).task.work
  }

  /// Gives a task back unless work on it has begun.
  mutating func receiveYield(
    _ id: TaskID, _ fence: Fence, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    if fence.epoch < disk.epoch { return }
    let isBegun = running?.task.id == id || results.place(of: id) != nil
    if !isBegun { receiveForget(id, fence) }
    turn.send(.yielded(id, fence, !isBegun), to: sender)
  }

  /// When a task that comes now would be done.
  mutating func receiveCall(
    _ id: TaskID, _ work: Nanoseconds, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    let rest = running == nil ? 0 : max(0, runningUntil - turn.now)
    turn.send(.bid(id, delay: rest + time(for: queuedWork &+ work)), to: sender)
  }

  /// Takes no new tasks from now on, or takes them again.
  mutating func setDraining(_ flag: Bool, _ turn: inout Turn<Balancing>) {
    if disk.isDraining == flag { return }
    persist(.draining(flag), &turn)
    if flag {
      turn.note(.drains)
      turn.send(.drain, to: owner(of: disk.epoch))
    }
    expireReport(&turn)
  }
}
