import Simulator

/// A member of a group that decides by a leader: two-phase commit on everybody's number.
///
/// From when its offer is durable until the leader says what became of it, a member's number is the
/// leader's to decide on: it does not change and is offered to no other.
extension Averaging {
  /// Offers the number for the present round, unless it is promised already.
  mutating func offer(_ turn: inout Turn<Averaging>) {
    // An offer for a round is made once, whatever the clock does: a second one could hold another number.
    guard kept.leader == nil, currentRound > kept.round else { return }
    let leader = leader(inRound: currentRound)
    if leader.rawValue == me { return }
    write(.offered(round: currentRound, to: leader), &turn)
    turn.send(.offer(round: currentRound, kept.value), to: leader)
  }

  mutating func receiveResult(
    _ value: Int64, _ round: Int32, from sender: AgentID, _ turn: inout Turn<Averaging>
  ) {
    let isAwaited = kept.leader == sender && kept.round == round
    if isAwaited {
      write(.resolved(value), &turn)
      turn.note(.averaged(round, value))
    }
    turn.send(.acknowledge(round: round), to: sender)
    if isAwaited { offerLate(&turn) }
  }

  mutating func receiveAbort(
    _ round: Int32, from sender: AgentID, _ turn: inout Turn<Averaging>
  ) {
    guard kept.leader == sender, kept.round == round else { return }
    write(.released, &turn)
    offerLate(&turn)
  }

  /// What was promised in an earlier round is free again, and there is time left in this one.
  private mutating func offerLate(_ turn: inout Turn<Averaging>) {
    if averagedRound < currentRound, currentRound <= settings.rounds { offer(&turn) }
  }
}

/// The leader of such a group.
///
/// What it did not decide by the half of a round it never decides: before it tells anyone so, that is
/// durable (`closedThrough`). So a restart forgets offers, and no decision.
extension Averaging {
  mutating func receiveOffer(
    _ value: Int64, _ round: Int32, from sender: AgentID, _ turn: inout Turn<Averaging>
  ) {
    if round == absentRound || isAbsent && round <= currentRound { return }
    if let result = kept.result(for: sender, round: round) {
      return turn.send(.result(round: round, result), to: sender)
    }
    if round > kept.closedThrough, !isPast(round) {
      return keep(Offer(round: round, sender: sender, value: value))
    }
    turn.note(.late(round))
    abort(round, for: sender, &turn)
  }

  /// A member that asks before the half is answered by the decision.
  mutating func answerInquiry(
    _ round: Int32, from sender: AgentID, _ turn: inout Turn<Averaging>
  ) {
    if let result = kept.result(for: sender, round: round) {
      turn.send(.result(round: round, result), to: sender)
    } else if round <= kept.closedThrough || isPast(round) {
      abort(round, for: sender, &turn)
    }
  }

  private func isPast(_ round: Int32) -> Bool { round <= averagedRound || round < currentRound }

  private mutating func abort(
    _ round: Int32, for member: AgentID, _ turn: inout Turn<Averaging>
  ) {
    if round > kept.closedThrough { write(.closed(round: round), &turn) }
    turn.send(.abort(round: round), to: member)
  }

  /// Decides on the present round, as far as this agent leads in it.
  mutating func decide(_ turn: inout Turn<Averaging>) {
    let round = currentRound
    let offers = takeOffers()
    guard round > kept.closedThrough, !offers.isEmpty else { return }
    // A number that is still promised to the leader of an earlier round is not this one's to change.
    let counts = kept.leader == nil
    let parts = Int32(offers.count) + (counts ? 1 : 0)
    if settings.method == .allReduce, parts < count {
      turn.note(.roundLost(round, missing: count - parts))
      for offer in offers { abort(round, for: offer.sender, &turn) }
      return
    }
    let total = offers.reduce(counts ? kept.value : 0) { $0 &+ $1.value }
    let ranks = Int64(counts ? 1 : 0)
    var results: [Result] = []
    results.reserveCapacity(offers.count)
    for (place, offer) in offers.enumerated() {
      let value = share(of: total, outOf: Int64(parts), rank: Int64(place) + ranks)
      results.append(Result(agent: offer.sender, round: round, value: value))
    }
    let own = counts ? share(of: total, outOf: Int64(parts), rank: 0) : kept.value
    write(.decided(round: round, own, results), &turn)
    turn.note(.decided(round, parts))
    if counts { turn.note(.averaged(round, own)) }
    for result in results {
      turn.send(.result(round: round, result.value), to: result.agent)
    }
  }

  mutating func settle(
    _ round: Int32, with member: AgentID, _ turn: inout Turn<Averaging>
  ) {
    guard kept.result(for: member, round: round) != nil else { return }
    write(.settled(member, round: round), &turn)
  }
}
