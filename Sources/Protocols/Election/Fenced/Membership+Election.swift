import Simulator

/// Suspicion, the question to fitter members, and candidacy.
extension FencedElection.Membership {
  /// Silence lasted too long. While a promise holds no leader can be acknowledged, so it waits it out.
  mutating func suspect(_ turn: inout Turn<Election>) {
    if let leader {
      note(.suspected(leader), term, &turn)
      self.leader = nil
    }
    if isBound(turn.now) { return arm(promiseEnd - turn.now, &turn) }
    startElection(&turn)
  }

  /// Asks the fitter members whether they are there; the fittest stands at once.
  mutating func startElection(_ turn: inout Turn<Election>) {
    leader = nil
    seen = max(seen, term)
    proposal = seen + 1
    phase = .electing
    note(.electionStarted, proposal, &turn)
    let mayStand = mayStand(turn.now)
    let own = priority
    var asked = false
    for candidate in settings.directory.candidates(of: scope) where candidate != id {
      if mayStand, settings.directory.priority(of: candidate) < own { break }
      send(.election(own), proposal, to: candidate, &turn)
      asked = true
    }
    if asked { return arm(settings.answerTimeout, &turn) }
    if mayStand { stand(&turn) } else { fail(.noEligibleCandidate, &turn) }
  }

  mutating func standUnanswered(_ turn: inout Turn<Election>) {
    if mayStand(turn.now) { stand(&turn) } else { fail(.noAnswer, &turn) }
  }

  /// Gives this election up, and holds another of a later term after a while.
  mutating func fail(_ failure: Election.Failure, _ turn: inout Turn<Election>) {
    note(.electionFailed(failure), proposal, &turn)
    seen = max(seen, proposal)
    phase = .following
    let isHopeless = failure == .noEligibleCandidate
    arm(isHopeless ? settings.deadline : turn.random.within(settings.backoff), &turn)
  }

  mutating func stand(_ turn: inout Turn<Election>) {
    phase = .candidate
    note(.becameCandidate, proposal, &turn)
    tally = FencedElection.Tally(memberCount: members.count, majority: majority)
    refusers = AgentSet()
    giveUpAt = turn.now + settings.deadline
    announce(&turn)
  }

  /// Asks every other member for its acknowledgement; itself only when that makes a majority, so that a
  /// candidate that none follows keeps its term.
  private mutating func announce(_ turn: inout Turn<Election>) {
    arm(min(settings.heartbeat, max(1, giveUpAt - turn.now)), &turn)
    broadcast(.coordinator(sentAt: turn.now), proposal, &turn)
    if tally.count + 1 >= majority {
      send(.coordinator(sentAt: turn.now), proposal, to: id, &turn)
    }
  }

  mutating func askAgain(_ turn: inout Turn<Election>) {
    if turn.now >= giveUpAt { fail(.deadline, &turn) } else { announce(&turn) }
  }

  /// A less fit member holds an election.
  mutating func receiveElection(
    _ proposed: Election.Term, _ other: Election.Priority, from sender: AgentID,
    _ turn: inout Turn<Election>
  ) {
    if phase == .leading {
      return send(.leased(remaining: leaseEnd - turn.now), term, to: sender, &turn)
    }
    if isBound(turn.now) {
      return send(.leased(remaining: promiseEnd - turn.now), term, to: sender, &turn)
    }
    guard mayStand(turn.now), other < priority || !settings.directory.mayLead(sender) else {
      return
    }
    send(.answer, proposed, to: sender, &turn)
    seen = max(seen, proposed - 1)
    if phase == .following { startElection(&turn) }
  }

  mutating func receiveAnswer(_ turn: inout Turn<Election>) {
    guard phase == .electing else { return }
    phase = .deferring
    arm(settings.coordinatorTimeout, &turn)
  }

  /// A fitter member is bound to a leader: no election until that promise is over.
  mutating func receiveLeased(
    _ term: Election.Term, _ remaining: Nanoseconds, _ turn: inout Turn<Election>
  ) {
    guard phase == .electing else { return }
    seen = max(seen, term)
    phase = .following
    let wait = min(max(0, remaining), settings.lease)
    arm(wait + turn.random.within(settings.backoff), &turn)
  }
}
