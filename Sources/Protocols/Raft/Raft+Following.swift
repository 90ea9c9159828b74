import Simulator

/// Followers (paper, 5.3 and figure 2).
extension Raft {
  mutating func receiveAppendEntries(
    _ message: AppendEntries, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    if isRival(message.term) { return }
    guard follow(sender, message.term, &turn),
      log.term(at: message.previousIndex) == message.previousTerm
    else {
      return reply(conflict(at: message.previousIndex), to: message, from: sender, &turn)
    }
    let matched = message.previousIndex + message.entries.count
    store(message, &turn)
    reply(.matched(matched), to: message, from: sender, &turn)
    commit(upTo: min(message.commitIndex, matched), &turn)
  }

  mutating func receiveHeartbeat(
    _ heartbeat: Heartbeat, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    if isRival(heartbeat.term) { return }
    let follows = follow(sender, heartbeat.term, &turn)
    let reply = HeartbeatReply(term: term, stamp: heartbeat.stamp, lastIndex: log.lastIndex)
    turn.send(.heartbeatReply(reply), to: sender)
    // A log shorter than the leader knows it to be has lost its disk; it commits what it has.
    if follows { commit(upTo: min(heartbeat.commitIndex, log.lastIndex), &turn) }
  }

  /// Whether another agent leads this leader's term, which only disks that forgot a vote can bring
  /// about; the two have nothing to say to each other.
  private func isRival(_ senderTerm: Term) -> Bool { role == .leader && senderTerm == term }

  /// Accepts the sender as the leader of its term, which resets the election timer.
  ///
  /// - Returns: whether it is; not if its term is over.
  private mutating func follow(
    _ sender: AgentID, _ senderTerm: Term, _ turn: inout Turn<Raft>
  ) -> Bool {
    if senderTerm < term { return false }
    if senderTerm != term || leader != sender || role != .follower {
      acceptLeader(sender, senderTerm, &turn)
    }
    leaderHeard = turn.now
    armElectionTimer(settings.electionTimeout, &turn)
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
  }

  /// Adds the entries that the log does not have; removes others only where the terms conflict.
  private mutating func store(_ message: AppendEntries, _ turn: inout Turn<Raft>) {
    let known = log.countOfKnown(message.entries, after: message.previousIndex)
    if known == message.entries.count { return }
    let last = message.previousIndex + known
    if last < log.lastIndex {
      turn.note(.truncated(first: last + 1, last: log.lastIndex))
      log.truncate(after: last)
    }
    let added = known == 0 ? message.entries : Array(message.entries[known...])
    log.append(added)
    turn.persist(.append(after: last, added))
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
  private func reply(
    _ outcome: AppendReply.Outcome, to message: AppendEntries, from sender: AgentID,
    _ turn: inout Turn<Raft>
  ) {
    turn.send(
      .appendReply(AppendReply(term: term, stamp: message.stamp, outcome)), to: sender)
  }
}
