import Simulator

/// What coordinators do, and what the log makes of it.
extension TeamInvariants {
  mutating func noteLease(_ lease: Lease, _ agent: AgentID, at time: Nanoseconds) {
    guard coordinators[lease.term] == agent else {
      return report(
        .fenced, "\(agent.description) leases \(lease.text) and was not elected in that term",
        at: time)
    }
    guard let round = rounds[lease.term], round.round == lease.round,
      round.leases.indices.contains(Int(lease.task))
    else { return }
    rounds[lease.term]?.leases[Int(lease.task)] = lease
    rounds[lease.term]?.hasEnded[Int(lease.task)] = false
  }

  mutating func end(
    _ lease: Lease, of worker: AgentID, by agent: AgentID, at time: Nanoseconds
  ) {
    let task = Int(lease.task)
    guard let round = rounds[lease.term], round.round == lease.round,
      round.leases.indices.contains(task), round.leases[task] == lease
    else { return }
    let what = "\(agent.description) ends \(lease.text) of \(worker.description)"
    if round.isCounted[task] { report(.countedOnce, "\(what), which counted", at: time) }
    if round.hasEnded[task] { report(.countedOnce, "\(what) for the second time", at: time) }
    rounds[lease.term]?.hasEnded[task] = true
  }

  mutating func count(
    _ lease: Lease, of worker: AgentID, by agent: AgentID, at time: Nanoseconds
  ) {
    let what = "\(agent.description) counts \(lease.text) of \(worker.description)"
    guard let round = rounds[lease.term], round.round == lease.round,
      round.leases.indices.contains(Int(lease.task)), !round.isOver
    else { return report(.countedOnce, "\(what) outside its round", at: time) }
    let task = Int(lease.task)
    if round.isCounted[task] {
      return report(.countedOnce, "\(what) for the second time", at: time)
    }
    rounds[lease.term]?.isCounted[task] = true
    if coordinators[lease.term] != agent {
      report(.fenced, "\(what) and was not elected in that term", at: time)
    }
    if let term = terms[agent.index], term != lease.term {
      report(.fenced, "\(what) and coordinates in term \(term)", at: time)
    }
    if round.leases[task] != lease || round.hasEnded[task] {
      report(.fenced, "\(what), which is not the newest lease", at: time)
    }
    let round32 = Int(lease.round)
    if round32 >= digests.count || digests[round32] != lease.base {
      report(.fenced, "\(what), which starts from what was not decided", at: time)
    }
    if !done[worker.index].contains(TeamWork(lease)) {
      report(.doneWork, "\(what), which that agent has not done", at: time)
    }
  }

  mutating func gather(
    _ term: Election.Term, _ snapshot: Snapshot, _ agent: AgentID, at time: Nanoseconds
  ) {
    guard let round = rounds[term] else { return }
    rounds[term]?.isOver = true
    gathered[snapshot.digest] = round
    let results = round.results
    if results == round.isCounted.count { return }
    // By the coordinator's clock, which may be fast: three quarters of the time are enough.
    let isLate = time >= round.since &+ settings.roundDeadline / 4 * 3
    if results >= Int(settings.quorum), isLate { return }
    report(
      .noTaskLost,
      "\(agent.description) ends r\(round.round) with \(results) of \(round.isCounted.count) tasks",
      at: time)
  }

  /// The first agent that applies a decision says what it is.
  mutating func decide(_ assignment: Assignment, _ version: Int32, at time: Nanoseconds) {
    guard assignment.variable == TeamAgent.variable, Int(version) == digests.count else { return }
    digests.append(assignment.value)
    let holders = kept.count { $0.contains(assignment.value) }
    if holders <= agents / 2 {
      report(
        .keptByMajority,
        "r\(version):\(Snapshot.text(of: assignment.value)) is decided and \(holders) disks keep it",
        at: time)
    }
    compute(assignment.value, at: time)
    gathered = [:]
  }

  private mutating func compute(_ digest: Int64, at time: Nanoseconds) {
    let last = course[course.count - 1]
    guard let round = gathered[digest], round.round == last.round else {
      return report(
        .asComputed, "\(Snapshot.text(of: digest)) is decided, which nobody made of r\(last.round)",
        at: time)
    }
    let results = round.isCounted.indices.filter { round.isCounted[$0] }.map { task in
      TeamJob.Result(
        task: Int32(task), values: settings.job.result(of: Int32(task), from: last))
    }
    let next = settings.job.next(after: last, results)
    course.append(next)
    if next.digest == digest { return }
    report(
      .asComputed,
      "\(Snapshot.text(of: digest)) is decided, and the job gives \(next.text)", at: time)
  }
}
