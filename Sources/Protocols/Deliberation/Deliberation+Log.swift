import Simulator

/// The replicated log: Raft, stepped with a turn of its own whose effects become this machine's.
extension Deliberation {
  mutating func stepLog(
    _ turn: inout Turn<Deliberation>, _ step: (inout Raft, inout Turn<Raft>) -> Void
  ) {
    turn.stepPart({ step(&raft, &$0) }, { translate($0, &$1) })
  }

  private mutating func translate(
    _ effect: consuming Effect<Raft>, _ turn: inout Turn<Deliberation>
  ) {
    switch consume effect {
    case .send(let message, let target): turn.send(.raft(message), to: target)
    case .sendAhead(let message, let target): turn.sendAhead(.raft(message), to: target)
    case .setTimer(let timer, let delay): turn.setTimer(.raft(timer), after: delay)
    case .cancelTimer(let timer): turn.cancelTimer(.raft(timer))
    case .persist(let write): turn.persist(.raft(write))
    case .respond(let reply, let id): turn.respond(.store(reply), to: id)
    case .respondAhead(let reply, let id): turn.respondAhead(.store(reply), to: id)
    case .note(let note): take(note, &turn)
    }
  }

  private mutating func take(_ note: Raft.Note, _ turn: inout Turn<Deliberation>) {
    turn.note(.raft(note))
    if case .becameLeader = note { findPending() }
    guard case .committed(let first, let last, _) = note else { return }
    for index in first...last {
      guard case .assign(let assignment) = raft.log[index].command else { continue }
      apply(assignment, at: index, &turn)
    }
  }

  /// Applies a change at its index of the log, once.
  private mutating func apply(
    _ assignment: Assignment, at index: Raft.Index, _ turn: inout Turn<Deliberation>
  ) {
    if results[assignment.proposal] != nil, settings.mistake != .appliesTwice { return }
    let version = variables[assignment.variable].version
    let result: Application =
      version == assignment.expectedVersion || settings.mistake == .ignoresVersion
      ? .applied(version: variables.apply(assignment)) : .conflict(version: version)
    results[assignment.proposal] = result
    pending[assignment.proposal] = nil
    turn.note(.applied(assignment, result, index: Int64(index)))
    if rounds.item(assignment.proposal)?.stage == .committing {
      close(assignment.proposal, Ending(result), &turn)
      armRounds(&turn)
    }
    if assignment.variable == Variable.electorate { joinElectorate(&turn) }
  }

  /// Appends an accepted change to the log unless it is there; a proposer repeats it until then.
  mutating func receiveCommit(_ assignment: Assignment, _ turn: inout Turn<Deliberation>) {
    let isKnown = settings.mistake != .appliesTwice
    guard raft.role == .leader, results[assignment.proposal] == nil || !isKnown else { return }
    if isKnown, let index = pending[assignment.proposal],
      raft.log[index].command == .assign(assignment)
    {
      return
    }
    stepLog(&turn) { _ = $0.append(.assign(assignment), &$1) }
    if results[assignment.proposal] == nil { pending[assignment.proposal] = raft.log.lastIndex }
  }

  /// A new leader looks through what it holds and has not committed; from then on it knows what it appends.
  private mutating func findPending() {
    pending = [:]
    if raft.role != .leader || raft.commitIndex == raft.log.lastIndex { return }
    for index in raft.commitIndex + 1...raft.log.lastIndex {
      guard case .assign(let assignment) = raft.log[index].command else { continue }
      pending[assignment.proposal] = index
    }
  }
}
