import Simulator

/// A trader.
extension Market {
  /// Takes up the last request where there is one; whether it was answered is forgotten, so it is repeated.
  mutating func resume(_ request: Deed?, _ turn: inout Turn<Market>) {
    guard let request else { return pause(&turn) }
    trader.sequence = request.session.sequence
    trader.request = request
    transmit(&turn)
  }

  private mutating func pause(_ turn: inout Turn<Market>) {
    turn.setTimer(.trade, after: Swift.max(1, settings.pause.sample(turn.random.next())))
  }

  mutating func tradeIsDue(_ turn: inout Turn<Market>) {
    if trader.isDone { return }
    if trader.request != nil {
      // Whom it asked may be gone, or lead no more.
      trader.target = AgentID((trader.target.index + 1) % settings.replicas)
      transmit(&turn)
    } else if trader.open > 0 {
      ask(.withdraw, 0, 0, &turn)
    } else if trader.traded >= settings.units || turn.now >= settings.stop {
      retire(&turn)
    } else {
      enter(&turn)
    }
  }

  private mutating func retire(_ turn: inout Turn<Market>) {
    trader.isDone = true
    turn.cancelTimer(.trade)
    turn.note(.retired(traded: trader.traded))
  }

  private mutating func enter(_ turn: inout Turn<Market>) {
    let units = Swift.min(settings.lot, settings.units - trader.traded)
    let isBid = settings.side(of: trader.number) == .bid
    let isAtMarket = turn.random.happens(settings.marketOrders)
    let price = quotedPrice(&turn.random)
    let kind: Deed.Kind
    switch (isBid, isAtMarket) {
    case (true, false): kind = .buy
    case (true, true): kind = .buyAtMarket
    case (false, false): kind = .sell
    case (false, true): kind = .sellAtMarket
    }
    ask(kind, isAtMarket ? 0 : price, UInt16(units), &turn)
  }

  /// The price of the next order, by the trader's strategy.
  private func quotedPrice(_ random: inout RandomStream) -> Int64 {
    let limit = settings.limit(of: trader.number)
    let isBid = settings.side(of: trader.number) == .bid
    switch settings.strategy {
    case .truthful: return limit
    case .shading:
      let shade = limit * settings.shade / 1000
      return Swift.max(1, isBid ? limit - shade : limit + shade)
    case .zeroIntelligence:
      return isBid
        ? random.within(settings.lowest...limit) : random.within(limit...settings.highest)
    case .reckless: return random.within(settings.lowest...settings.highest)
    }
  }

  /// Asks the exchange for something new, once that is on the disk.
  private mutating func ask(
    _ kind: Deed.Kind, _ amount: Int64, _ units: UInt16, _ turn: inout Turn<Market>
  ) {
    trader.sequence += 1
    let session = Raft.Session(client: trader.number, sequence: trader.sequence)
    let deed = Deed(kind, actor: trader.number, quantity: units, amount: amount, session: session)
    trader.request = deed
    trader.attempts = 0
    trader.askedAt = turn.now
    if kind != .withdraw { trader.enteredAt = turn.now }
    turn.persist(.asked(deed))
    turn.note(.asked(deed))
    transmit(&turn)
  }

  private mutating func transmit(_ turn: inout Turn<Market>) {
    guard let request = trader.request else { return }
    let doublings = Swift.min(trader.attempts, 20)
    turn.setTimer(
      .trade, after: Swift.min(settings.retry << Nanoseconds(doublings), settings.longestRetry))
    trader.attempts += 1
    trader.redirections = 0
    turn.send(.ask(request), to: trader.target)
  }

  /// Asks the leader that a replica names; a few times only, since two may name one another.
  mutating func redirect(
    to leader: AgentID?, _ sequence: Int32, _ turn: inout Turn<Market>
  ) {
    guard let request = trader.request, sequence == trader.sequence, let leader,
      leader.index < settings.replicas, trader.redirections < 3
    else { return }
    trader.redirections += 1
    trader.target = leader
    turn.send(.ask(request), to: leader)
  }

  mutating func receiveAnswer(_ answer: Answer, _ turn: inout Turn<Market>) {
    guard let request = trader.request, answer.sequence >= trader.sequence else { return }
    // A trader whose disk has forgotten its numbers goes on behind those that the exchange knows.
    trader.sequence = answer.sequence
    trader.request = nil
    turn.note(.answered(request.kind, answer.status, after: turn.now - trader.askedAt))
    learn(answer, &turn)
    goOn(&turn)
  }

  /// Takes a notice of a trade in; an answer that is awaited tells what comes next.
  mutating func receiveFill(_ answer: Answer, _ turn: inout Turn<Market>) {
    guard answer.sequence == trader.sequence, answer.traded > trader.traded else { return }
    learn(answer, &turn)
    if trader.request == nil, trader.open == 0 { goOn(&turn) }
  }

  /// What is older than what is known is not learned.
  private mutating func learn(_ answer: Answer, _ turn: inout Turn<Market>) {
    if answer.traded < trader.traded { return }
    let units = answer.traded - trader.traded
    if units > 0 { turn.note(.learned(units: units, after: turn.now - trader.enteredAt)) }
    trader.traded = answer.traded
    trader.open = answer.open
  }

  private mutating func goOn(_ turn: inout Turn<Market>) {
    if trader.isDone { return }
    if trader.open > 0 {
      turn.setTimer(.trade, after: settings.patience)
    } else if trader.traded >= settings.units || turn.now >= settings.stop {
      retire(&turn)
    } else {
      pause(&turn)
    }
  }
}
