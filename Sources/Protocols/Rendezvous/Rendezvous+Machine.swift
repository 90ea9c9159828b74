public import Simulator

extension Rendezvous {
  public typealias Request = Nothing
  public typealias Reply = Nothing

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Rendezvous>
  ) {
    clock = turn.now
    hostHeardAt = turn.now
    kept = storage
    if recovery == .amnesia || kept.isEmptied {
      // Its incarnation would begin anew, and be taken for one that is long dead.
      if !kept.isEmptied { write(.emptied, &turn) }
      phase = .left
      turn.note(.emptied)
      return
    }
    write(.began(life: kept.life &+ 1), &turn)
    if isHost { openDesk(&turn) }
    turn.setTimer(.tick, after: settings.heartbeat)
    if isHost, !settings.hostWorks {
      phase = .serving
    } else if isThrough {
      enterExit(&turn)
    } else {
      seek(&turn)
    }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    clock = turn.now
    if phase == .left { return }
    switch message {
    case .join(let life, let round, let after):
      receiveJoin(life, round, after, from: sender, &turn)
    case .heartbeat(let life, let number): receiveHeartbeat(life, number, from: sender, &turn)
    case .done(let life): receiveDone(life, from: sender, &turn)
    case .bye: receiveBye(from: sender, &turn)
    case .pulse(let number, let breach, let isLast): receivePulse(number, breach, isLast, &turn)
    case .mayLeave: receiveMayLeave(&turn)
    case .group(let group): receiveGroup(group, from: sender, &turn)
    case .leaving(let id, let lastRound): receiveLeaving(id, lastRound, from: sender, &turn)
    case .part(let id, let round, let isAsking):
      receivePart(id, round, isAsking, from: sender, &turn)
    case .kept(let round): finishRound(round, &turn)
    case .looking, .ask, .accepted, .refused, .unfollow:
      receiveSearch(message, from: sender, &turn)
    }
    if isOverdue { endWait(&turn) }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Rendezvous>) {
    clock = turn.now
    if phase == .left { return }
    switch timer {
    case .tick: tick(&turn)
    case .work: endWork(&turn)
    case .limit: endWait(&turn)
    case .call: endCall(&turn)
    }
    if isOverdue { endWait(&turn) }
  }

  public mutating func accept(
    _ request: Nothing, _ id: RequestID, _ turn: inout Turn<Rendezvous>
  ) {}

  private mutating func tick(_ turn: inout Turn<Rendezvous>) {
    if isHost { tickDesk(&turn) }
    if phase == .left { return }
    turn.setTimer(.tick, after: settings.heartbeat)
    if settings.hasHost {
      reportToHost(&turn)
    } else if phase == .waiting {
      tickSearch(&turn)
    }
    if phase == .collecting { askForParts(&turn) }
  }

  private mutating func endCall(_ turn: inout Turn<Rendezvous>) {
    if settings.hasHost { endDeskCall(&turn) } else { endGathering(&turn) }
  }
}

/// Waits, none of which lasts longer than the settings say.
extension Rendezvous {
  /// A clock that jumped may be past the limit before the timer says so.
  private var isOverdue: Bool {
    guard let bound = settings.bound(of: phase) else { return false }
    return clock &- since > bound
  }

  /// A wait begins.
  mutating func wait(_ phase: Phase, _ turn: inout Turn<Rendezvous>) {
    self.phase = phase
    since = turn.now
    if let bound = settings.bound(of: phase) { turn.setTimer(.limit, after: bound) }
  }

  /// The present wait has lasted for as long as it may.
  private mutating func endWait(_ turn: inout Turn<Rendezvous>) {
    switch phase {
    case .waiting where settings.hasHost:
      turn.note(.foundNone)
      seek(&turn)
    case .waiting: endSearch(&turn)
    case .collecting: abandon(.timeout, &turn)
    case .exiting: leave(.late, &turn)
    case .serving, .working, .storing, .resting, .left: break
    }
  }

  /// Waits for a group.
  mutating func seek(_ turn: inout Turn<Rendezvous>) {
    turn.note(.sought)
    wait(.waiting, &turn)
    if settings.hasHost { sendJoin(&turn) } else { startSearch(&turn) }
  }

  /// The number of the host's last group that this agent knows of.
  var knownNumber: Int32 { previous?.group.number ?? 0 }

  private func sendJoin(_ turn: inout Turn<Rendezvous>) {
    turn.send(
      .join(life: kept.life, round: kept.round, after: knownNumber), to: settings.host)
  }

  /// Tells the host what this agent is at.
  private mutating func reportToHost(_ turn: inout Turn<Rendezvous>) {
    let isSilent = turn.now &- hostHeardAt > settings.heartbeatTimeout
    switch phase {
    case .waiting: sendJoin(&turn)
    case .working, .collecting, .storing:
      if isSilent, settings.method == .store, settings.onSilence == .stop, phase != .storing {
        return abandon(.silentHost, &turn)
      }
      turn.send(.heartbeat(life: kept.life, number: group?.id.number ?? 0), to: settings.host)
    case .exiting:
      if isSilent { return leave(.failed, &turn) }
      turn.send(.done(life: kept.life), to: settings.host)
    case .serving, .resting, .left: break
    }
  }

  /// The host lives.
  mutating func receivePulse(
    _ number: Int32, _ breach: Breach?, _ isLast: Bool, _ turn: inout Turn<Rendezvous>
  ) {
    hostHeardAt = turn.now
    // A quorum is for one round, and others may follow while its members are at work.
    guard settings.method == .store, let group, number >= group.id.number else { return }
    if number > group.id.number {
      abandon(.left, &turn)
    } else if let breach {
      abandon(breach, &turn)
    } else if isLast {
      isLastRound = true
    }
  }
}
