import Simulator

/// The replicated log: Raft, stepped with a turn of its own whose effects become this machine's.
extension Economy {
  /// Steps the log, and then does what its new entries ask of an auctioneer.
  mutating func stepLog(
    _ turn: inout Turn<Economy>, _ step: (inout Raft, inout Turn<Raft>) -> Void
  ) {
    if offices.isEmpty { return }
    turn.stepPart({ step(&offices[0].raft, &$0) }, { translate($0, &$1) })
    changeSeat(&turn)
    attendChanged(&turn)
    while let session = offices[0].halves.popLast() {
      log(Deed(.commit, session: session), &turn)
    }
  }

  private mutating func translate(
    _ effect: consuming Effect<Raft>, _ turn: inout Turn<Economy>
  ) {
    switch consume effect {
    case .send(let message, let target): turn.send(.raft(message), to: target)
    case .sendAhead(let message, let target): turn.sendAhead(.raft(message), to: target)
    case .setTimer(let timer, let delay): turn.setTimer(.raft(timer), after: delay)
    case .cancelTimer(let timer): turn.cancelTimer(.raft(timer))
    case .persist(let write): turn.persist(write)
    // No client asks the key-value store for anything.
    case .respond, .respondAhead: break
    case .note(let note): take(note, &turn)
    }
  }

  private mutating func take(_ note: Raft.Note, _ turn: inout Turn<Economy>) {
    turn.note(.raft(note))
    guard case .committed(let first, let last, _) = note else { return }
    for index in first...last {
      let entry = offices[0].raft.log[index]
      guard case .deed(let deed) = entry.command else { continue }
      if settings.mistake == .skipsOldTerms, entry.term != offices[0].raft.term { continue }
      apply(deed, at: index, entry.term, &turn)
    }
  }

  private mutating func apply(
    _ deed: Deed, at index: Raft.Index, _ term: Raft.Term, _ turn: inout Turn<Economy>
  ) {
    let (verdict, events) = offices[0].books.apply(deed, term: term)
    turn.note(
      .applied(
        index: Int64(index), term: term, deed, verdict, digest: offices[0].books.digest))
    let isSeated = offices[0].seat != nil
    for event in events { turn.note(.led(event, isSeated: isSeated)) }
    if isSeated { act(on: deed, verdict, events, &turn) }
  }

  /// Puts a deed at the end of the log.
  mutating func log(_ deed: Deed, _ turn: inout Turn<Economy>) {
    stepLog(&turn) { $0.append(.deed(deed), &$1) }
  }

  /// An agent that has committed an entry of its own term becomes the auctioneer, and is it as long as it
  /// leads.
  private mutating func changeSeat(_ turn: inout Turn<Economy>) {
    let isSeated = offices[0].raft.role == .leader && offices[0].raft.hasCommittedOwnTerm
    let term = isSeated ? offices[0].raft.term : nil
    if offices[0].seat == term { return }
    offices[0].seat = term
    offices[0].duties = TimedTable()
    offices[0].waiting = KeyedList()
    guard let term else { return turn.cancelTimer(.duty) }
    offices[0].takeoverTime = offices[0].books.time
    offices[0].takeoverClock = turn.now
    turn.note(.seated(term: term))
    offices[0].changed += offices[0].books.openAuctions
    for session in offices[0].books.halfTransfers {
      log(Deed(.commit, session: session), &turn)
    }
  }
}
