import Simulator

/// Followers (paper, 5.3 and figure 2).
extension Raft {
  mutating func receiveAppendEntries(
    _ message: AppendEntries, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    if isRival(message.term) { return }
    guard follow(sender, message.term, &turn),
      log.term(at: message.previousIndex) == message.previousTerm
    else { return refuse(message, from: sender, &turn) }
    take(message, from: sender, &turn)
  }

  @inline(__always)
  private mutating func take(
    _ message: AppendEntries, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    let matched = message.previousIndex + message.entries.count
    guard canRead(message.entries, after: message.previousIndex, &turn) else { return }
    store(message, &turn)
    reply(.matched(matched), to: message, from: sender, &turn)
    let known = makes(.commitsUnmatched) ? log.lastIndex : matched
    commit(upTo: min(message.commitIndex, known), &turn)
  }

  private mutating func refuse(
    _ message: AppendEntries, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    if message.term < term, makes(.dropsOldTerms) { return }
    if message.term == term, role == .follower, message.previousIndex < log.base {
      return take(behindBase(message), from: sender, &turn)
    }
    if message.term == term, makes(.skipsMatching), message.previousIndex <= log.lastIndex {
      return take(message, from: sender, &turn)
    }
    reply(conflict(at: message.previousIndex), to: message, from: sender, &turn)
  }

  /// What a message brings behind the base of this log; up to there all is committed and so the leader's as well.
  private func behindBase(_ message: AppendEntries) -> AppendEntries {
    var rest = message
    rest.entries = Array(message.entries.dropFirst(log.base - message.previousIndex))
    (rest.previousIndex, rest.previousTerm) = (log.base, log.baseTerm)
    return rest
  }

  mutating func receiveHeartbeat(
    _ heartbeat: Heartbeat, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    if isRival(heartbeat.term) { return }
    let follows = follow(sender, heartbeat.term, &turn)
    if !follows, makes(.dropsOldTerms) { return }
    let reply = HeartbeatReply(term: term, stamp: heartbeat.stamp, lastIndex: log.lastIndex)
    turn.send(.heartbeatReply(reply), to: sender)
    // A log shorter than the leader knows it to be has lost its disk; it commits what it has.
    if follows { commit(upTo: min(heartbeat.commitIndex, log.lastIndex), &turn) }
  }

  /// Whether another agent leads this leader's term, which only disks that forgot a vote can bring
  /// about; the two have nothing to say to each other.
  func isRival(_ senderTerm: Term) -> Bool { role == .leader && senderTerm == term }

  /// Accepts the sender as the leader of its term, which resets the election timer.
  ///
  /// - Returns: whether it is; not if its term is over.
  mutating func follow(
    _ sender: AgentID, _ senderTerm: Term, _ turn: inout Turn<Raft>
  ) -> Bool {
    if senderTerm < term { return false }
    if senderTerm != term || leader != sender || role != .follower {
      if role == .candidate, senderTerm == term, makes(.ignoresWinner) { return false }
      acceptLeader(sender, senderTerm, &turn)
    }
    leaderHeard = turn.now
    armElectionTimer(settings.electionTimeout, &turn)
    if settings.entryFormat > 1 { announceFormat(to: sender, &turn) }
    return true
  }

  private mutating func acceptLeader(
    _ sender: AgentID, _ senderTerm: Term, _ turn: inout Turn<Raft>
  ) {
    if senderTerm > term {
      adopt(senderTerm, leader: sender, &turn)
    } else if role != .follower {
      becomeFollower(of: sender, &turn)
    }
    leader = sender
    fruitlessCandidacies = 0
    turn.note(.followed(sender, senderTerm))
    if makes(.forgetsVote) {
      votedFor = nil
      persistTerm(&turn)
    }
  }

  /// Adds the entries that the log does not have; removes others only where the terms conflict.
  private mutating func store(_ message: AppendEntries, _ turn: inout Turn<Raft>) {
    var known = log.countOfKnown(message.entries, after: message.previousIndex)
    if settings.mistake != nil { known = mistakenCount(known, message) }
    if known == message.entries.count { return }
    let last = message.previousIndex + known
    if last < log.lastIndex {
      turn.note(.truncated(first: last + 1, last: log.lastIndex))
      log.truncate(after: last)
      if last < configurationIndex { takeBackConfigurations(after: last, &turn) }
    }
    let added = known == 0 ? message.entries : Array(message.entries[known...])
    log.append(added)
    heedConfigurations(in: added, after: last, &turn)
    turn.persist(.append(after: last, added))
  }

  /// How many of the entries are taken for known where that is done wrong.
  @inline(never)
  private mutating func mistakenCount(_ known: Int, _ message: AppendEntries) -> Int {
    if makes(.truncatesAlways) { return 0 }
    return makes(.keepsConflicts)
      ? min(message.entries.count, log.lastIndex - message.previousIndex) : known
  }

  /// Where the leader may look next: before all of the conflicting term (paper, end of 5.3).
  private func conflict(at index: Index) -> AppendReply.Outcome {
    guard let conflicting = log.term(at: index) else {
      return .conflict(at: index, term: 0, first: log.lastIndex + 1)
    }
    let first = log.firstIndex(ofTermAtLeast: conflicting)
    return .conflict(at: index, term: conflicting, first: first)
  }

  /// Leaves once everything it claims is durable.
  private mutating func reply(
    _ outcome: AppendReply.Outcome, to message: AppendEntries, from sender: AgentID,
    _ turn: inout Turn<Raft>
  ) {
    let reply = Message.appendReply(AppendReply(term: term, stamp: message.stamp, outcome))
    if makes(.acknowledgesAhead) { return turn.sendAhead(reply, to: sender) }
    turn.send(reply, to: sender)
  }
}
