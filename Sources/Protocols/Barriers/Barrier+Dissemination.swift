import Simulator

/// Dissemination: `ceil(log2 n)` rounds of signals on a ring, each twice as far as the one before.
extension Barrier {
  /// Number of rounds.
  var roundCount: Int32 {
    var rounds: Int32 = 0
    let size = settings.mistake == .roundsDown ? profile.clusterSize / 2 + 1 : profile.clusterSize
    while 1 << Int(rounds) < size { rounds &+= 1 }
    return rounds
  }

  /// The agent `2^round` ranks further on, or behind.
  private func partner(_ round: Int32, isAhead: Bool) -> AgentID {
    let size = Int32(profile.clusterSize)
    let distance = (1 &<< round) % size
    let own = rank(of: profile.id)
    return agent(ofRank: (isAhead ? own &+ distance : own &- distance &+ size) % size)
  }

  /// Sends every signal that is due and leaves after the last round.
  mutating func advance(_ index: Int, _ turn: inout Turn<Barrier>) {
    guard arrivals[index].state == .waiting else { return }
    let rounds = roundCount
    while arrivals[index].round < rounds {
      let round = arrivals[index].round
      if round > 0, arrivals[index].received & (1 &<< UInt32(round - 1)) == 0 { return }
      arrivals[index].round = round + 1
      arrivals[index].attempts = 0
      turn.send(
        .signal(arrivals[index].instance, round: round), to: partner(round, isAhead: true))
    }
    if rounds > 0, arrivals[index].received & (1 &<< UInt32(rounds - 1)) == 0 { return }
    let count = Int32(profile.clusterSize)
    finish(index, Outcome(.released, arrived: count, required: count), &turn)
  }

  mutating func receiveSignal(
    _ instance: Instance, _ round: Int32, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    guard round >= 0, round < roundCount, sender == partner(round, isAhead: false),
      !arrivalHorizon.covers(instance)
    else { return }
    let index = arrivalIndex(counted(instance), &turn)
    let isNumbered = settings.mistake != .mixesRounds
    let place = isNumbered ? round : Int32((~arrivals[index].received).trailingZeroBitCount)
    arrivals[index].received |= 1 &<< UInt32(place)
    advance(index, &turn)
  }

  /// Asks for the signal that is missing.
  func askForSignal(_ index: Int, _ turn: inout Turn<Barrier>) {
    let round = arrivals[index].round - 1
    guard round >= 0 else { return }
    turn.send(
      .query(arrivals[index].instance, round: round), to: partner(round, isAhead: false))
  }

  /// Sends a signal once more, if it was due before, or the outcome if the coordinator settled it.
  ///
  /// An agent that was released answers with the signal all the same: told the outcome, the asker would
  /// leave without sending the signals that others wait for.
  func answerQuery(
    _ instance: Instance, _ round: Int32, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    guard round >= 0, round < roundCount, sender == partner(round, isAhead: true) else { return }
    guard let arrival = arrivals.item(instance) else {
      if arrivalHorizon.covers(instance) { turn.send(.refuse(instance, .forgotten), to: sender) }
      return
    }
    if case .concluded(let outcome) = arrival.state,
      outcome.ending != .released || !arrival.hasArrived || settings.mistake == .answersOutcome
    {
      turn.send(.conclude(instance, outcome), to: sender)
    } else if arrival.hasArrived, arrival.round > round {
      turn.send(.signal(instance, round: round), to: sender)
    }
  }
}
