import Simulator

/// What the one that balances knows of workers.
extension Balancing {
  /// Starts to balance, knowing no worker.
  mutating func prepare(at now: Nanoseconds) {
    forgetOffice()
    graceEnd = now + settings.lease
    workers = Array(repeating: Worker(), count: workerCount)
    var most: Int32 = 0
    for traits in settings.traits {
      for capability in 1...Balancing.mostCapabilities where traits.has(capability) {
        most = max(most, capability)
      }
    }
    let isOrdered =
      switch settings.strategy {
      case .random, .stealing, .auction, .choices, .boundedHashing: false
      default: true
      }
    let pool = Pool(workers: workerCount, isOrdered: isOrdered)
    pools = Array(repeating: pool, count: Int(most) + 1)
    registered = Array(repeating: 0, count: Int(most) + 1)
    queues = Array(repeating: Queue(), count: Int(most) + 1)
    if settings.strategy == .boundedHashing {
      ring = HashRing(workers: workerCount, pointsEach: settings.ringPoints)
    }
    if settings.strategy == .stealing { victims = Tournament(count: workerCount) }
  }

  /// Forgets what only the one that balances needs.
  mutating func forgetOffice() {
    open = TimedTable()
    unconfirmed = TimedTable()
    watch = TimedTable()
    (lastRecord, lastFence, assignmentCount, lastChosen) = (0, 0, 0, -1)
    (waitingCount, inFlight, ejectedCount, slownessSum, durationSum) = (0, 0, 0, 0, 0)
    experiencedCount = 0
    (workers, pools, registered, queues, awaited, drains) = ([], [], [], [], [], [])
    (ring, victims, account) = (HashRing(), nil, Account())
    (tasksArmed, workersArmed, recordsArmed) = (.min, .min, .min)
  }

  /// A worker is there, with what it holds.
  mutating func receiveRegister(
    _ life: Int32, _ report: Report, _ held: [TaskID], from sender: AgentID,
    _ turn: inout Turn<Balancing>
  ) {
    guard let worker = number(of: sender), role == .leading else { return }
    let known = workers[worker]
    if life < known.life { return }
    if life > known.life {
      if known.isRegistered { lose(worker, &turn) }
      workers[worker].reportNumber = 0
      workers[worker].life = life
    }
    if !workers[worker].isRegistered { count(worker, 1) }
    workers[worker].isRegistered = true
    workers[worker].heardAt = turn.now
    workers[worker].report = report
    workers[worker].isFull = false
    workers[worker].pass = max(workers[worker].pass, leastPass)
    refresh(worker)
    turn.send(.welcome(epoch), to: sender)
    for id in held { adopt(id, worker, &turn) }
    watchFor(worker, at: turn.now)
    armWorkers(&turn)
  }

  /// The turn of those that have had least, so that one that is back does not get everything.
  private var leastPass: Int64 {
    guard settings.strategy == .weighted, let first = pools[0].tree?.first else { return 0 }
    return workers[first].pass
  }

  private mutating func count(_ worker: Int, _ change: Int32) {
    registered[0] += change
    let traits = settings.traits(worker)
    for capability in 1..<max(1, registered.count) where traits.has(Int32(capability)) {
      registered[capability] += change
    }
  }

  /// A worker holds a task of an earlier epoch: it keeps it, under a fence of this one.
  mutating func adopt(_ id: TaskID, _ worker: Int, _ turn: inout Turn<Balancing>) {
    guard let place = open.place(of: id) else {
      let fence = Fence(epoch: epoch, number: 0)
      return turn.send(.forget(id, fence), to: agent(worker))
    }
    switch open[place].stage {
    case .recording where open[place].isRecovered && open[place].worker < 0:
      open[place].worker = worker
    case .waiting where open[place].isRecovered:
      assign(id, to: worker, isAdopted: true, &turn)
    case .assigned where open[place].worker != worker:
      turn.send(.forget(id, open[place].fence), to: agent(worker))
    default: break
    }
  }

  mutating func receiveReport(
    _ life: Int32, _ number: Int32, _ report: Report, from sender: AgentID,
    _ turn: inout Turn<Balancing>
  ) {
    guard let worker = self.number(of: sender), role == .leading else { return }
    let known = workers[worker]
    guard known.isRegistered, life == known.life else {
      return turn.send(.lead(epoch), to: sender)
    }
    workers[worker].heardAt = turn.now
    if number <= known.reportNumber { return }
    workers[worker].reportNumber = number
    workers[worker].report = smoothed(report, known.report)
    workers[worker].isFull = false
    if report.isDraining { workers[worker].mustDrain = false }
    refresh(worker)
    if workers[worker].mustDrain { turn.send(.drain, to: sender) }
    answerDrains(of: worker, &turn)
    if victims != nil, report.active == 0 { findTask(for: worker, &turn) }
  }

  private func smoothed(_ new: Report, _ old: Report) -> Report {
    let kept = settings.smoothing.partsPerMillion
    if kept == 0 { return new }
    func mix(_ new: Int32, _ old: Int32) -> Int32 {
      Int32(truncatingIfNeeded: (Int64(old) * kept + Int64(new) * (1_000_000 - kept)) / 1_000_000)
    }
    return Report(
      cpu: mix(new.cpu, old.cpu), memory: mix(new.memory, old.memory),
      active: mix(new.active, old.active), isDraining: new.isDraining)
  }

  /// A worker that drains says so at once.
  mutating func receiveDrain(from sender: AgentID) {
    guard let worker = number(of: sender), role == .leading else { return }
    workers[worker].report.isDraining = true
    workers[worker].mustDrain = false
    refresh(worker)
  }

  /// Looks at a worker again when its lease is over, or when it is let through again.
  mutating func watchFor(_ worker: Int, at now: Nanoseconds) {
    guard let place = watch.place(of: Int32(truncatingIfNeeded: worker)) else { return }
    let known = workers[worker]
    let isMonitored = known.isRegistered && !settings.keeps(.neverMonitors)
    var due = (isMonitored ? known.heardAt : now) + settings.lease
    if known.breaker.state == .open { due = min(due, known.breaker.until) }
    watch.setDue(max(due, now + 1), at: place)
  }

  mutating func expireWorkers(_ turn: inout Turn<Balancing>) {
    workersArmed = .min
    for key in watch.due(by: turn.now) {
      let worker = Int(key)
      let known = workers[worker]
      if known.breaker.state == .open, known.breaker.until <= turn.now {
        workers[worker].breaker.state = .halfOpen
        refresh(worker)
      }
      if !known.isRegistered {
        turn.sendAhead(.lead(epoch), to: agent(worker))
      } else if known.heardAt + settings.lease <= turn.now, !settings.keeps(.neverMonitors) {
        turn.note(.suspected(agent(worker)))
        lose(worker, &turn)
        turn.sendAhead(.lead(epoch), to: agent(worker))
      }
      watchFor(worker, at: turn.now)
    }
    armWorkers(&turn)
  }

  /// A worker has lost its tasks, or the right to them.
  private mutating func lose(_ worker: Int, _ turn: inout Turn<Balancing>) {
    if workers[worker].isRegistered { count(worker, -1) }
    workers[worker].isRegistered = false
    blame(worker, &turn)
    refresh(worker)
    if settings.keeps(.neverMonitors) { return }
    for id in workers[worker].tasks {
      if settings.mistake == .dropsTask {
        release(id, &turn)
        if let place = open.place(of: id) { open.remove(at: place) }
      } else {
        reassign(id, &turn)
      }
    }
  }

  mutating func armWorkers(_ turn: inout Turn<Balancing>) {
    guard let due = watch.firstDue() else { return }
    if arms(due, &workersArmed, turn.now) {
      turn.setTimer(.workers, after: max(0, due - turn.now))
    }
  }
}
