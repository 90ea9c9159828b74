import Simulator

/// What an agent answers for itself, once it is durable.
extension Hierarchy {
  mutating func answer(
    _ query: Query, to sender: AgentID, _ turn: inout Turn<Hierarchy>
  ) {
    var report = Report(query, of: group(at: 0))
    switch query.kind {
    case .elect: acknowledge(query, &report, &turn)
    case .vote: vote(query, &report, &turn)
    case .record: record(query, &report, &turn)
    case .announce: if let outcome = query.outcome { learn(query.subject, outcome, &turn) }
    }
    report.isQuorate = report.refusal == 0
    report.isComplete = report.isQuorate
    if settings.mistake == .answersAhead { return turn.sendAhead(.report(report), to: sender) }
    turn.send(.report(report), to: sender)
  }

  /// Acknowledges one candidate a term, and none of an earlier one.
  private mutating func acknowledge(
    _ query: Query, _ report: inout Report, _ turn: inout Turn<Hierarchy>
  ) {
    let level = Int(query.subject)
    let ballot = disk.ballot(at: level)
    if query.term > ballot.term {
      promise(query, level, &turn)
    } else if query.term < ballot.term
      || query.origin != ballot.candidate && settings.mistake != .acknowledgesTwice
    {
      report.refusal = ballot.term
      return
    }
    if level == tree.levels { report.unsettled = disk.unsettled }
  }

  private mutating func promise(
    _ query: Query, _ level: Int, _ turn: inout Turn<Hierarchy>
  ) {
    persist(
      .acknowledged(
        level: Int32(truncatingIfNeeded: level),
        Ballot(term: query.term, candidate: query.origin)), &turn)
  }

  /// Whether the query's root is no earlier than any that the agent knows of, which it promises to heed.
  private mutating func heeds(
    _ query: Query, _ report: inout Report, _ turn: inout Turn<Hierarchy>
  ) -> Bool {
    let term = disk.ballot(at: tree.levels).term
    if query.term < term {
      report.refusal = term
      return false
    }
    if query.term > term { promise(query, tree.levels, &turn) }
    return true
  }

  private mutating func vote(
    _ query: Query, _ report: inout Report, _ turn: inout Turn<Hierarchy>
  ) {
    guard heeds(query, &report, &turn) else { return }
    let entry = disk.entry(query.subject)
    report.record = entry.record
    if let vote = entry.vote {
      report.counts = Counts(vote)
      return
    }
    let choice = settings.vote(of: id, on: query.subject)
    persist(.voted(query.subject, choice), &turn)
    turn.note(.voted(query.subject, choice))
    report.counts = Counts(choice)
  }

  private mutating func record(
    _ query: Query, _ report: inout Report, _ turn: inout Turn<Hierarchy>
  ) {
    guard heeds(query, &report, &turn), let outcome = query.outcome else { return }
    let entry = disk.entry(query.subject)
    let record = Record(term: query.term, outcome: outcome)
    // What is decided needs no record; that it says the same is what the ballots are for.
    if entry.isLearned || entry.record == record { return }
    persist(.recorded(query.subject, record), &turn)
    turn.note(.recorded(query.subject, record))
  }
}
