import Simulator

/// What the auctioneer does: it announces, awards, and logs the end of every stage.
extension Economy {
  /// Clients hear what became of their requests; what has changed is attended to after the step.
  mutating func act(
    on deed: Deed, _ verdict: Verdict, _ events: [Books.Event], _ turn: inout Turn<Economy>
  ) {
    switch deed.kind {
    case .open: answerOpen(deed, verdict, &turn)
    case .reserve: answerReserve(deed, verdict, &turn)
    case .commit: answerTransfer(deed.session, &turn)
    case .close: answerClose(deed, verdict, &turn)
    case .tick:
      // What was refused must be logged again.
      if verdict != .done, let place = offices[0].duties.place(of: deed.subject) {
        offices[0].duties[place].ticked = nil
      }
    default: break
    }
    for event in events {
      switch event {
      case .opened(let auction), .awarded(let auction, _, _, _), .accepted(let auction, _, _):
        offices[0].changed.append(auction)
      case .settled(let auction), .failed(let auction): end(auction, &turn)
      case .passed, .slashed, .sold, .paid, .breaker: break
      }
    }
    if verdict == .done, deed.kind == .bid || deed.kind == .tick {
      offices[0].changed.append(deed.subject)
    }
  }

  /// An auction is over: the client that asked for it hears of it, and the winner.
  private mutating func end(_ number: Int32, _ turn: inout Turn<Economy>) {
    if let place = offices[0].duties.place(of: number) { offices[0].duties.remove(at: place) }
    guard let auction = offices[0].books.auction(number) else { return }
    if let winner = auction.winner, auction.mechanism.isPurchase {
      turn.sendAhead(.settled(auction: number), to: AgentID(Int(winner)))
    }
    guard let place = offices[0].waiting.place(of: auction.session) else { return }
    turn.respondAhead(
      .ended(auction: number, isSettled: auction.stage == .settled),
      to: offices[0].waiting.remove(at: place))
  }

  /// Attends to the auctions that the deeds of this step have changed.
  mutating func attendChanged(_ turn: inout Turn<Economy>) {
    if offices[0].changed.isEmpty { return }
    let changed = offices[0].changed
    offices[0].changed = []
    if offices[0].seat == nil { return }
    var last: Int32?
    // Most deeds of one step are about one auction.
    for number in changed where number != last {
      last = number
      if hasNews(number) { attend(number, &turn) }
    }
    armDuties(&turn)
  }

  /// Whether bidders must be told at once: not of each sealed bid.
  private func hasNews(_ number: Int32) -> Bool {
    guard let auction = offices[0].books.auction(number) else { return false }
    guard let duty = offices[0].duties.item(number) else { return true }
    return duty.told != auction.step || duty.price != auction.price
      || auction.stage != duty.stage
  }

  mutating func attendDue(_ turn: inout Turn<Economy>) {
    if offices.isEmpty || offices[0].seat == nil { return }
    for number in offices[0].duties.due(by: turn.now) { attend(number, &turn) }
    armDuties(&turn)
  }

  private mutating func armDuties(_ turn: inout Turn<Economy>) {
    guard let due = offices[0].duties.firstDue() else { return }
    turn.setTimer(.duty, after: Swift.max(0, due - turn.now))
  }

  /// Logs the end of a stage whose time is over; else asks for what it still waits for.
  private mutating func attend(_ number: Int32, _ turn: inout Turn<Economy>) {
    guard let auction = offices[0].books.auction(number), !auction.isOver else { return }
    let place =
      offices[0].duties.place(of: number) ?? offices[0].duties.append(Duty(), number)
    offices[0].duties[place].told = auction.step
    offices[0].duties[place].price = auction.price
    offices[0].duties[place].stage = auction.stage
    let time = offices[0].time(at: turn.now)
    let isEndless = settings.rules.has(.noLease) && auction.winner != nil
    var wait = settings.repeatEvery
    let haste = settings.mistake == .closesEarly ? settings.repeatEvery : 0
    if time < auction.deadline - haste || isEndless {
      ask(auction, time, &turn)
      if !isEndless { wait = Swift.min(wait, auction.deadline - time) }
    } else if offices[0].duties[place].ticked != auction.step {
      offices[0].duties[place].ticked = auction.step
      offices[0].duties.setDue(turn.now + wait, at: place)
      return log(
        Deed(.tick, subject: number, quantity: auction.step, amount: time), &turn)
    }
    offices[0].duties.setDue(turn.now + wait, at: place)
  }

  /// Says again what has not been answered.
  private mutating func ask(
    _ auction: Auction, _ time: Nanoseconds, _ turn: inout Turn<Economy>
  ) {
    switch auction.stage {
    case .bidding, .revealing: announce(auction, time, &turn)
    case .awarded:
      guard let winner = auction.winner else { return }
      turn.sendAhead(
        .award(
          auction: auction.number, step: auction.step, payment: auction.payment,
          term: auction.term, isTask: auction.mechanism.isPurchase),
        to: AgentID(Int(winner)))
    case .working:
      guard let winner = auction.winner else { return }
      turn.sendAhead(
        .start(auction: auction.number, step: auction.step), to: AgentID(Int(winner)))
    case .settled, .failed: break
    }
  }
}

/// Announcements, and what bidders answer.
extension Economy {
  private func announce(_ auction: Auction, _ time: Nanoseconds, _ turn: inout Turn<Economy>) {
    let announcement = Announcement(
      auction: auction.number, mechanism: auction.mechanism, step: auction.step,
      isReveal: auction.stage == .revealing, price: auction.price,
      standing: auction.mechanism == .english ? auction.offers.last?.bidder ?? -1 : -1,
      remaining: auction.deadline - time)
    let duty = offices[0].duties.item(auction.number) ?? Duty()
    if auction.stage == .revealing {
      for seal in auction.seals {
        turn.sendAhead(.announcement(announcement), to: AgentID(Int(seal.bidder)))
      }
      return
    }
    for bidder in settings.bidders(of: auction.number) {
      if awaits(bidder, auction, duty) {
        turn.sendAhead(.announcement(announcement), to: AgentID(Int(bidder)))
      }
    }
  }

  /// Whether a bidder owes an answer.
  private func awaits(_ bidder: Int32, _ auction: Auction, _ duty: Duty) -> Bool {
    switch auction.mechanism {
    // What is too much now is too much for good.
    case .english: auction.offers.last?.bidder != bidder && duty.declined[bidder] == nil
    case .dutch: duty.declined[bidder] != auction.step && !auction.hasOffer(of: bidder)
    default: duty.declined[bidder] == nil && !auction.hasOffer(of: bidder)
    }
  }

  mutating func receivePass(_ auction: Int32, _ step: UInt16, from sender: AgentID) {
    guard !offices.isEmpty, let place = offices[0].duties.place(of: auction) else { return }
    offices[0].duties[place].declined[Int32(truncatingIfNeeded: sender.index)] = step
  }

  /// Logs what a bidder or worker asks for, unless the books are sure to refuse it. Nobody acts for another.
  mutating func receiveDeed(_ deed: Deed, from sender: AgentID, _ turn: inout Turn<Economy>) {
    guard !offices.isEmpty, offices[0].seat != nil, deed.actor == sender.index else { return }
    guard settings.mistake != nil || offices[0].books.isWelcome(deed) else { return }
    var deed = deed
    switch deed.kind {
    case .bid, .seal: break
    case .accept, .decline, .result: deed.amount = offices[0].time(at: turn.now)
    default: return
    }
    log(deed, &turn)
  }
}
