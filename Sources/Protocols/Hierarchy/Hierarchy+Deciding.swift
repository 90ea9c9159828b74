import Simulator

/// The root: one instance of consensus for each proposal, with its term as ballot.
extension Hierarchy {
  mutating func decide(_ proposal: Int32, _ client: RequestID, _ turn: inout Turn<Hierarchy>) {
    let entry = disk.entry(proposal)
    if entry.isLearned, let outcome = entry.outcome {
      return turn.respond(.decided(proposal, outcome), to: client)
    }
    guard isRoot else { return turn.respond(.notRoot(proposal, root), to: client) }
    let level = Int32(truncatingIfNeeded: tree.levels)
    for kind in [Query.Kind.vote, .record] {
      let (index, isThere) = index(of: Key(level, kind, proposal))
      if isThere { return collections[index].clients.append(client) }
    }
    collectVotes(on: proposal, [client], &turn)
  }

  /// A new root goes on with what an earlier one may have decided.
  mutating func resume(_ proposal: Int32, _ turn: inout Turn<Hierarchy>) {
    let entry = disk.entry(proposal)
    if entry.isLearned, let outcome = entry.outcome {
      start(.announce, proposal, outcome, [], &turn)
    } else {
      collectVotes(on: proposal, [], &turn)
    }
  }

  private mutating func collectVotes(
    on proposal: Int32, _ clients: [RequestID], _ turn: inout Turn<Hierarchy>
  ) {
    turn.note(.opened(proposal, seats[tree.levels - 1].term))
    start(.vote, proposal, nil, clients, &turn)
  }

  private mutating func start(
    _ kind: Query.Kind, _ proposal: Int32, _ outcome: Tally.Outcome?, _ clients: [RequestID],
    counts: Counts? = nil, _ turn: inout Turn<Hierarchy>
  ) {
    let seat = seats[tree.levels - 1]
    let query = Query(kind, proposal, outcome, term: seat.term, origin: id)
    var collection = Collection(query, in: tree.root, children: seat.children.count, turn.now)
    collection.clients = clients
    collection.basis = counts
    open(collection, &turn)
  }

  /// Decides once a quorum voted: for the latest record, or by the tally.
  mutating func advanceVote(_ index: Int, _ turn: inout Turn<Hierarchy>) {
    let collection = collections[index]
    if collection.refusal > collection.query.term {
      return standAgain(tree.levels, after: collection.refusal, &turn)
    }
    guard collection.isQuorate else { return }
    if let record = collection.record, settings.mistake != .ignoresRecord {
      return conclude(collection, record.outcome, nil, isDecided: record.term == .max, &turn)
    }
    let members =
      settings.tally == .counts ? tree.agentCount : collection.answers.count
    let tally = collection.counts.tally(members: members)
    if let outcome = tally.certainOutcome {
      conclude(collection, outcome, collection.counts, isDecided: false, &turn)
    } else if collection.isComplete || isDue(collection, turn.now) {
      conclude(collection, tally.deadlineOutcome, collection.counts, isDecided: false, &turn)
    }
  }

  private mutating func conclude(
    _ votes: Collection, _ outcome: Tally.Outcome, _ counts: Counts?, isDecided: Bool,
    _ turn: inout Turn<Hierarchy>
  ) {
    let proposal = votes.query.subject
    remove(votes.key)
    if let counts { turn.note(.tallied(proposal, tree.root, counts)) }
    if isDecided || settings.mistake == .recordsNothing {
      return publish(proposal, outcome, votes.clients, &turn)
    }
    start(.record, proposal, outcome, votes.clients, counts: counts, &turn)
  }

  /// Announces a decision once a quorum recorded it.
  mutating func advanceRecord(_ index: Int, _ turn: inout Turn<Hierarchy>) {
    let collection = collections[index]
    if collection.refusal > collection.query.term {
      return standAgain(tree.levels, after: collection.refusal, &turn)
    }
    guard collection.isQuorate, let outcome = collection.query.outcome else { return }
    collections.remove(at: index)
    turn.note(.decided(collection.query.subject, outcome, collection.basis))
    publish(collection.query.subject, outcome, collection.clients, &turn)
  }

  /// Answers the clients, and tells all agents. A quorum keeps it, so this agent's own disk may be late.
  private mutating func publish(
    _ proposal: Int32, _ outcome: Tally.Outcome, _ clients: [RequestID],
    _ turn: inout Turn<Hierarchy>
  ) {
    for client in clients { turn.respondAhead(.decided(proposal, outcome), to: client) }
    start(.announce, proposal, outcome, [], &turn)
  }
}
