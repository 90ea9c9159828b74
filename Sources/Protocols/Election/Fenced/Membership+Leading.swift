import Simulator

/// Candidates that win, and leaders.
extension FencedElection.Membership {
  mutating func receiveAcknowledgement(
    _ term: Election.Term, _ sentAt: Nanoseconds, from member: Int, _ turn: inout Turn<Election>
  ) {
    let sentAt = settings.mistake == .stretchesLease ? turn.now : sentAt
    if phase == .candidate, term == proposal {
      count(member, sentAt, &turn)
    } else if phase == .leading, term == self.term, tally.record(member, sentAt) {
      extendLease(&turn)
    }
  }

  private mutating func count(
    _ member: Int, _ sentAt: Nanoseconds, _ turn: inout Turn<Election>
  ) {
    let wasWanting = tally.count + 1 < majority
    _ = tally.record(member, sentAt)
    if self.term == proposal, acknowledged == id, tally.hasAcknowledged(ownIndex) {
      let end = tally.base + settings.leaderLease
      if turn.now < end { lead(until: end, &turn) }
    } else if wasWanting, tally.count + 1 >= majority {
      send(.coordinator(sentAt: turn.now), proposal, to: id, &turn)
    }
  }

  /// Takes office: a majority, this agent included, durably acknowledged it.
  private mutating func lead(until end: Nanoseconds, _ turn: inout Turn<Election>) {
    phase = .leading
    leader = id
    leaseEnd = end
    orderNumber = 0
    note(.becameLeader(lease: end - turn.now), term, &turn)
    turn.setTimer(Election.Timer(.tenure, scope: scopeIndex), after: end - turn.now)
    beat(&turn)
  }

  /// Tells every member that this agent leads; their acknowledgements renew its lease.
  mutating func beat(_ turn: inout Turn<Election>) {
    arm(settings.heartbeat, &turn)
    broadcast(.heartbeat(sentAt: turn.now), term, &turn)
    if tally.record(ownIndex, turn.now) { extendLease(&turn) }
  }

  private mutating func extendLease(_ turn: inout Turn<Election>) {
    leaseEnd = tally.base + settings.leaderLease
    let remaining = leaseEnd - turn.now
    if remaining <= 0 { return loseExpiredLease(&turn) }
    note(.leaseExtended(remaining), term, &turn)
    turn.setTimer(Election.Timer(.tenure, scope: scopeIndex), after: remaining)
  }

  /// A leader stops acting the moment its own clock says so, whatever input it sees first.
  mutating func loseExpiredLease(_ turn: inout Turn<Election>) {
    guard phase == .leading, turn.now >= leaseEnd, settings.mistake != .keepsLease else { return }
    stepDown(.leaseLost, &turn)
    if settings.isAutomatic { arm(turn.random.within(settings.backoff), &turn) }
  }

  mutating func stepDown(_ departure: Election.Departure, _ turn: inout Turn<Election>) {
    note(.steppedDown(departure), term, &turn)
    phase = .following
    leader = nil
    leaseEnd = -.never
    promiseEnd = -.never
    turn.cancelTimer(Election.Timer(.tenure, scope: scopeIndex))
    for order in orders.items { turn.respond(.notLeader(nil), to: order.request) }
    orders = KeyedList()
  }

  /// A member refuses this candidate or leader. One of a later term can never follow it again, nor can
  /// one that acknowledged another agent in the same term, such as a candidate that did not win: a
  /// leader then stands for a later term itself, in which its followers are free to follow it. A
  /// candidate goes on as long as a majority may still acknowledge it, so that a few members that come
  /// back with a term that no candidate won do not unseat the leader of the others.
  mutating func receiveRefusal(
    _ term: Election.Term, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    seen = max(seen, term)
    if phase == .leading, term >= self.term {
      stepDown(.preempted, &turn)
      proposal = seen + 1
      note(.electionStarted, proposal, &turn)
      stand(&turn)
    } else if phase == .candidate, term >= proposal {
      refusers.insert(sender)
      if refusers.count > members.count - majority { fail(.preempted, &turn) }
    }
  }
}

/// Orders: a leader's acts, which members accept by the term alone.
extension FencedElection.Membership {
  mutating func acceptOrder(_ id: RequestID, _ turn: inout Turn<Election>) {
    guard phase == .leading else { return turn.respond(.notLeader(leader), to: id) }
    orderNumber += 1
    orders.append(PendingOrder(number: orderNumber, request: id), orderNumber)
    for member in members { send(.order(orderNumber), term, to: member, &turn) }
  }

  /// Accepted only from the leader that this member acknowledged last.
  mutating func receiveOrder(
    _ number: Int64, _ term: Election.Term, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    let isHeeded = term == self.term && acknowledged == sender
    if isHeeded || settings.mistake == .acceptsOldOrders {
      note(.orderAccepted(from: sender, number), term, &turn)
      send(.accepted(number), term, to: sender, &turn)
    } else if term < self.term {
      note(.orderRefused(from: sender, number), term, &turn)
      send(.refuse(remaining: 0), self.term, to: sender, &turn)
    }
  }

  mutating func receiveAcceptance(
    of number: Int64, _ term: Election.Term, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    guard phase == .leading, term == self.term,
      let place = orders.place(of: number)
    else { return }
    orders[place].accepted.insert(sender)
    if orders[place].accepted.count < majority { return }
    turn.respond(.done(term), to: orders[place].request)
    orders.remove(at: place)
  }
}
