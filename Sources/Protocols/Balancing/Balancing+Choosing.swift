import Simulator

/// How a worker is chosen.
extension Balancing {
  /// A worker of a pool that is not empty; nil if none will do.
  mutating func choose(
    for task: Task, among capability: Int, _ turn: inout Turn<Balancing>
  ) -> Int? {
    let pool = pools[capability]
    switch settings.strategy {
    case .random, .stealing, .auction: return draw(pool, &turn)
    case .roundRobin: return nextInTurn(pool)
    case .weighted, .leastConnections, .resourceScore, .firstCapable, .performance:
      return pool.tree?.first
    case .choices:
      var best = draw(pool, &turn)
      for _ in 1..<max(1, settings.choices) {
        let other = draw(pool, &turn)
        if load(other) < load(best) { best = other }
      }
      return best
    case .boundedHashing:
      if settings.mistake == .ignoresBound {
        return ring.first(for: task.key) { pool.contains($0) }
      }
      let bound = loadBound(eligible: pool.members.count)
      return ring.first(for: task.key) {
        pool.contains($0) && Int64(workers[$0].load) < bound
      }
    }
  }

  func draw(_ pool: Pool, _ turn: inout Turn<Balancing>) -> Int {
    Int(pool.members[Int(turn.random.below(UInt64(pool.members.count)))])
  }

  private mutating func nextInTurn(_ pool: Pool) -> Int? {
    if settings.keeps(.counterRoundRobin) {
      // The list is in the order of workers, and the count is taken modulo its length.
      let index = Int(assignmentCount % Int64(pool.members.count))
      return Int(pool.members.sorted()[index])
    }
    let next = pool.tree?.next(from: lastChosen + 1) ?? pool.tree?.next(from: 0)
    lastChosen = next ?? lastChosen
    return next
  }

  /// Most tasks at one worker once another task is assigned: the mean and the slack, rounded up.
  func loadBound(eligible: Int) -> Int64 {
    Balancing.loadBound(tasks: Int64(inFlight) + 1, workers: Int64(eligible), settings.slack)
  }

  /// The most tasks that a worker may have of so many, by the slack over the mean.
  static func loadBound(tasks: Int64, workers: Int64, _ slack: Ratio) -> Int64 {
    let scaled = tasks * (1_000_000 + slack.partsPerMillion)
    let divisor = max(1, workers) * 1_000_000
    return (scaled + divisor - 1) / divisor
  }

  /// What a worker has to do, as far as the balancer goes by that.
  func load(_ worker: Int) -> Int32 {
    settings.countsInFlight ? workers[worker].load : workers[worker].report.active
  }

  /// By which workers are ordered; the least is chosen. Of equals the one that was chosen longest ago.
  private func key(_ worker: Int) -> Int64 {
    let known = workers[worker]
    // Below 2^31, so that the load stands above it.
    let turn = known.lastAssignment & 0x7FFF_FFFF
    switch settings.strategy {
    case .weighted: return known.pass
    case .leastConnections: return Int64(load(worker)) << 31 | turn
    case .resourceScore: return score(worker) << 31 | turn
    case .performance:
      let load = settings.countsInFlight ? Int64(known.load) + 1 : 1
      return min(meanDuration(worker) / .microsecond * load, 1 << 30) << 31 | turn
    default: return 0
    }
  }

  /// .4 of its time, .3 of its memory in GiB and .3 of its tasks in tens, in thousandths: as it reports, or as
  /// its tasks make it.
  private func score(_ worker: Int) -> Int64 {
    var report = workers[worker].report
    if settings.countsInFlight {
      let load = workers[worker].load
      report = Report(cpu: load > 0 ? 1000 : 0, memory: memory(of: load), active: load)
    }
    return 400 * Int64(report.cpu) / 1000 + 300 * Int64(report.memory) / 1024
      + 300 * Int64(report.active) / 10
  }

  /// Memory that so many tasks take, in MiB.
  func memory(of tasks: Int32) -> Int32 {
    Int32(clamping: Int64(settings.taskMemory) * Int64(tasks))
  }

  private func meanDuration(_ worker: Int) -> Nanoseconds {
    let known = workers[worker]
    if known.finishedCount > 0 || settings.keeps(.newcomersFirst) { return known.duration }
    return experiencedCount > 0 ? durationSum / experiencedCount : .millisecond
  }

  /// Whether a worker may be given a task.
  private func isEligible(_ worker: Int) -> Bool {
    let known = workers[worker]
    guard known.isRegistered, known.breaker.letsThrough, !known.isFull else { return false }
    if known.isOverloaded, settings.mistake != .ignoresOverload { return false }
    if known.report.isDraining || known.mustDrain, settings.mistake != .ignoresDraining {
      return false
    }
    guard let most = settings.perWorker else { return true }
    return !settings.countsInFlight || known.load < most
  }

  /// Brings the pools up to date with what is known of a worker.
  mutating func refresh(_ worker: Int) {
    updateOverload(worker)
    let key = isEligible(worker) ? key(worker) : nil
    let traits = settings.traits(worker)
    pools[0].set(worker, key)
    for capability in 1..<max(1, pools.count) where traits.has(Int32(capability)) {
      pools[capability].set(worker, key)
    }
    if victims != nil {
      let spare = workers[worker].load - workers[worker].leaving
      victims?.set(spare >= 2 && workers[worker].isRegistered ? -Int64(spare) : nil, at: worker)
    }
  }

  /// A worker is overloaded beyond any threshold, until it is below all by the hysteresis.
  private mutating func updateOverload(_ worker: Int) {
    let known = workers[worker]
    let thresholds = settings.effectiveThresholds
    let share = known.isOverloaded ? settings.hysteresis : .never
    let active = max(known.report.active, load(worker))
    workers[worker].isOverloaded = thresholds.exceeded(
      by: known.report, active: active, lowered: share)
  }
}
