public import Simulator

extension Averaging {
  public typealias Request = Nothing
  public typealias Reply = Nothing

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Averaging>
  ) {
    kept = storage
    if recovery == .amnesia {
      write(.began(0, weight: 0), &turn)
      turn.note(.emptied)
    } else if !kept.hasBegun {
      let value = Averaging.draw(turn.random.next())
      write(.began(value, weight: Averaging.one), &turn)
      turn.note(.began(value))
    } else if let estimate {
      turn.note(.resumed(estimate))
    }
    // What goes on is not joined: the others' messages of this round may have gone by.
    currentRound = round(at: turn.now)
    averagedRound = currentRound
    awaitRound(&turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Averaging>
  ) {
    guard takesPart else { return }
    switch message {
    case .value(let round, let value): receiveValue(value, round, from: sender, &turn)
    case .offer(let round, let value): receiveOffer(value, round, from: sender, &turn)
    case .result(let round, let value) where !isAbsent:
      receiveResult(value, round, from: sender, &turn)
    case .abort(let round) where !isAbsent: receiveAbort(round, from: sender, &turn)
    case .acknowledge(let round) where !isAbsent: settle(round, with: sender, &turn)
    case .inquire(let round) where !isAbsent: answerInquiry(round, from: sender, &turn)
    case .share(let share) where !isAbsent: take(share, from: sender, &turn)
    case .taken(let hop, let sequence) where !isAbsent: confirm(hop, sequence, &turn)
    case .result, .abort, .acknowledge, .inquire, .share, .taken: break
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Averaging>) {
    switch timer {
    case .round: startRound(&turn)
    case .half: endExchange(&turn)
    }
  }

  public mutating func accept(
    _ request: Nothing, _ id: RequestID, _ turn: inout Turn<Averaging>
  ) {}

  /// Whether it has a number, or may come to one.
  private var takesPart: Bool { kept.weight > 0 || settings.method == .pushSum }
}

// Rounds, by the agent's own clock.
extension Averaging {
  private func round(at time: Nanoseconds) -> Int32 {
    Int32(clamping: Averaging.floorQuotient(time, settings.interval))
  }

  private func awaitRound(_ turn: inout Turn<Averaging>) {
    let phase = turn.now - Averaging.floorQuotient(turn.now, settings.interval) * settings.interval
    turn.setTimer(.round, after: settings.interval - phase)
  }

  private mutating func startRound(_ turn: inout Turn<Averaging>) {
    let round = round(at: turn.now)
    // A clock that was put back does not bring a round back.
    if round > currentRound, round >= 1, takesPart { enter(round, &turn) }
    if round < settings.rounds || kept.isOpen { awaitRound(&turn) }
  }

  private mutating func enter(_ round: Int32, _ turn: inout Turn<Averaging>) {
    currentRound = round
    if round > settings.rounds { return remind(&turn) }
    let half = Int64(round) * settings.interval + settings.interval / 2
    if turn.random.happens(settings.absence) || turn.now >= half {
      absentRound = round
      return turn.note(.absent(round))
    }
    turn.setTimer(.half, after: half - turn.now)
    remind(&turn)
    if settings.isAgreed {
      offer(&turn)
    } else if settings.method == .pushSum {
      share(&turn)
    } else {
      for partner in partners(inRound: round) {
        turn.send(.value(round: round, kept.value), to: partner)
      }
    }
  }

  /// Speaks again of what was not acknowledged.
  private func remind(_ turn: inout Turn<Averaging>) {
    if let leader = kept.leader { turn.send(.inquire(round: kept.round), to: leader) }
    for result in kept.results {
      turn.send(.result(round: result.round, result.value), to: result.agent)
    }
    for share in kept.outgoing { send(share, &turn) }
  }

  private mutating func endExchange(_ turn: inout Turn<Averaging>) {
    averagedRound = currentRound
    if settings.isAgreed {
      decide(&turn)
    } else if settings.method == .pushSum {
      if let estimate { turn.note(.averaged(currentRound, estimate)) }
    } else {
      average(&turn)
    }
  }
}
