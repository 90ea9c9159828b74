import Simulator

/// A replica: the log, stepped with a turn of its own, and the purse that it makes.
extension Budget {
  mutating func stepLog(
    _ turn: inout Turn<Budget>, _ step: (inout Raft, inout Turn<Raft>) -> Void
  ) {
    turn.stepPart({ step(&replicas[0].raft, &$0) }, { translate($0, &$1) })
  }

  private mutating func translate(
    _ effect: consuming Effect<Raft>, _ turn: inout Turn<Budget>
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

  private mutating func take(_ note: Raft.Note, _ turn: inout Turn<Budget>) {
    turn.note(.raft(note))
    switch note {
    case .becameLeader:
      replicas[0].offers = [:]
      replicas[0].leases = TimedTable()
      turn.setTimer(.round, after: settings.window)
    case .committed(let first, let last, _):
      for index in first...last {
        guard case .deed(let deed) = replicas[0].raft.log[index].command else { continue }
        apply(deed, at: Int64(index), &turn)
      }
    default: break
    }
  }

  private mutating func apply(_ deed: Deed, at index: Int64, _ turn: inout Turn<Budget>) {
    let isDeaf =
      settings.mistake == .differs && profile.id.index == settings.replicas - 1
      && deed.kind == .cancel
    let hasEffect = isDeaf ? false : replicas[0].purse.apply(deed)
    let purse = replicas[0].purse
    turn.note(
      .applied(deed, index: index, hasEffect, held: purse.held, spent: purse.spent))
    guard replicas[0].raft.role == .leader else { return }
    tellOwner(of: deed.subject, &turn)
  }

  /// Tells a worker how far the log says that its task is, and keeps account of grants.
  func message(on task: Int32) -> Message {
    switch replicas[0].purse.states[Int(task)] {
    case .open: .refused(task: task)
    case .granted: .grant(task: task)
    case .started: .started(task: task)
    case .done: .settled(task: task)
    }
  }

  private mutating func tellOwner(of task: Int32, _ turn: inout Turn<Budget>) {
    guard task >= 0, task < settings.taskCount else { return }
    if let place = replicas[0].leases.place(of: task) { replicas[0].leases.remove(at: place) }
    if replicas[0].purse.states[Int(task)] == .granted { lease(task, &turn) }
    // What is committed stays, whatever this agent's own disk is busy with.
    turn.sendAhead(message(on: task), to: agent(of: task))
    armLeases(&turn)
  }
}
