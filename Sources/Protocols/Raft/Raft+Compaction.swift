import Simulator

extension Raft {
  /// What an agent has, writes, receives and sends of snapshots.
  struct Compaction: Hashable, Sendable {
    /// The newest that this agent took and its disk has, or that it installed.
    var latest: Snapshot?
    /// One that its disk writes.
    var pending: Snapshot?
    /// Parts of one that a leader sends.
    var incoming: Incoming?
    /// Of a leader: those under way to followers, one for each such follower.
    var outgoing: [Outgoing] = []

    init() {}
  }

  /// The parts of a snapshot that have come, from the first on.
  struct Incoming: Hashable, Sendable {
    /// That of the leader that sent the first, or went on with it.
    var term: Term
    let lastIndex: Index
    let lastTerm: Term
    var records: [Snapshot.Record] = []
  }

  /// A snapshot under way to a follower; it stays the same until it has arrived, whatever newer one there is.
  struct Outgoing: Hashable, Sendable {
    let follower: Int
    let lastIndex: Index
    let lastTerm: Term
    let records: [Snapshot.Record]
    /// How many of the records the follower has.
    var offset = 0
  }
}

/// Log compaction (paper, section 7; dissertation, 5.1): each agent takes snapshots of its own store.
extension Raft {
  /// Whether this agent has applied something that no snapshot of its own covers, and writes none.
  var mayCompact: Bool {
    !settings.isEmbedded && compaction.pending == nil
      && appliedIndex > compaction.latest?.lastIndex ?? 0
  }

  /// Writes a snapshot of what has been applied and, in the same durable write, gives up entries that it covers.
  ///
  /// The log in memory keeps them until then: what a crash leaves is a log from its start on or a snapshot and
  /// what follows it.
  @inline(never)
  mutating func takeSnapshot(_ turn: inout Turn<Raft>) {
    guard mayCompact, let snapshot = makeSnapshot() else { return }
    compactsAt = .max
    let base = base(for: snapshot)
    compaction.pending = snapshot
    turn.note(.tookSnapshot(last: snapshot.lastIndex, snapshot.lastTerm))
    if makes(.discardsAhead) { discardAhead(to: base, &turn) }
    turn.persist(.snapshot(snapshot, base: base))
    turn.send(.snapshotStored(index: snapshot.lastIndex), to: profile.id)
  }

  private func makeSnapshot() -> Snapshot? {
    guard let lastTerm = log.term(at: appliedIndex) else { return nil }
    if settings.mistake != nil, let snapshot = makeMistakenSnapshot() { return snapshot }
    return Snapshot(upTo: appliedIndex, lastTerm, store, settledMembers)
  }

  @inline(never)
  private func makeMistakenSnapshot() -> Snapshot? {
    switch settings.mistake {
    case .omitsSessions:
      var kept = store
      kept.forgetSessions()
      return Snapshot(upTo: appliedIndex, log.term(at: appliedIndex) ?? 0, kept, settledMembers)
    case .labelsAhead: return Snapshot(upTo: log.lastIndex, log.lastTerm, store, settledMembers)
    case .mislabelsTerm: return Snapshot(upTo: appliedIndex, term, store, settledMembers)
    default: return nil
    }
  }

  /// Up to where entries are given up: those behind stay for followers that lag a little.
  private func base(for snapshot: Snapshot) -> Index {
    max(log.base, min(appliedIndex, snapshot.lastIndex - settings.snapshotTrailing))
  }

  /// A mistake: the entries go with a write of their own, before the one of the snapshot.
  private mutating func discardAhead(to base: Index, _ turn: inout Turn<Raft>) {
    let earlier = compaction.latest ?? Snapshot(upTo: 0, 0, store.emptied, settledMembers)
    turn.persist(.snapshot(earlier, base: base))
    log.discard(through: base)
  }

  /// The disk has a snapshot up to an index.
  mutating func receiveSnapshotStored(
    _ index: Index, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    guard sender == profile.id, let snapshot = compaction.pending, snapshot.lastIndex == index
    else { return }
    compaction.pending = nil
    compaction.latest = snapshot
    log.discard(through: base(for: snapshot))
    turn.note(.compacted(base: log.base))
    planSnapshot()
    if appliedIndex >= compactsAt { takeSnapshot(&turn) }
  }

  /// Says when the next snapshot is due.
  mutating func planSnapshot() {
    guard let interval = settings.snapshotEvery else { return }
    compactsAt = (compaction.latest?.lastIndex ?? 0) + interval
  }

  /// Starts from what a snapshot holds and the log behind it.
  mutating func restore(_ snapshot: Snapshot) {
    compaction.latest = snapshot
    store = snapshot.store
    appliedIndex = max(snapshot.lastIndex, log.base)
    commitIndex = appliedIndex
  }
}
