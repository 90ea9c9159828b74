import Simulator

/// What a member promises candidates and leaders.
extension FencedElection.Membership {
  /// A candidate asks for this member's acknowledgement, or a leader for its renewal.
  mutating func consider(
    _ sender: AgentID, _ term: Election.Term, _ sentAt: Nanoseconds, isLeader: Bool,
    _ turn: inout Turn<Election>
  ) {
    if let remaining = objection(to: sender, term, isLeader: isLeader, turn.now) {
      return send(.refuse(remaining: remaining), self.term, to: sender, &turn)
    }
    if term > self.term { acknowledge(sender, term, &turn) }
    promiseEnd = turn.now + settings.lease
    if settings.mistake == .acknowledgesAhead {
      let body = Election.Body.acknowledge(sentAt: sentAt)
      turn.sendAhead(Election.Message(body, term: term, scope: scope), to: sender)
    } else {
      send(.acknowledge(sentAt: sentAt), term, to: sender, &turn)
    }
    if sender != id { follow(sender, isLeader: isLeader, &turn) }
  }

  /// Nil if this member may acknowledge, else how long it is bound to another; 0 if it never will.
  private func objection(
    to sender: AgentID, _ term: Election.Term, isLeader: Bool, _ now: Nanoseconds
  ) -> Nanoseconds? {
    if term < self.term { return 0 }
    if term == self.term {
      return acknowledged == sender || settings.mistake == .acknowledgesTwice ? nil : 0
    }
    if sender != id, phase == .leading { return max(0, leaseEnd - now) }
    if acknowledged != sender, now < promiseEnd, settings.mistake != .breaksPromise {
      return promiseEnd - now
    }
    // Of two candidates the one of the later term, then the fitter one, keeps its own acknowledgement.
    if !isLeader, sender != id, phase == .candidate, proposal >= term,
      proposal > term || settings.directory.priority(of: sender) < priority
    {
      return 0
    }
    return nil
  }

  /// Acknowledges a leader of a new term; what is sent from now on waits until that is durable.
  private mutating func acknowledge(
    _ leader: AgentID, _ term: Election.Term, _ turn: inout Turn<Election>
  ) {
    self.term = term
    seen = max(seen, term)
    acknowledged = leader
    self.leader = nil
    turn.persist(.acknowledged(scope, term, leader))
    note(.acknowledged(leader), term, &turn)
  }

  private mutating func follow(
    _ sender: AgentID, isLeader: Bool, _ turn: inout Turn<Election>
  ) {
    phase = .following
    if leader != sender {
      detector.reset()
      if isLeader { startFollowing(sender, &turn) }
    }
    detector.hear(at: turn.now)
    if settings.isAutomatic {
      arm(detector.timeout, &turn)
    } else {
      turn.cancelTimer(Election.Timer(.phase, scope: scopeIndex))
    }
  }

  /// First message from a leader. A member fitter by the margin challenges it after the dwell.
  private mutating func startFollowing(_ leader: AgentID, _ turn: inout Turn<Election>) {
    self.leader = leader
    note(.followed(leader), term, &turn)
    if settings.directory.mayLead(id), beats(id, leader) {
      turn.setTimer(Election.Timer(.tenure, scope: scopeIndex), after: settings.dwell)
    } else {
      turn.cancelTimer(Election.Timer(.tenure, scope: scopeIndex))
    }
  }

  /// Whether a challenger is fitter than the incumbent by the margin.
  private func beats(_ challenger: AgentID, _ incumbent: AgentID) -> Bool {
    let directory = settings.directory
    let least = Int64(directory.priority(of: incumbent).score) + Int64(settings.margin) * 1000
    return Int64(directory.priority(of: challenger).score) >= least
      && directory.priority(of: incumbent) < directory.priority(of: challenger)
  }

  /// The dwell is over, or a leader's lease is.
  mutating func endTenure(_ turn: inout Turn<Election>) {
    guard phase == .following, let leader, leader != id else { return }
    note(.challenged(leader), term, &turn)
    send(.challenge, term, to: leader, &turn)
    turn.setTimer(Election.Timer(.tenure, scope: scopeIndex), after: settings.dwell)
  }

  /// A member that is fitter by the margin asks this leader to make way.
  mutating func receiveChallenge(
    _ term: Election.Term, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    guard phase == .leading, term == self.term, settings.directory.mayLead(sender),
      beats(sender, id)
    else { return }
    stepDown(.yielded, &turn)
    broadcast(.resign(successor: sender), self.term, &turn)
    arm(settings.coordinatorTimeout, &turn)
  }

  mutating func acceptResign(_ id: RequestID, _ turn: inout Turn<Election>) {
    guard phase == .leading else { return turn.respond(.notLeader(leader), to: id) }
    stepDown(.resigned, &turn)
    abstainsUntil = turn.now + settings.deadline
    broadcast(.resign(successor: nil), term, &turn)
    arm(settings.coordinatorTimeout, &turn)
    turn.respond(.done(term), to: id)
  }

  /// The leader frees this member of its promise. It acts no more in this term, so that is safe.
  mutating func receiveResignation(
    _ term: Election.Term, _ successor: AgentID?, from sender: AgentID,
    _ turn: inout Turn<Election>
  ) {
    guard term == self.term, acknowledged == sender, phase == .following else { return }
    promiseEnd = -.never
    leader = nil
    if successor == id { return startElection(&turn) }
    let wait =
      successor == nil
      ? turn.random.within(1...settings.answerTimeout) : settings.coordinatorTimeout
    arm(wait, &turn)
  }
}
