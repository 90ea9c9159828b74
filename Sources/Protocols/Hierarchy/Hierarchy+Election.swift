import Simulator

/// Elections: the same in groups of agents and in groups of groups.
extension Hierarchy {
  /// Joins the group of the next level above those that the agent coordinates.
  mutating func takeSeat(
    at level: Int, coordinator: AgentID?, root: AgentID?, _ turn: inout Turn<Hierarchy>
  ) {
    var seat = Seat()
    seat.seen = disk.ballot(at: level).term
    seat.coordinator = coordinator
    seat.root = root
    seats.append(seat)
    // At the start of the cluster the first of each group need not wait for the others' silence.
    if isFresh, ownPlace(at: level) == 0, coordinator == nil {
      stand(level, &turn)
    } else {
      armSuspicion(level, &turn)
    }
  }

  /// Asks the group for its acknowledgement in a later term than any that it has heard of.
  mutating func stand(_ level: Int, _ turn: inout Turn<Hierarchy>) {
    let group = group(at: level)
    let term = max(seats[level - 1].seen, disk.ballot(at: level).term) + 1
    seats[level - 1].phase = .candidate
    seats[level - 1].coordinator = nil
    seats[level - 1].seen = term
    seats[level - 1].term = term
    seatChildren(at: level)
    turn.note(.stood(group, term))
    armPhase(level, turn.random.within(settings.electionTimeout), &turn)
    let query = Query(
      .elect, Int32(truncatingIfNeeded: level), term: term, origin: id)
    open(Collection(query, in: group, children: seats[level - 1].children.count, turn.now), &turn)
  }

  /// What the group said so far of this agent's candidacy.
  mutating func advanceElection(_ index: Int, _ turn: inout Turn<Hierarchy>) {
    let level = Int(collections[index].group.level)
    seats[level - 1].seen = max(seats[level - 1].seen, collections[index].refusal)
    let own = ownPlace(at: level)
    if collections[index].answers[own].isQuorate {
      if collections[index].isQuorate { takeOffice(index, &turn) }
      return
    }
    if collections[index].includesOwn { return }
    let others = Int(collections[index].quorate)
    guard others + 1 > collections[index].answers.count / 2 else { return }
    collections[index].includesOwn = true
    // Its own disk is of the quorum in any case, so that no later life of it stands in this term again.
    let ballot = Ballot(term: collections[index].query.term, candidate: id)
    if disk.ballot(at: level) != ballot {
      if disk.ballot(at: level).term >= ballot.term { return }
      persist(.acknowledged(level: Int32(truncatingIfNeeded: level), ballot), &turn)
    }
    ask(own, of: index, &turn)
  }

  /// A quorum of the group, this agent included, has durably acknowledged it.
  private mutating func takeOffice(_ index: Int, _ turn: inout Turn<Hierarchy>) {
    let collection = collections.remove(at: index)
    let level = Int(collection.group.level)
    let (parent, root) = (seats[level - 1].parent, seats[level - 1].root)
    seats[level - 1].phase = .coordinating
    seats[level - 1].coordinator = id
    seats[level - 1].reviewAt = turn.now + settings.electionTimeout.upperBound
    turn.note(.elected(collection.group, collection.query.term))
    beat(level, &turn)
    if level < tree.levels {
      if let parent, parent != id { turn.sendAhead(.took(collection.group), to: parent) }
      takeSeat(at: level + 1, coordinator: parent == id ? nil : parent, root: root, &turn)
    } else {
      for proposal in collection.unsettled { resume(proposal, &turn) }
    }
  }

  /// Gives up a group, and with it all above.
  mutating func stepDown(_ level: Int, _ why: Departure, _ turn: inout Turn<Hierarchy>) {
    while seats.count > level {
      let top = seats.count
      if seats[top - 1].phase == .coordinating {
        turn.note(.steppedDown(group(at: top), seats[top - 1].term, .deprived))
      }
      seats.removeLast()
      turn.cancelTimer(Timer(.phase, top))
      turn.cancelTimer(Timer(.retry, top))
    }
    if seats[level - 1].phase == .coordinating {
      turn.note(.steppedDown(group(at: level), seats[level - 1].term, why))
    }
    seats[level - 1].phase = .following
    seats[level - 1].coordinator = nil
    seats[level - 1].isRetrying = false
    turn.cancelTimer(Timer(.retry, level))
    while let last = collections.last, last.group.level >= level {
      for client in last.clients {
        turn.respond(.notRoot(last.query.subject, nil), to: client)
      }
      collections.removeLast()
    }
    armSuspicion(level, &turn)
  }

  /// Agents of the group are of a later term and can never follow this one in its own; in a term of its
  /// own after that they are free to.
  mutating func standAgain(_ level: Int, after term: Term, _ turn: inout Turn<Hierarchy>) {
    seats[level - 1].seen = max(seats[level - 1].seen, term)
    stepDown(level, .preempted, &turn)
    stand(level, &turn)
  }

  /// Whether a member may let an election of its group go on, and if not, what it answers.
  ///
  /// It gives its own candidacy up for one of a later term, or of the same and a lower identity.
  mutating func admits(
    _ query: Query, from sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) -> Bool {
    let level = Int(query.subject)
    if query.origin == id { return true }
    switch seats[level - 1].phase {
    case .coordinating:
      turn.sendAhead(.leads(group(at: level), id), to: query.origin)
      return false
    case .candidate:
      let own = seats[level - 1].term
      if query.term < own || query.term == own && id < query.origin { return false }
      seats[level - 1].seen = max(seats[level - 1].seen, query.term)
      stepDown(level, .preempted, &turn)
    case .following:
      if let coordinator = seats[level - 1].coordinator, coordinator != query.origin,
        turn.now - seats[level - 1].heardAt < settings.electionTimeout.lowerBound
      {
        turn.sendAhead(.leads(group(at: level), coordinator), to: query.origin)
        return false
      }
      seats[level - 1].seen = max(seats[level - 1].seen, query.term)
      armSuspicion(level, &turn)
    }
    return true
  }

  /// The group has a coordinator, which this agent may not know.
  mutating func heed(_ coordinator: AgentID, of group: Unit, _ turn: inout Turn<Hierarchy>) {
    let level = Int(group.level)
    guard let seat = seat(at: level), seat.phase == .candidate, coordinator != id else { return }
    if level > 1 { turn.sendAhead(.took(self.group(at: level - 1)), to: coordinator) }
  }
}
