import Simulator

/// A replica: the log, stepped with a turn of its own, and the exchange that it makes.
extension Market {
  mutating func stepLog(
    _ turn: inout Turn<Market>, _ step: (inout Raft, inout Turn<Raft>) -> Void
  ) {
    turn.stepPart({ step(&replicas[0].raft, &$0) }, { translate($0, &$1) })
  }

  private mutating func translate(
    _ effect: consuming Effect<Raft>, _ turn: inout Turn<Market>
  ) {
    switch consume effect {
    case .send(let message, let target): turn.send(.raft(message), to: target)
    case .sendAhead(let message, let target): turn.sendAhead(.raft(message), to: target)
    case .setTimer(let timer, let delay): turn.setTimer(.raft(timer), after: delay)
    case .cancelTimer(let timer): turn.cancelTimer(.raft(timer))
    case .persist(let write): turn.persist(.raft(write))
    case .respond, .respondAhead: break
    case .note(let note): take(note, &turn)
    }
  }

  private mutating func take(_ note: Raft.Note, _ turn: inout Turn<Market>) {
    turn.note(.raft(note))
    switch note {
    case .becameLeader: lead(&turn)
    case .committed(let first, let last, _):
      for index in first...last {
        guard case .deed(let deed) = replicas[0].raft.log[index].command else { continue }
        apply(deed, at: Int64(index), &turn)
      }
    default: break
    }
  }

  /// Applies a deed and states what it did; the leader tells the traders concerned.
  private mutating func apply(_ deed: Deed, at index: Int64, _ turn: inout Turn<Market>) {
    var result = Exchange.Result(.invalid)
    let isDeaf =
      settings.mistake == .differs && profile.id.index == settings.replicas - 1
      && deed.kind == .withdraw
    if !isDeaf { result = replicas[0].exchange.apply(deed, at: index) }
    if deed.kind == .clear { replicas[0].isClearing = false }
    if let end = result.end { turn.note(.priced(end)) }
    for trade in result.trades { turn.note(.traded(trade)) }
    let quote = replicas[0].exchange.quote()
    let exchange = replicas[0].exchange
    for number in result.touched {
      if let account = exchange.ledger[number] { turn.note(.balance(number, account)) }
    }
    turn.note(.applied(deed, index: index, result.status, quote))
    guard replicas[0].raft.role == .leader else { return }
    if deed.kind != .clear, deed.actor >= 0, deed.actor < exchange.seats.count {
      turn.sendAhead(.answer(exchange.answer(to: deed.actor)), to: agent(of: deed.actor))
    }
    for number in result.touched where number < exchange.seats.count {
      if number == deed.actor, deed.kind != .clear { continue }
      // What is committed stays, whatever this agent's own disk is busy with.
      turn.sendAhead(.filled(exchange.answer(to: number)), to: agent(of: number))
    }
  }
}

/// A leader: the sequencer of the market.
extension Market {
  /// A new leader looks through what it holds and has not committed; from then on it knows what it appends.
  private mutating func lead(_ turn: inout Turn<Market>) {
    for place in replicas[0].pending.indices { replicas[0].pending[place] = 0 }
    replicas[0].isClearing = false
    let raft = replicas[0].raft
    if raft.commitIndex < raft.log.lastIndex {
      for index in raft.commitIndex + 1...raft.log.lastIndex {
        guard case .deed(let deed) = raft.log[index].command else { continue }
        expect(deed)
      }
    }
    if settings.mode != .continuous { turn.setTimer(.clear, after: settings.interval) }
  }

  private mutating func expect(_ deed: Deed) {
    if deed.kind == .clear {
      replicas[0].isClearing = true
    } else if deed.actor >= 0, deed.actor < replicas[0].pending.count {
      replicas[0].pending[Int(deed.actor)] = deed.session.sequence
    }
  }

  /// Puts a trader's request into the log, unless it is there; answers one that was applied.
  mutating func takeIn(_ deed: Deed, from sender: AgentID, _ turn: inout Turn<Market>) {
    let sequence = deed.session.sequence
    guard deed.actor >= 0, deed.actor < replicas[0].pending.count, deed.kind != .clear,
      sender == agent(of: deed.actor)
    else { return }
    guard replicas[0].raft.role == .leader else {
      return turn.sendAhead(
        .elsewhere(replicas[0].raft.leader, sequence: sequence), to: sender)
    }
    if settings.mistake != .appliesAgain {
      if replicas[0].exchange.isRepetition(sequence, of: deed.actor) {
        return turn.sendAhead(
          .answer(replicas[0].exchange.answer(to: deed.actor)), to: sender)
      }
      if replicas[0].pending[Int(deed.actor)] == sequence { return }
    }
    expect(deed)
    stepLog(&turn) { _ = $0.append(.deed(deed), &$1) }
    if settings.mistake == .answersEarly {
      let answer = Answer(
        sequence: sequence, status: .entered, open: Int64(deed.quantity), traded: 0)
      turn.sendAhead(.answer(answer), to: sender)
    }
  }

  /// A leader has the market cleared, unless a clearing is under way.
  mutating func clearingIsDue(_ turn: inout Turn<Market>) {
    guard isReplica, replicas[0].raft.role == .leader else { return }
    turn.setTimer(.clear, after: settings.interval)
    if replicas[0].isClearing { return }
    replicas[0].isClearing = true
    stepLog(&turn) { _ = $0.append(.deed(Deed(.clear)), &$1) }
  }
}
