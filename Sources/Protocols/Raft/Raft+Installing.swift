import Simulator

/// Followers that a leader sends a snapshot, since it has no more the entries that they lack (paper, figure 13).
extension Raft {
  mutating func receiveInstallSnapshot(
    _ message: InstallSnapshot, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    if isRival(message.term) { return }
    guard follow(sender, message.term, &turn) else {
      if message.term < term, makes(.dropsOldTerms) { return }
      return answer(.received(0), to: message, from: sender, &turn)
    }
    // What is committed here, a later snapshot at least covers; an earlier one would take it back.
    if message.lastIndex <= commitIndex, !makes(.installsOlder) {
      return answer(.installed(commitIndex), to: message, from: sender, &turn)
    }
    guard canRead(message.records, upTo: message.lastIndex, &turn), let count = take(message)
    else { return }
    guard message.isLast, count == message.offset + message.records.count else {
      return answer(.received(count), to: message, from: sender, &turn)
    }
    install(message, &turn)
    answer(.installed(message.lastIndex), to: message, from: sender, &turn)
  }

  /// Adds the records of a message to those that have come.
  ///
  /// Records of one place in the log are the same whoever sends them, so that a later leader may go on where
  /// an earlier one stopped; those of different places do not mix.
  /// - Returns: how many have come; nil for a late message of a snapshot that another has replaced.
  private mutating func take(_ message: InstallSnapshot) -> Int? {
    let isSame =
      compaction.incoming?.lastIndex == message.lastIndex
      && compaction.incoming?.lastTerm == message.lastTerm
    if !isSame, !(makes(.mixesSnapshots) && compaction.incoming != nil) {
      if let incoming = compaction.incoming, incoming.term == message.term,
        incoming.lastIndex > message.lastIndex
      {
        return nil
      }
      if message.offset != 0 { return 0 }
      compaction.incoming = Incoming(
        term: message.term, lastIndex: message.lastIndex, lastTerm: message.lastTerm)
    }
    compaction.incoming?.term = message.term
    let count = compaction.incoming?.records.count ?? 0
    if message.offset != count { return count }
    compaction.incoming?.records += message.records
    return count + message.records.count
  }

  /// Takes over the state, and of the log what follows it if it has the snapshot's last entry, else nothing.
  private mutating func install(_ message: InstallSnapshot, _ turn: inout Turn<Raft>) {
    let records = compaction.incoming?.records ?? []
    let snapshot = Snapshot(
      upTo: message.lastIndex, message.lastTerm, of: records, into: store.emptied)
    compaction.incoming = nil
    compaction.pending = nil
    turn.note(.installedSnapshot(last: snapshot.lastIndex, snapshot.lastTerm))
    turn.persist(.install(snapshot))
    rebase(on: snapshot, &turn)
    restore(snapshot)
    if snapshot.members != nil || !configurations.isEmpty { readConfigurations(&turn) }
    planSnapshot()
  }

  private mutating func rebase(on snapshot: Snapshot, _ turn: inout Turn<Raft>) {
    if makes(.keepsBehindSnapshot), log.lastIndex >= snapshot.lastIndex { return }
    if log.term(at: snapshot.lastIndex) == snapshot.lastTerm {
      log.discard(through: snapshot.lastIndex)
      guard makes(.dropsSuffix), log.lastIndex > snapshot.lastIndex else { return }
      log.truncate(after: snapshot.lastIndex)
      turn.persist(.append(after: snapshot.lastIndex, []))
    } else {
      log.restart(after: snapshot.lastIndex, snapshot.lastTerm)
    }
  }

  /// Leaves once everything it claims is durable.
  private func answer(
    _ outcome: InstallReply.Outcome, to message: InstallSnapshot, from sender: AgentID,
    _ turn: inout Turn<Raft>
  ) {
    let reply = InstallReply(term: term, stamp: message.stamp, outcome)
    turn.send(.installReply(reply), to: sender)
  }
}
