import Simulator

/// The exit barrier of a job that a host keeps.
extension Rendezvous {
  mutating func enterExit(_ turn: inout Turn<Rendezvous>) {
    hostHeardAt = turn.now
    wait(.exiting, &turn)
    turn.send(.done(life: kept.life), to: settings.host)
  }

  mutating func leave(_ exit: Exit, _ turn: inout Turn<Rendezvous>) {
    phase = .left
    turn.cancelTimer(.limit)
    turn.cancelTimer(.tick)
    turn.note(.left(exit))
    if exit == .onTime, !isHost { turn.send(.bye, to: settings.host) }
  }

  mutating func receiveDone(
    _ life: Int32, from sender: AgentID, _ turn: inout Turn<Rendezvous>
  ) {
    guard hear(life, from: sender) else { return }
    desk?.finished.insert(sender)
    if areAllDone {
      turn.send(.mayLeave, to: sender)
    } else {
      turn.send(.pulse(number: 0, nil, isLast: false), to: sender)
    }
  }

  /// Whether every member of the last group that lives, as far as the host knows, is in the exit barrier.
  private var areAllDone: Bool {
    guard let desk, let group = desk.newest else { return false }
    return group.members.allSatisfy {
      desk.finished.contains($0.agent) || !desk.lives($0)
    }
  }

  mutating func receiveMayLeave(_ turn: inout Turn<Rendezvous>) {
    guard phase == .exiting else { return }
    hostHeardAt = turn.now
    if !isHost { return leave(.onTime, &turn) }
    if settings.hostExit == .first { leave(.onTime, &turn) } else { leaveIfAllGone(&turn) }
  }

  mutating func receiveBye(from sender: AgentID, _ turn: inout Turn<Rendezvous>) {
    desk?.departed.insert(sender)
    leaveIfAllGone(&turn)
  }

  /// The host goes when no other needs it.
  mutating func leaveIfAllGone(_ turn: inout Turn<Rendezvous>) {
    guard settings.rounds > 0, phase == .exiting || phase == .serving, areAllDone, let desk,
      let group = desk.newest
    else { return }
    if settings.hostExit == .last {
      let isNeeded = group.members.contains {
        $0.agent != me && desk.lives($0) && !desk.departed.contains($0.agent)
      }
      if isNeeded { return }
    } else if phase == .exiting {
      // It sees at its next question, like any other, that all are there.
      return
    }
    leave(.onTime, &turn)
  }
}
