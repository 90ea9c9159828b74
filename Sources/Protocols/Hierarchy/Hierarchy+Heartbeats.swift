import Simulator

/// Signs of life within groups, and who holds which unit.
extension Hierarchy {
  /// Tells each unit of the group that this agent coordinates it.
  mutating func beat(_ level: Int, _ turn: inout Turn<Hierarchy>) {
    if turn.now >= seats[level - 1].reviewAt, !review(level, &turn) { return }
    armPhase(level, settings.heartbeat, &turn)
    let own = ownPlace(at: level)
    for place in seats[level - 1].children.indices where place != own {
      if level > 1, seats[level - 1].children[place].misses >= 2 {
        chooseHolder(place, at: level, &turn)
      }
      if seats[level - 1].children[place].misses < .max {
        seats[level - 1].children[place].misses += 1
      }
      sendHeartbeat(to: place, at: level, &turn)
    }
  }

  /// Steps down unless it has heard from a majority of the units since the last time.
  private mutating func review(_ level: Int, _ turn: inout Turn<Hierarchy>) -> Bool {
    let children = seats[level - 1].children
    let heard = children.count { $0.isHeard } + 1
    if heard <= children.count / 2 {
      stepDown(level, .unheard, &turn)
      return false
    }
    for place in children.indices { seats[level - 1].children[place].isHeard = false }
    seats[level - 1].reviewAt = turn.now + settings.electionTimeout.upperBound
    return true
  }

  private func sendHeartbeat(to place: Int, at level: Int, _ turn: inout Turn<Hierarchy>) {
    let seat = seats[level - 1]
    let next = self.seat(at: level + 1)
    let first = tree.children(of: group(at: level)).lowerBound
    turn.sendAhead(
      .heartbeat(
        Heartbeat(
          to: Unit(level: level - 1, number: first + place), term: seat.term,
          learned: disk.learnedCount, parent: next?.coordinator, root: root)),
      to: seat.children[place].holder)
  }

  /// Whom this agent takes for the root.
  var root: AgentID? {
    if isRoot { return id }
    guard let seat = seats.last else { return nil }
    return seats.count == tree.levels ? seat.coordinator : seat.root
  }

  /// Any agent of a unit knows more of its holder than one that does not answer.
  mutating func chooseHolder(_ place: Int, at level: Int, _ turn: inout Turn<Hierarchy>) {
    let first = tree.children(of: group(at: level)).lowerBound
    let agents = tree.agents(of: Unit(level: level - 1, number: first + place))
    let drawn = Int(truncatingIfNeeded: turn.random.below(UInt64(agents.count)))
    seats[level - 1].children[place].holder = AgentID(agents.lowerBound + drawn)
    seats[level - 1].children[place].redirections = 0
  }

  mutating func receive(
    _ heartbeat: Heartbeat, from sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    guard holds(heartbeat.unit) else { return redirect(sender, from: heartbeat.unit, &turn) }
    let level = Int(heartbeat.unit.level) + 1
    let own = seats[level - 1].phase == .coordinating ? seats[level - 1].term : 0
    let latest = max(disk.ballot(at: level).term, own)
    if heartbeat.term < latest {
      return turn.sendAhead(.refused(group(at: level), latest), to: sender)
    }
    if seats[level - 1].phase != .following { stepDown(level, .preempted, &turn) }
    seats[level - 1].coordinator = sender
    seats[level - 1].term = heartbeat.term
    seats[level - 1].seen = max(seats[level - 1].seen, heartbeat.term)
    seats[level - 1].heardAt = turn.now
    seats[level - 1].parent = heartbeat.parent
    seats[level - 1].root = level == tree.levels ? sender : heartbeat.root
    armSuspicion(level, &turn)
    turn.sendAhead(
      .heard(heartbeat.unit, heartbeat.term, learned: disk.learnedCount), to: sender)
    if heartbeat.learned > disk.learnedCount {
      turn.sendAhead(.ask(from: disk.learnedCount), to: sender)
    }
  }

  /// Tells an agent that looks for the holder of a unit what this one knows.
  func redirect(_ sender: AgentID, from unit: Unit, _ turn: inout Turn<Hierarchy>) {
    let next = rank + 1
    let isMine = tree.group(of: id, at: Int(unit.level)) == unit
    let holder = isMine && next <= Int(unit.level) ? seat(at: next)?.coordinator : nil
    turn.sendAhead(.elsewhere(unit, holder), to: sender)
  }

  /// The group of which this agent is candidate or coordinator and to which a unit belongs, by its level.
  private func level(over unit: Unit) -> Int? {
    let level = Int(unit.level) + 1
    guard let seat = seat(at: level), seat.phase != .following,
      tree.parent(of: unit) == group(at: level)
    else { return nil }
    return level
  }

  mutating func receiveHeard(
    _ unit: Unit, _ term: Term, learned: Int32, from sender: AgentID,
    _ turn: inout Turn<Hierarchy>
  ) {
    guard let level = level(over: unit), seats[level - 1].term == term else { return }
    let place = tree.place(of: unit)
    seats[level - 1].children[place].holder = sender
    seats[level - 1].children[place].isHeard = true
    seats[level - 1].children[place].misses = 0
    seats[level - 1].children[place].redirections = 0
    if learned > disk.learnedCount { turn.sendAhead(.ask(from: disk.learnedCount), to: sender) }
  }

  /// Turns to the holder that an agent names, which was taken for the holder itself.
  mutating func receiveElsewhere(
    _ unit: Unit, _ holder: AgentID?, from sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    guard let level = level(over: unit) else { return }
    let place = tree.place(of: unit)
    guard seats[level - 1].children[place].holder == sender else { return }
    // What agents believe may go round in a circle.
    guard let holder, holder != sender, seats[level - 1].children[place].redirections < 4 else {
      seats[level - 1].children[place].misses = 2
      return
    }
    seats[level - 1].children[place].redirections += 1
    turnTo(holder, place, level, &turn)
  }

  /// A unit of this agent's group has a new holder.
  mutating func receiveTook(
    _ unit: Unit, from sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    guard let level = level(over: unit) else { return }
    turnTo(sender, tree.place(of: unit), level, &turn)
  }

  private mutating func turnTo(
    _ holder: AgentID, _ place: Int, _ level: Int, _ turn: inout Turn<Hierarchy>
  ) {
    if place == ownPlace(at: level) { return }
    seats[level - 1].children[place].holder = holder
    if seats[level - 1].phase == .coordinating { sendHeartbeat(to: place, at: level, &turn) }
    for index in collections.indices where Int(collections[index].group.level) == level {
      if collections[index].isOpen, !collections[index].answers[place].isComplete {
        ask(place, of: index, &turn)
      }
    }
  }

  /// A unit's holder is of a later term than this coordinator.
  mutating func receiveRefusal(
    _ group: Unit, _ term: Term, _ turn: inout Turn<Hierarchy>
  ) {
    let level = Int(group.level)
    guard let seat = seat(at: level), self.group(at: level) == group else { return }
    if seat.phase == .coordinating, term > seat.term {
      standAgain(level, after: term, &turn)
    } else {
      seats[level - 1].seen = max(seats[level - 1].seen, term)
    }
  }
}
