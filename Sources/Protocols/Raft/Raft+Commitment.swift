import Simulator

/// Commitment and application (paper, 5.3 and 5.4.2).
extension Raft {
  /// The leader's own disk has everything up to `index`, which counts as one replica from now on.
  mutating func receiveStored(
    _ storedTerm: Term, _ index: Index, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    guard role == .leader, storedTerm == term, sender == profile.id else { return }
    noteStored(index, at: turn.now)
    endRefusal(storedUpTo: index)
    noteMatched(index, by: profile.id.index, &turn)
  }

  /// An agent's log is known to match, and to be durable, up to an index.
  mutating func noteMatched(_ index: Index, by agent: Int, _ turn: inout Turn<Raft>) {
    let earlier = progress[agent].match
    guard progress[agent].noteMatched(index, at: stamp) else {
      if makes(.lowersMatch), index < earlier { lowerMatch(to: index, of: agent) }
      return
    }
    matchLevel.rise(from: earlier, to: index)
    if index > commitIndex { advanceCommitIndex(&turn) }
  }

  /// A mistake: what a late reply says goes for what was known before.
  private mutating func lowerMatch(to index: Index, of agent: Int) {
    progress[agent].match = index
    matchLevel.fall(to: commitIndex, configuration)
  }

  /// Commits what a majority has, if this is known to stay.
  mutating func advanceCommitIndex(_ turn: inout Turn<Raft>) {
    let replicated = matchLevel.level(configuration, progress) { $0.match }
    guard replicated > commitIndex, mayCommit(replicated) else { return }
    commit(upTo: replicated, &turn)
    if !pendingReads.isEmpty { serveReads(&turn) }
    if configuration.members != nil { goOnChanging(&turn) }
  }

  /// Only an entry of the leader's term is committed by counting; earlier ones follow it (paper, 5.4.2).
  func mayCommit(_ index: Index) -> Bool {
    log.term(at: index) == term || makes(.commitsOldTerms)
  }

  /// Raises the commit index and applies up to it; nothing if it is there already.
  mutating func commit(upTo index: Index, _ turn: inout Turn<Raft>) {
    if index > commitIndex { advance(to: index, &turn) }
  }

  private mutating func advance(to index: Index, _ turn: inout Turn<Raft>) {
    turn.note(.committed(first: commitIndex + 1, last: index, byLeader: role == .leader))
    commitIndex = index
    let format = store.format
    while appliedIndex < index {
      if settings.mistake != nil { forgetBeforeApplying() }
      appliedIndex += 1
      let outcome = store.apply(log[appliedIndex].command, at: appliedIndex)
      if let pending = pendingWrites.first, pending.index == appliedIndex {
        pendingWrites.removeFirst()
        // A majority holds the entry, whatever this agent's own disk is busy with (dissertation, 10.2.1).
        let reply = pending.reads.map { .value(store.read($0)) } ?? Reply(outcome)
        turn.respondAhead(reply, to: pending.id)
      }
    }
    if store.format != format { turn.note(.formatFinalized(store.format)) }
    if index >= awaitedConfiguration { settleConfigurations(&turn) }
    if index >= compactsAt { takeSnapshot(&turn) }
  }

  /// Mistakes: what was applied is not known any more, or what was forgotten is applied.
  @inline(never)
  private mutating func forgetBeforeApplying() {
    if makes(.appliesTwice) { store.forgetSessions() }
    if makes(.forgetsExpiry) {
      store.readmit(log[appliedIndex + 1].command, at: appliedIndex + 1)
    }
  }
}

extension Raft.Reply {
  /// The answer to a command that has been applied.
  init(_ outcome: Raft.Store.Outcome?) {
    switch outcome {
    case .written?: self = .written
    case .mismatch(let found)?: self = .mismatch(found)
    case .opened(let number)?: self = .opened(number)
    case .expired?: self = .sessionExpired
    case nil: self = .unknown
    }
  }
}
