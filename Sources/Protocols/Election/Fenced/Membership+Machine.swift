import Simulator

/// The inputs of a membership; each case is a method elsewhere.
extension FencedElection.Membership {
  /// Joins as a follower. An agent that ran before may have made a promise just before it stopped, and
  /// does not remember when: it keeps one from now on for a whole lease.
  mutating func start(
    from record: Election.Storage.Record?, _ recovery: Recovery, _ turn: inout Turn<Election>
  ) {
    term = record?.term ?? 0
    acknowledged = record?.leader
    seen = term
    if recovery == .fresh {
      if settings.isAutomatic { startElection(&turn) }
      return
    }
    if settings.mistake != .forgetsPromise { promiseEnd = turn.now + settings.lease }
    if settings.isAutomatic {
      arm(max(detector.timeout, settings.lease), &turn)
    }
  }

  mutating func receive(
    _ message: Election.Message, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    guard let member = settings.directory.index(of: sender, in: scope) else { return }
    loseExpiredLease(&turn)
    let term = message.term
    switch message.body {
    case .election(let priority): receiveElection(term, priority, from: sender, &turn)
    case .answer: receiveAnswer(&turn)
    case .leased(let remaining): receiveLeased(term, remaining, &turn)
    case .coordinator(let sentAt):
      consider(sender, term, sentAt, isLeader: false, &turn)
    case .heartbeat(let sentAt): consider(sender, term, sentAt, isLeader: true, &turn)
    case .acknowledge(let sentAt): receiveAcknowledgement(term, sentAt, from: member, &turn)
    case .refuse: receiveRefusal(term, from: sender, &turn)
    case .challenge: receiveChallenge(term, from: sender, &turn)
    case .resign(let successor): receiveResignation(term, successor, from: sender, &turn)
    case .order(let number): receiveOrder(number, term, from: sender, &turn)
    case .accepted(let number): receiveAcceptance(of: number, term, from: sender, &turn)
    case .call, .vote, .stored: break
    }
  }

  mutating func expire(_ purpose: Election.Timer.Purpose, _ turn: inout Turn<Election>) {
    loseExpiredLease(&turn)
    switch purpose {
    case .phase: endPhase(&turn)
    case .tenure: endTenure(&turn)
    }
  }

  private mutating func endPhase(_ turn: inout Turn<Election>) {
    switch phase {
    case .following: suspect(&turn)
    case .electing: standUnanswered(&turn)
    case .deferring: fail(.noCoordinator, &turn)
    case .candidate: askAgain(&turn)
    case .leading: beat(&turn)
    }
  }

  mutating func accept(
    _ operation: Election.Operation, _ id: RequestID, _ turn: inout Turn<Election>
  ) {
    loseExpiredLease(&turn)
    switch operation {
    case .order: acceptOrder(id, &turn)
    case .elect: acceptElect(id, &turn)
    case .resign: acceptResign(id, &turn)
    }
  }

  private mutating func acceptElect(_ id: RequestID, _ turn: inout Turn<Election>) {
    if phase == .leading || isBound(turn.now) {
      return turn.respond(.hasLeader(leader ?? acknowledged), to: id)
    }
    if phase == .following { startElection(&turn) }
    turn.respond(.started(proposal), to: id)
  }
}

/// What all parts of a membership have in common.
extension FencedElection.Membership {
  var members: [AgentID] { settings.directory.members(of: scope) }

  /// The index of this agent among the members; it is one.
  var ownIndex: Int { settings.directory.index(of: id, in: scope) ?? 0 }

  var majority: Int {
    settings.mistake == .halvesMajority ? max(1, members.count / 2) : members.count / 2 + 1
  }

  var priority: Election.Priority { settings.directory.priority(of: id) }

  /// Whether a promise to another agent holds. One to itself does not bind: only an act as leader could
  /// break it, and an agent that no longer leads does not act.
  func isBound(_ now: Nanoseconds) -> Bool { now < promiseEnd && acknowledged != id }

  /// Whether this agent may stand now.
  func mayStand(_ now: Nanoseconds) -> Bool {
    settings.directory.mayLead(id) && now >= abstainsUntil
  }

  func note(_ fact: Election.Fact, _ term: Election.Term, _ turn: inout Turn<Election>) {
    turn.note(Election.Note(fact, term, scope))
  }

  func send(
    _ body: Election.Body, _ term: Election.Term, to agent: AgentID, _ turn: inout Turn<Election>
  ) {
    turn.send(Election.Message(body, term: term, scope: scope), to: agent)
  }

  func broadcast(
    _ body: Election.Body, _ term: Election.Term, _ turn: inout Turn<Election>
  ) {
    for member in members where member != id { send(body, term, to: member, &turn) }
  }

  func arm(_ delay: Nanoseconds, _ turn: inout Turn<Election>) {
    turn.setTimer(Election.Timer(.phase, scope: scopeIndex), after: delay)
  }
}
