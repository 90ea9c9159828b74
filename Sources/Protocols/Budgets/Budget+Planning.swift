import Simulator

/// The planner: the leader of the log.
extension Budget {
  /// Asks every worker what it offers, and reminds the owners of tasks that are under way.
  mutating func startRound(_ turn: inout Turn<Budget>) {
    guard isReplica, replicas[0].raft.role == .leader else { return }
    turn.setTimer(.round, after: settings.interval)
    turn.setTimer(.plan, after: settings.window)
    replicas[0].round += 1
    replicas[0].offers = [:]
    for worker in 0..<settings.workers {
      turn.sendAhead(
        .collect(round: replicas[0].round), to: AgentID(settings.replicas + worker))
    }
    for (task, state) in replicas[0].purse.states.enumerated() {
      let task = Int32(truncatingIfNeeded: task)
      if state == .granted, replicas[0].leases.place(of: task) == nil { lease(task, &turn) }
      if state == .granted || state == .started {
        turn.sendAhead(message(on: task), to: agent(of: task))
      }
    }
    armLeases(&turn)
  }

  /// Takes in what a worker offers in the round under way.
  mutating func take(_ offers: [TaskOffer], _ round: Int32, from sender: AgentID) {
    if round != replicas[0].round { return }
    for offer in offers
    where offer.task >= 0 && offer.task < settings.taskCount && agent(of: offer.task) == sender {
      replicas[0].offers[offer.task] = offer
    }
  }

  /// Plans what is offered for what may be spent, and asks the log for the grants.
  mutating func plan(_ turn: inout Turn<Budget>) {
    guard isReplica, replicas[0].raft.role == .leader, replicas[0].raft.hasCommittedOwnTerm,
      // What is on its way to being committed is neither planned twice nor spent twice.
      replicas[0].raft.commitIndex == replicas[0].raft.log.lastIndex
    else { return }
    let purse = replicas[0].purse
    let offers = replicas[0].offers.values.filter { purse.states[Int($0.task)] == .open }
      .sorted { $0.task < $1.task }
    // Until a worker has started a task the log has to say so.
    let start = turn.now + settings.window
    let now = settings.mistake == .ignoresDeadlines ? -.never / 4 : start
    let planner = Planner(settings.rule)
    let chosen = planner.plan(offers, budget: purse.free, at: now)
    turn.note(
      .planned(
        round: replicas[0].round, tasks: Int32(truncatingIfNeeded: chosen.count),
        of: Int32(truncatingIfNeeded: offers.count),
        value: chosen.reduce(0) { $0 + $1.value },
        optimum: Planner.optimum(offers, budget: purse.free, at: start)))
    for offer in offers {
      if chosen.contains(offer) {
        turn.note(.chosen(task: offer.task, at: turn.now))
        append(.reserve, offer.task, &turn)
      } else {
        let isLate = start + offer.duration > offer.deadline
        turn.note(.passed(task: offer.task, isLate ? .tooLate : .overBudget))
      }
    }
    replicas[0].offers = [:]
  }

  private mutating func append(_ kind: Deed.Kind, _ task: Int32, _ turn: inout Turn<Budget>) {
    let offer = settings.offer(of: task)
    stepLog(&turn) {
      _ = $0.append(
        .deed(Deed(kind, actor: offer.owner, subject: task, amount: offer.cost)), &$1)
    }
  }

  /// Asks the log for a change of a task that a worker wants, and answers at once where it has it already.
  mutating func ask(_ kind: Deed.Kind, _ task: Int32, _ turn: inout Turn<Budget>) {
    let state = replicas[0].purse.states[Int(task)]
    let isDue =
      switch kind {
      case .commit, .cancel: state == .granted
      default: state == .started
      }
    if isDue {
      if settings.mistake == .startsEarly, kind == .commit {
        turn.sendAhead(.started(task: task), to: agent(of: task))
      }
      append(kind, task, &turn)
    } else if replicas[0].raft.hasCommittedOwnTerm {
      turn.sendAhead(message(on: task), to: agent(of: task))
    }
  }

  mutating func lease(_ task: Int32, _ turn: inout Turn<Budget>) {
    let place = replicas[0].leases.append(task, task)
    replicas[0].leases.setDue(turn.now + settings.lease, at: place)
  }

  mutating func armLeases(_ turn: inout Turn<Budget>) {
    if let due = replicas[0].leases.firstDue() {
      turn.setTimer(.lease, after: Swift.max(0, due - turn.now))
    } else {
      turn.cancelTimer(.lease)
    }
  }

  /// Takes grants back that were not started in time.
  mutating func leasesExpired(_ turn: inout Turn<Budget>) {
    guard isReplica, replicas[0].raft.role == .leader else { return }
    for task in replicas[0].leases.due(by: turn.now) {
      if let place = replicas[0].leases.place(of: task) { replicas[0].leases.remove(at: place) }
      if replicas[0].purse.states[Int(task)] == .granted { append(.cancel, task, &turn) }
    }
    armLeases(&turn)
  }
}
