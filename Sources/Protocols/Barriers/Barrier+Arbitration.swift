import Simulator

/// Ending a dissemination whose deadline passed: no waiter may decide alone, since another may have
/// been released already.
///
/// The coordinator asks all members how far they have come. One that has not arrived pledges, durably, that
/// it never will: then none was or can be released, and the generation times out. If one was
/// released, or all have arrived, all are released.
extension Barrier {
  /// Time that a waiter gives the rounds before it appeals.
  var timeBeforeAppeal: Nanoseconds {
    guard case .extend(let times) = settings.deadlinePolicy else { return settings.deadline }
    let (total, overflow) = settings.deadline.multipliedReportingOverflow(
      by: Nanoseconds(times) + 1)
    return overflow ? .never : Swift.min(total, .never)
  }

  mutating func inquire(
    _ instance: Instance, for sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    guard isCoordinator, settings.form == .dissemination else { return }
    if generationIndex(instance) == nil {
      if generationHorizon.covers(instance) {
        return turn.send(.refuse(instance, .forgotten), to: sender)
      }
      anticipate(instance, &turn)
    }
    guard let index = generationIndex(instance) else { return }
    if let outcome = generations[index].outcome {
      return turn.send(.conclude(instance, outcome), to: sender)
    }
    if generations[index].isInquiring { return }
    generations[index].isInquiring = true
    scheduleDeadline(index)
    probeAgain(index, &turn)
  }

  /// Asks all members that have not answered.
  mutating func probeAgain(_ index: Int, _ turn: inout Turn<Barrier>) {
    guard generations[index].isInquiring else {
      generations[index].nextProbe = .never
      return
    }
    for agent in generations[index].missing.members {
      turn.send(.probe(generations[index].instance), to: agent)
    }
    generations[index].nextProbe = turn.now &+ settings.retry
    armRetry(at: generations[index].nextProbe, &turn)
  }

  /// Says how far this agent has come; in dissemination one that has not arrived pledges not to.
  mutating func answerProbe(
    _ instance: Instance, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    var presence = Presence.absent
    if settings.form != .dissemination {
      let arrival = arrivals.item(instance)
      presence = arrival?.hasArrived ?? false ? .arrived : .absent
    } else if !arrivalHorizon.covers(instance) {
      presence = pledge(arrivalIndex(instance, &turn), &turn)
    } else {
      return
    }
    turn.send(.presence(instance, presence, incarnation: incarnation), to: sender)
  }

  private mutating func pledge(_ index: Int, _ turn: inout Turn<Barrier>) -> Presence {
    switch arrivals[index].state {
    case .expected:
      arrivals[index].state = .pledged
      turn.persist(.pledged(arrivals[index].instance))
      turn.note(.pledged(arrivals[index].instance))
      return .absent
    case .pledged: return .absent
    case .waiting, .refused: return .arrived
    case .concluded(let outcome):
      if !arrivals[index].hasArrived { return .absent }
      return outcome.ending == .released ? .passed : .arrived
    }
  }

  mutating func receivePresence(
    _ instance: Instance, _ presence: Presence, _ incarnation: Int32, from sender: AgentID,
    _ turn: inout Turn<Barrier>
  ) {
    guard let index = generationIndex(instance), generations[index].outcome == nil else { return }
    if settings.form != .dissemination {
      return noteLife(of: sender, incarnation, index, &turn)
    }
    switch presence {
    case .absent: conclude(index, .timedOut, &turn)
    case .arrived:
      generations[index].arrived.insert(sender)
      releaseIfComplete(index, &turn)
    case .passed:
      generations[index].arrived = allAgents
      releaseIfComplete(index, &turn)
    }
  }
}
