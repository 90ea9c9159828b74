import Simulator

/// Leaders hearing from followers (paper, 5.3).
extension Raft {
  mutating func receiveAppendReply(
    _ reply: AppendReply, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    guard hear(from: sender, reply.term, reply.stamp, &turn) else { return }
    switch reply.outcome {
    case .matched(let index): receiveMatched(index, sender.index, &turn)
    case .conflict(let index, let conflicting, let first):
      let next = nextIndex(afterConflictAt: index, conflicting, first)
      receiveConflict(at: index, next: next, reply.stamp, sender.index, &turn)
    }
    if !pendingReads.isEmpty { serveReads(&turn) }
  }

  mutating func receiveHeartbeatReply(
    _ reply: HeartbeatReply, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    guard hear(from: sender, reply.term, reply.stamp, &turn) else { return }
    let index = sender.index
    if progress[index].provesLoss(of: reply.lastIndex + 1, stamp: reply.stamp) {
      forget(index, next: reply.lastIndex + 1, &turn)
    } else if progress[index].isStalled(
      atAnswerTo: reply.stamp, turn.now, interval: settings.heartbeat)
    {
      progress[index].backUp(to: (progress[index].probe ?? progress[index].match) + 1)
      sendWaiting(to: index, &turn)
      probeAgain(index, &turn)
    }
    if !pendingReads.isEmpty { serveReads(&turn) }
  }

  /// Takes note that a follower lives.
  ///
  /// - Returns: whether this agent leads the term that the reply belongs to.
  mutating func hear(
    from sender: AgentID, _ replyTerm: Term, _ replyStamp: Int64, _ turn: inout Turn<Raft>
  ) -> Bool {
    if replyTerm > term {
      adopt(replyTerm, &turn)
      return false
    }
    guard role == .leader, sender != profile.id else { return false }
    if replyTerm != term, !makes(.heedsOldReplies) { return false }
    heard.insert(sender)
    let echo = progress[sender.index].echo
    if replyStamp > echo {
      progress[sender.index].echo = replyStamp
      echoLevel.rise(from: echo, to: replyStamp)
    }
    return true
  }

  mutating func receiveMatched(
    _ matched: Index, _ index: Int, _ turn: inout Turn<Raft>
  ) {
    let before = progress[index].match
    noteMatched(min(matched, log.lastIndex), by: index, &turn)
    // A leader that is no member any more has stepped down.
    guard role == .leader else { return }
    if replicates(to: index) { sendWaiting(to: index, &turn) }
    if catchUp != nil || transfer != nil { noteProgress(of: index, from: before, &turn) }
  }

  /// An agent that changes or transfers wait for may have come further.
  private mutating func noteProgress(
    of index: Int, from before: Index, _ turn: inout Turn<Raft>
  ) {
    if let catchUp, catchUp.agents & Membership.bit(AgentID(index)) != 0,
      progress[index].match > before
    {
      self.catchUp?.progressed = turn.now
    }
    followCatchUp(&turn)
    if role == .leader { followTransfer(&turn) }
  }

  private mutating func receiveConflict(
    at rejected: Index, next: Index, _ replyStamp: Int64, _ index: Int,
    _ turn: inout Turn<Raft>
  ) {
    if makes(.trustsHints) { noteMatched(next - 1, by: index, &turn) }
    guard role == .leader else { return }
    if progress[index].provesLoss(of: rejected, stamp: replyStamp) {
      forget(index, next: next, &turn)
    } else if progress[index].isNews(rejectionAt: rejected) {
      progress[index].backUp(to: next)
      sendWaiting(to: index, &turn)
    }
  }

  /// The entry to try next: after the last of the conflicting term if the leader has entries of it, else
  /// the follower's first of that term; always before the rejected place (paper, end of 5.3).
  func nextIndex(afterConflictAt rejected: Index, _ conflicting: Term, _ first: Index) -> Index {
    var next = first
    if conflicting > 0 {
      let last = log.firstIndex(ofTermAtLeast: conflicting + 1) - 1
      if log.term(at: last) == conflicting { next = last + 1 }
    }
    return max(1, min(next, rejected))
  }

  /// Starts over with a follower that lost durable entries; beyond what Raft promises anything for.
  private mutating func forget(_ index: Int, next: Index, _ turn: inout Turn<Raft>) {
    turn.note(.lostEntries(AgentID(index), match: progress[index].match))
    progress[index].match = 0
    matchLevel.fall(to: commitIndex, configuration)
    progress[index].matchStamp = stamp
    progress[index].backUp(to: next)
    sendWaiting(to: index, &turn)
  }
}
