public import Simulator

/// Clients of a leader (paper, 8; dissertation, chapter 6).
extension Raft {
  /// Takes a command in: at once if nothing is under way, else with what else arrives in this instant; with
  /// batches, when one is full or its first command has waited long enough.
  mutating func accept(
    _ command: Command, _ session: Session, _ id: RequestID, _ turn: inout Turn<Raft>
  ) {
    if settings.sessions, store.isRepetition(session) {
      return turn.respondAhead(Reply(store.outcome(of: session)), to: id)
    }
    // Sent elsewhere: it has had no effect here.
    if refusesCommands { return turn.respondAhead(.notLeader(nil), to: id) }
    if transfer != nil { return turn.respond(.notLeader(nil), to: id) }
    propose(Proposal(command: command, id: id), &turn)
  }

  mutating func propose(_ proposal: Proposal, _ turn: inout Turn<Raft>) {
    let isFirst = proposals.isEmpty
    proposals.append(proposal)
    if settings.batchSize > 1 {
      gather(isFirst: isFirst, &turn)
    } else if isFirst && commitIndex == log.lastIndex {
      appendProposals(&turn)
    } else if isFirst {
      turn.setTimer(.flush, after: 0)
    }
  }

  private mutating func gather(isFirst: Bool, _ turn: inout Turn<Raft>) {
    if proposals.count >= settings.batchSize {
      turn.cancelTimer(.flush)
      appendProposals(&turn)
    } else if isFirst {
      turn.setTimer(.flush, after: settings.batchDelay)
    }
  }

  /// Puts a command of the layer above at the end of the log, for which no client waits.
  ///
  /// - Returns: whether this agent leads; else nothing happens.
  @discardableResult
  public mutating func append(_ command: Command, _ turn: inout Turn<Raft>) -> Bool {
    guard role == .leader else { return false }
    log.append(Entry(term: term, command, format: writtenFormat))
    replicate(from: log.lastIndex, &turn)
    return true
  }

  /// Puts the commands of this instant into the log, as one write and one message a follower.
  mutating func appendProposals(_ turn: inout Turn<Raft>) {
    guard role == .leader, !proposals.isEmpty else { return }
    let first = log.lastIndex + 1
    for proposal in proposals {
      log.append(Entry(term: term, proposal.command, format: writtenFormat))
      pendingWrites.append(
        PendingWrite(index: log.lastIndex, id: proposal.id, reads: proposal.reads))
    }
    proposals.removeAll(keepingCapacity: true)
    replicate(from: first, &turn)
    if makes(.answersEarly) { answerEarly(&turn) }
  }

  /// A mistake: answers commands that are only in this log.
  @inline(never)
  private mutating func answerEarly(_ turn: inout Turn<Raft>) {
    while !pendingWrites.isEmpty {
      turn.respondAhead(.written, to: pendingWrites.removeFirst().id)
    }
  }

  /// Takes a read in; it waits until a majority answers something sent from now on.
  mutating func acceptRead(_ key: Int32, _ id: RequestID, _ turn: inout Turn<Raft>) {
    if settings.readMode != .index {
      if answerAtOnce(key, id, &turn) { return }
      if settings.readMode == .log {
        if transfer != nil { return turn.respond(.notLeader(nil), to: id) }
        return propose(Proposal(command: .noop, id: id, reads: key), &turn)
      }
    }
    pendingReads.append(PendingRead(key: key, id: id, stamp: stamp + 1))
    serveReads(&turn)
  }

  /// Answers the reads for which this agent is known to lead still, and seeks proof for the others.
  ///
  /// The store holds everything committed before a read arrived: the leader knows all of that once it
  /// has committed an entry of its own term, and applies what it commits at once, so that the read's
  /// index is always applied (dissertation, 6.4).
  mutating func serveReads(_ turn: inout Turn<Raft>) {
    guard hasCommittedOwnTerm || makes(.readsEarly) else { return }
    let echoed = makes(.readsAlone) ? .max : echoedByQuorum
    var count = 0
    while let read = pendingReads.first, read.stamp <= echoed {
      pendingReads.removeFirst()
      // Of what is committed: no write under way bears on it.
      turn.respondAhead(.value(store.read(read.key)), to: read.id)
      count += 1
    }
    if count > 0 { turn.note(.readsServed(count: count, index: appliedIndex)) }
    if let last = pendingReads.last, last.stamp > readRoundStamp, echoed >= readRoundStamp {
      beginReadRound(&turn)
    }
  }

  /// Before, a new leader does not know how far earlier leaders committed (dissertation, 6.4).
  var hasCommittedOwnTerm: Bool { commitIndex >= firstOwnIndex }

  /// A majority followed this leader after the message with this stamp was sent.
  var echoedByQuorum: Int64 {
    mutating get { echoLevel.level(configuration, progress) { $0.echo } }
  }

  /// One round of heartbeats proves leadership for every read that has arrived.
  private mutating func beginReadRound(_ turn: inout Turn<Raft>) {
    sendHeartbeats(&turn)
    readRoundStamp = stamp
  }

  /// Answers everyone who waits when leadership is lost.
  ///
  /// What is in the log may yet be committed by another leader, so its outcome is unknown; a read, or a
  /// command that never reached the log, certainly had no effect.
  mutating func answerAllPending(_ turn: inout Turn<Raft>) {
    while !pendingWrites.isEmpty {
      let pending = pendingWrites.removeFirst()
      turn.respond(pending.reads == nil ? .unknown : .notLeader(leader), to: pending.id)
    }
    while !pendingReads.isEmpty {
      turn.respond(.notLeader(leader), to: pendingReads.removeFirst().id)
    }
    for proposal in proposals { turn.respond(.notLeader(leader), to: proposal.id) }
    proposals.removeAll()
  }
}
