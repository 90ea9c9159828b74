import Simulator

/// Leaders sending entries (paper, 5.3; dissertation, 10.2).
extension Raft {
  /// Sends the log's entries from `first` on, just appended, and writes them to its disk meanwhile
  /// (dissertation, 10.2.1).
  mutating func replicate(from first: Index, _ turn: inout Turn<Raft>) {
    turn.note(.appended(first: first, last: log.lastIndex, term))
    let added = log.entries(from: first, limit: .max)
    advanceStamp(turn)
    noteUnstored(at: turn.now)
    if !settings.writesInParallel { turn.persist(.append(after: first - 1, added)) }
    for index in progress.indices where index != profile.id.index && replicates(to: index) {
      if progress[index].next == first && !makes(.sendsOneByOne)
        && added.count <= settings.maxEntriesPerMessage
      {
        // The usual case: all followers share one copy.
        if maySend(to: index) { send(added, to: index, &turn) }
      } else {
        sendWaiting(to: index, &turn)
      }
    }
    if settings.writesInParallel { turn.persist(.append(after: first - 1, added)) }
    let stored = Message.stored(term: term, index: log.lastIndex)
    if makes(.countsOwnAhead) { return turn.sendAhead(stored, to: profile.id) }
    turn.send(stored, to: profile.id)
  }

  /// Sends entries that wait for this follower, as far as the limits allow.
  mutating func sendWaiting(to index: Int, _ turn: inout Turn<Raft>) {
    if progress[index].next <= log.base { return sendSnapshot(to: index, &turn) }
    while progress[index].next <= log.lastIndex && maySend(to: index) {
      advanceStamp(turn)
      let first = progress[index].next
      let limit = makes(.sendsOneByOne) ? 1 : settings.maxEntriesPerMessage
      send(log.entries(from: first, limit: limit), to: index, &turn)
    }
  }

  /// Seeks where the logs of all agree with this one, which it counts as one replica itself.
  mutating func probeAll(_ turn: inout Turn<Raft>) {
    advanceStamp(turn)
    for index in progress.indices where index != profile.id.index && replicates(to: index) {
      send([], to: index, &turn)
    }
    turn.send(.stored(term: term, index: log.lastIndex), to: profile.id)
  }

  /// Seeks again where a follower's log agrees, whose answer to that was lost.
  mutating func probeAgain(_ index: Int, _ turn: inout Turn<Raft>) {
    guard settings.leaderProbes, progress[index].probe != nil, maySend(to: index),
      progress[index].next > log.base
    else { return }
    advanceStamp(turn)
    send([], to: index, &turn)
  }

  /// Whether the follower's window has room: one message while its log is sought, then several.
  func maySend(to index: Int) -> Bool {
    let limit = progress[index].probe == nil ? settings.maxInFlight : 1
    return progress[index].inFlight < limit
  }

  private mutating func send(_ entries: [Entry], to index: Int, _ turn: inout Turn<Raft>) {
    let previous = progress[index].next - 1
    progress[index].noteSent(entries.count, stamp: stamp, at: turn.now)
    let message = AppendEntries(
      term: term, previousIndex: previous, previousTerm: log.term(at: previous) ?? 0,
      commitIndex: commitIndex, stamp: stamp, entries: entries)
    if settings.writesInParallel {
      turn.sendAhead(.appendEntries(message), to: AgentID(index))
    } else {
      turn.send(.appendEntries(message), to: AgentID(index))
    }
  }

  /// Sends a sign of life to each follower that was left alone for a whole interval.
  mutating func sendDueHeartbeats(_ turn: inout Turn<Raft>) {
    guard role == .leader else { return }
    if isStalled(at: turn.now) { return giveUpOnDisk(&turn) }
    advanceStamp(turn)
    var longestSilence: Nanoseconds = 0
    for index in progress.indices where index != profile.id.index && replicates(to: index) {
      let silence = turn.now - progress[index].lastSent
      // Negative after the clock was set back.
      if silence < 0 || silence >= settings.heartbeat {
        sendHeartbeat(to: index, &turn)
      } else {
        longestSilence = max(longestSilence, silence)
      }
    }
    turn.setTimer(.heartbeat, after: settings.heartbeat - longestSilence)
    if catchUp != nil || transfer != nil || !settings.priorities.isEmpty { attend(&turn) }
  }

  /// Sends a sign of life to every follower.
  mutating func sendHeartbeats(_ turn: inout Turn<Raft>) {
    advanceStamp(turn)
    for index in progress.indices where index != profile.id.index && replicates(to: index) {
      sendHeartbeat(to: index, &turn)
    }
  }

  /// Never promises a commit beyond what the follower is known to have.
  mutating func sendHeartbeat(to index: Int, _ turn: inout Turn<Raft>) {
    progress[index].lastSent = turn.now
    let known = makes(.promisesUnmatched) ? commitIndex : progress[index].match
    let heartbeat = Heartbeat(term: term, commitIndex: min(commitIndex, known), stamp: stamp)
    turn.sendAhead(.heartbeat(heartbeat), to: AgentID(index))
  }
}
