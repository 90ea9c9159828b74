import Simulator

/// Ending a dissemination whose deadline passed: no waiter may decide alone, since another may have
/// been released already.
///
/// The coordinator asks all members how they stand. One that has not arrived pledges, durably, that
/// it never will: then nobody was or can be released, and the generation times out. If one was
/// released, or all have arrived, everybody is released.
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
    if gatheringPlace(instance) == nil {
      if gatheringHorizon.covers(instance) {
        return turn.send(.refuse(instance, .forgotten), to: sender)
      }
      anticipate(instance, &turn)
    }
    guard let place = gatheringPlace(instance) else { return }
    if let outcome = gatherings[place].outcome {
      return turn.send(.conclude(instance, outcome), to: sender)
    }
    if gatherings[place].isInquiring { return }
    gatherings[place].isInquiring = true
    probeAgain(place, &turn)
  }

  /// Asks all who have not answered.
  mutating func probeAgain(_ place: Int, _ turn: inout Turn<Barrier>) {
    guard gatherings[place].isInquiring else {
      gatherings[place].nextProbe = .never
      return
    }
    for agent in gatherings[place].missing.members {
      turn.send(.probe(gatherings[place].instance), to: agent)
    }
    gatherings[place].nextProbe = turn.now &+ settings.retry
    armRetry(at: gatherings[place].nextProbe, &turn)
  }

  /// Says how this agent stands; in dissemination an agent that has not arrived pledges not to.
  mutating func answerProbe(
    _ instance: Instance, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    var standing = Standing.absent
    if settings.form != .dissemination {
      let visit = visits.last { $0.instance == instance }
      standing = visit?.hasArrived ?? false ? .arrived : .absent
    } else if !visitHorizon.covers(instance) {
      standing = pledge(visitPlace(instance, &turn), &turn)
    } else {
      return
    }
    turn.send(.standing(instance, standing, incarnation: incarnation), to: sender)
  }

  private mutating func pledge(_ place: Int, _ turn: inout Turn<Barrier>) -> Standing {
    switch visits[place].state {
    case .expected:
      visits[place].state = .pledged
      turn.persist(.pledged(visits[place].instance))
      turn.note(.pledged(visits[place].instance))
      return .absent
    case .pledged: return .absent
    case .waiting, .refused: return .arrived
    case .concluded(let outcome):
      if !visits[place].hasArrived { return .absent }
      return outcome.verdict == .released ? .passed : .arrived
    }
  }

  mutating func receiveStanding(
    _ instance: Instance, _ standing: Standing, _ incarnation: Int32, from sender: AgentID,
    _ turn: inout Turn<Barrier>
  ) {
    guard let place = gatheringPlace(instance), gatherings[place].outcome == nil else { return }
    if settings.form != .dissemination {
      return noteLife(of: sender, incarnation, place, &turn)
    }
    switch standing {
    case .absent: conclude(place, .timedOut, &turn)
    case .arrived:
      gatherings[place].arrived.insert(sender)
      releaseIfComplete(place, &turn)
    case .passed:
      gatherings[place].arrived = everybody
      releaseIfComplete(place, &turn)
    }
  }
}
