import Simulator

/// Questions on their way down and reports on their way up.
extension Hierarchy {
  /// Asks the units of a group; a collection of the same key is over.
  mutating func open(_ collection: Collection, _ turn: inout Turn<Hierarchy>) {
    let (index, isThere) = index(of: collection.key)
    if isThere {
      collections[index] = collection
    } else {
      collections.insert(collection, at: index)
    }
    let level = Int(collection.group.level)
    let own = collection.includesOwn ? nil : ownPlace(at: level)
    for place in collection.answers.indices where place != own { ask(place, of: index, &turn) }
    armRetry(level, &turn)
    // A group of one unit is decided by itself.
    if collection.answers.count == 1, !collection.includesOwn { advanceElection(index, &turn) }
  }

  /// Asks one unit.
  func ask(_ place: Int, of index: Int, _ turn: inout Turn<Hierarchy>) {
    let collection = collections[index]
    let level = Int(collection.group.level)
    let unit = Unit(
      level: level - 1, number: tree.children(of: collection.group).lowerBound + place)
    let target = seats[level - 1].children[place].holder
    let message = Message.query(collection.query, unit)
    // The candidate's own acknowledgement is durable before it asks its own unit.
    if target == id { turn.send(message, to: id) } else { turn.sendAhead(message, to: target) }
  }

  private mutating func armRetry(_ level: Int, _ turn: inout Turn<Hierarchy>) {
    if seats[level - 1].isRetrying { return }
    seats[level - 1].isRetrying = true
    turn.setTimer(Timer(.retry, level), after: settings.retry)
  }

  /// A unit is asked.
  mutating func receive(
    _ query: Query, to unit: Unit, from sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    guard holds(unit) else { return redirect(sender, from: unit, &turn) }
    if query.kind == .elect, query.subject == unit.level + 1,
      !admits(query, from: sender, &turn)
    {
      return
    }
    if unit.level == 0 { return answer(query, to: sender, &turn) }
    let (index, isThere) = index(of: Key(unit.level, query.kind, query.subject))
    if isThere, collections[index].query.term >= query.term {
      return repeatReport(index, query, to: sender, &turn)
    }
    supersede(query, at: unit.level)
    let children = seats[Int(unit.level) - 1].children.count
    open(Collection(query, in: unit, children: children, turn.now, for: sender), &turn)
  }

  /// The unit has been asked before, or by one of a later term.
  private mutating func repeatReport(
    _ index: Int, _ query: Query, to sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    if collections[index].query == query, collections[index].requester != nil {
      collections[index].requester = sender
      collections[index].refreshedAt = turn.now
      if collections[index].isOpen {
        armRetry(Int(collections[index].group.level), &turn)
      } else {
        tell(index, &turn)
      }
    } else if collections[index].query.term > query.term {
      var report = Report(query, of: collections[index].group)
      report.refusal = collections[index].query.term
      turn.sendAhead(.report(report), to: sender)
    }
  }

  /// Each question on a proposal makes those before it moot.
  private mutating func supersede(_ query: Query, at level: Int32) {
    if query.kind == .record || query.kind == .announce { remove(Key(level, .vote, query.subject)) }
    if query.kind == .announce { remove(Key(level, .record, query.subject)) }
  }

  /// A unit answers.
  mutating func receive(_ report: Report, _ turn: inout Turn<Hierarchy>) {
    let group = tree.parent(of: report.unit)
    let (index, isThere) = index(of: Key(group.level, report.query.kind, report.query.subject))
    guard isThere, collections[index].group == group, collections[index].query == report.query
    else { return }
    collections[index].take(report, from: tree.place(of: report.unit))
    advance(index, isDue: false, &turn)
  }

  /// Does what the answers so far allow.
  private mutating func advance(
    _ index: Int, isDue: Bool, _ turn: inout Turn<Hierarchy>
  ) {
    if collections[index].requester != nil { return advanceRelay(index, isDue: isDue, &turn) }
    switch collections[index].query.kind {
    case .elect: advanceElection(index, &turn)
    case .vote: advanceVote(index, &turn)
    case .record: advanceRecord(index, &turn)
    case .announce: if collections[index].isComplete { collections.remove(at: index) }
    }
  }

  /// Reports when all is said, or what there is when it is due.
  private mutating func advanceRelay(
    _ index: Int, isDue: Bool, _ turn: inout Turn<Hierarchy>
  ) {
    let collection = collections[index]
    let told = collection.told
    if collection.refusal > told?.refusal ?? 0 { return tell(index, &turn) }
    if !collection.isOpen {
      let wasOpen =
        collection.query.kind == .elect || collection.query.kind == .record
        ? told?.isQuorate != true : told?.isComplete != true
      if wasOpen { tell(index, &turn) }
      if collection.query.kind == .announce { remove(collection.key) }
    } else if isDue, collection.query.kind == .vote,
      collection.counts.cast > told?.counts.cast ?? 0
        || collection.isQuorate && told?.isQuorate != true
    {
      tell(index, &turn)
    }
  }

  /// Reports to the agent that asked.
  private mutating func tell(_ index: Int, _ turn: inout Turn<Hierarchy>) {
    let collection = collections[index]
    guard let requester = collection.requester else { return }
    var report = Report(collection.query, of: collection.group)
    report.isQuorate = collection.isQuorate
    report.isComplete = collection.isComplete
    report.record = collection.record
    report.refusal = collection.refusal
    report.unsettled = collection.unsettled
    if collection.query.kind == .vote, collection.isComplete || isDue(collection, turn.now) {
      report.counts = groupVote(collection)
      turn.note(.tallied(collection.query.subject, collection.group, report.counts))
    }
    collections[index].told = report
    turn.sendAhead(.report(report), to: requester)
  }

  /// What a group tells the next level of its votes.
  private func groupVote(_ collection: Collection) -> Counts {
    if settings.tally == .counts { return collection.counts }
    switch collection.counts.tally(members: collection.answers.count).deadlineOutcome {
    case .accepted: return Counts(.accept)
    case .rejected: return Counts(.reject)
    case .failed, .timedOut: return Counts(.abstain)
    }
  }

  /// Whether a group has waited long enough for votes.
  func isDue(_ collection: Collection, _ now: Nanoseconds) -> Bool {
    let share = settings.deadline / Int64(tree.levels) * Int64(collection.group.level)
    return now - collection.startedAt >= share
  }

  /// Asks units again that have not answered, and gives up what nobody asks for any more.
  mutating func retry(_ level: Int, _ turn: inout Turn<Hierarchy>) {
    seats[level - 1].isRetrying = false
    for key in collections.filter({ $0.group.level == level }).map({ $0.key }) {
      let (index, isThere) = index(of: key)
      guard isThere, collections[index].isOpen else { continue }
      if isForgotten(collections[index], turn.now) {
        collections.remove(at: index)
        continue
      }
      resend(index, &turn)
      armRetry(level, &turn)
      advance(index, isDue: isDue(collections[index], turn.now), &turn)
    }
  }

  private func isForgotten(_ collection: Collection, _ now: Nanoseconds) -> Bool {
    if collection.requester != nil { return now - collection.refreshedAt >= settings.deadline }
    return collection.query.kind == .announce && now - collection.startedAt >= settings.deadline
  }

  private mutating func resend(_ index: Int, _ turn: inout Turn<Hierarchy>) {
    let collection = collections[index]
    let level = Int(collection.group.level)
    if turn.now - collection.sentAt < settings.retry * Int64(level) { return }
    collections[index].sentAt = turn.now
    let own = ownPlace(at: level)
    let wantsAll = collection.query.kind == .vote || collection.query.kind == .announce
    for place in collection.answers.indices {
      let answer = collection.answers[place]
      if wantsAll ? answer.isComplete : answer.isQuorate { continue }
      if place == own, !collection.includesOwn { continue }
      // A coordinator looks for holders with its heartbeats; a candidate has none.
      if level > 1, place != own, seats[level - 1].phase == .candidate {
        chooseHolder(place, at: level, &turn)
      }
      ask(place, of: index, &turn)
    }
  }
}
