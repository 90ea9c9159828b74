import Simulator

/// How workers do, and circuit breakers: a worker that is much slower than the others gets nothing for a
/// while, and then one task.
extension Balancing {
  /// How long a task took its worker, whose tasks wait for one another.
  mutating func learn(_ task: Open, _ turn: inout Turn<Balancing>) {
    let worker = task.worker
    let known = workers[worker]
    let span = turn.now - max(task.assignedAt, known.lastFinish)
    func average(_ new: Nanoseconds, _ old: Nanoseconds) -> Nanoseconds {
      known.finishedCount == 0 ? new : old + (new - old) / 8
    }
    workers[worker].lastFinish = turn.now
    workers[worker].duration = average(span, known.duration)
    workers[worker].work = average(task.task.work, known.work)
    workers[worker].finishedCount += 1
    experiencedCount += known.finishedCount == 0 ? 1 : 0
    note(worker, before: known)
    judge(worker, span, task.task.work, &turn)
    refresh(worker)
  }

  /// Brings the sums over all workers up to date.
  private mutating func note(_ worker: Int, before known: Worker) {
    durationSum += workers[worker].duration - known.duration
    if known.finishedCount > 0 { slownessSum -= known.slowness }
    slownessSum += workers[worker].slowness
  }

  /// How long other workers would take for so much work, in the mean.
  private func spanOfOthers(_ work: Nanoseconds, _ worker: Int) -> Nanoseconds? {
    guard experiencedCount > 1 else { return nil }
    let own = workers[worker].finishedCount > 0 ? workers[worker].slowness : 0
    let others = experiencedCount - (workers[worker].finishedCount > 0 ? 1 : 0)
    let slowness = (slownessSum - own) / max(1, others)
    // Of tasks without work the way there and back is all.
    let span = max(work, durationSum / experiencedCount) / 1000
    let (product, overflows) = span.multipliedReportingOverflow(by: slowness)
    return overflows ? .never / 4096 : min(product, .never / 4096)
  }

  private mutating func judge(
    _ worker: Int, _ span: Nanoseconds, _ work: Nanoseconds, _ turn: inout Turn<Balancing>
  ) {
    guard let limit = settings.ejectAt, let usual = spanOfOthers(work, worker) else { return }
    let known = workers[worker]
    if known.breaker.state == .probing {
      // It is let in again by a stricter rule than that by which it was ejected.
      if 2 * span <= Int64(limit) * usual { readmit(worker, &turn) } else { eject(worker, &turn) }
    } else if known.breaker.state == .closed, known.finishedCount >= 3,
      let usual = spanOfOthers(known.work, worker), known.duration > Int64(limit) * usual
    {
      eject(worker, &turn)
    }
  }

  /// Ejects a worker whose first task has been under way for twice as long as would do for it.
  mutating func judgeProgress(_ worker: Int, _ turn: inout Turn<Balancing>) {
    guard let limit = settings.ejectAt, workers[worker].breaker.state == .closed,
      let first = workers[worker].tasks.first, let task = open.item(first),
      let usual = spanOfOthers(task.task.work, worker)
    else { return }
    let span = turn.now - max(task.assignedAt, workers[worker].lastFinish)
    if span > 2 * Int64(limit) * usual { eject(worker, &turn) }
  }

  /// What it did while it was slow is forgotten.
  private mutating func readmit(_ worker: Int, _ turn: inout Turn<Balancing>) {
    let known = workers[worker]
    ejectedCount -= 1
    experiencedCount -= 1
    slownessSum -= known.slowness
    durationSum -= known.duration
    workers[worker].breaker = Breaker()
    (workers[worker].finishedCount, workers[worker].duration, workers[worker].work) = (0, 0, 0)
    turn.note(.readmitted(agent(worker)))
  }

  /// A worker gets nothing, and what waits at it is another's; at most half of the workers are ejected.
  private mutating func eject(_ worker: Int, _ turn: inout Turn<Balancing>) {
    if workers[worker].breaker.state == .closed {
      if 2 * (ejectedCount + 1) > Int(registered.first ?? 0) { return }
      ejectedCount += 1
      turn.note(.ejected(agent(worker)))
    }
    let span = workers[worker].breaker.span
    workers[worker].breaker.span =
      span == 0 ? settings.ejectFor : min(2 * span, 64 * settings.ejectFor)
    workers[worker].breaker.state = .open
    workers[worker].breaker.until = turn.now + workers[worker].breaker.span
    refresh(worker)
    watchFor(worker, at: turn.now)
    armWorkers(&turn)
    for id in workers[worker].tasks.dropFirst() {
      guard let task = open.item(id), task.stage == .assigned else { continue }
      turn.send(.forget(id, task.fence), to: agent(worker))
      reassign(id, &turn)
    }
  }

  /// A worker did not do what it was given.
  mutating func blame(_ worker: Int, _ turn: inout Turn<Balancing>) {
    if workers[worker].breaker.state == .probing { eject(worker, &turn) }
  }
}
