public import Simulator

/// Clients of the auctioneer.
extension Economy {
  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Economy>
  ) {
    guard !offices.isEmpty, offices[0].seat != nil else {
      return turn.respondAhead(.notLeader(offices.first?.raft.leader ?? auctioneer), to: id)
    }
    switch request {
    case .open(let mechanism, let owner, let session):
      acceptOpen(mechanism, owner, session, id, &turn)
    case .pay(let source, let target, let coins, let session):
      acceptPay(source, target, coins, session, id, &turn)
    case .close(let auction, let session):
      wait(id, for: session)
      log(Deed(.close, subject: auction, session: session), &turn)
    }
  }

  /// Remembers who asks; the last time counts.
  private mutating func wait(_ id: RequestID, for session: Raft.Session) {
    if let place = offices[0].waiting.place(of: session) {
      offices[0].waiting[place] = id
    } else {
      offices[0].waiting.append(id, session)
    }
  }

  private mutating func acceptOpen(
    _ mechanism: Mechanism, _ owner: Int32, _ session: Raft.Session, _ id: RequestID,
    _ turn: inout Turn<Economy>
  ) {
    if let number = offices[0].books.auction(of: session), settings.mistake != .forgetsSessions,
      let auction = offices[0].books.auction(number)
    {
      if auction.isOver {
        let isSettled = auction.stage == .settled
        return turn.respondAhead(.ended(auction: number, isSettled: isSettled), to: id)
      }
      wait(id, for: session)
      return turn.respondAhead(.opened(auction: number), to: id)
    }
    wait(id, for: session)
    let (kind, time) = (Deed.Kind.open, offices[0].time(at: turn.now))
    log(
      Deed(kind, actor: owner, amount: time, detail: mechanism.code, session: session), &turn)
  }

  private mutating func acceptPay(
    _ source: Int32, _ target: Int32, _ coins: Int64, _ session: Raft.Session, _ id: RequestID,
    _ turn: inout Turn<Economy>
  ) {
    if let isMade = offices[0].books.transferEnd(of: session),
      settings.mistake != .forgetsSessions
    {
      return turn.respondAhead(.paid(isMade), to: id)
    }
    if settings.mistake == .answersEarly { turn.respondAhead(.paid(true), to: id) }
    wait(id, for: session)
    log(
      Deed(.reserve, actor: source, subject: target, amount: coins, session: session), &turn)
  }

  mutating func answerOpen(_ deed: Deed, _ verdict: Verdict, _ turn: inout Turn<Economy>) {
    guard let place = offices[0].waiting.place(of: deed.session) else { return }
    if verdict == .done, let auction = offices[0].books.auction(of: deed.session) {
      turn.respondAhead(.opened(auction: auction), to: offices[0].waiting[place])
    } else if verdict != .repeated {
      turn.respondAhead(.refused(verdict), to: offices[0].waiting.remove(at: place))
    }
  }

  /// The first half of a transfer is done: the second follows.
  mutating func answerReserve(_ deed: Deed, _ verdict: Verdict, _ turn: inout Turn<Economy>) {
    if verdict == .done {
      offices[0].halves.append(deed.session)
    } else if let place = offices[0].waiting.place(of: deed.session), verdict != .repeated {
      turn.respondAhead(.refused(verdict), to: offices[0].waiting.remove(at: place))
    } else {
      answerTransfer(deed.session, &turn)
    }
  }

  mutating func answerTransfer(_ session: Raft.Session, _ turn: inout Turn<Economy>) {
    guard let place = offices[0].waiting.place(of: session),
      let isMade = offices[0].books.transferEnd(of: session)
    else { return }
    turn.respondAhead(.paid(isMade), to: offices[0].waiting.remove(at: place))
  }

  mutating func answerClose(_ deed: Deed, _ verdict: Verdict, _ turn: inout Turn<Economy>) {
    guard let place = offices[0].waiting.place(of: deed.session) else { return }
    let reply: Reply = verdict == .done ? .closed : .refused(verdict)
    turn.respondAhead(reply, to: offices[0].waiting.remove(at: place))
  }
}
