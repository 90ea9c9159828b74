import Simulator

/// The proposer.
extension Deliberation {
  mutating func propose(
    _ variable: Int32, _ value: Int64, expecting version: Int32?, _ request: RequestID,
    _ turn: inout Turn<Deliberation>
  ) {
    if settings.electorate.isEmpty { return turn.respond(.noElectorate, to: request) }
    open(nextID(), variable, value, expecting: version, request, &turn)
  }

  mutating func nextID() -> ProposalID {
    sequence += 1
    return ProposalID(epoch: epoch, proposer: profile.id, sequence: sequence)
  }

  /// Opens a proposal under an identity of its own.
  mutating func open(
    _ id: ProposalID, _ variable: Int32, _ value: Int64, expecting version: Int32?,
    _ request: RequestID?, _ turn: inout Turn<Deliberation>
  ) {
    let proposal = Proposal(
      id, variable: variable, value: value,
      expectedVersion: version ?? state(of: variable).version, view: view)
    let deadline = turn.now + settings.deadline
    turn.persist(.opened(proposal, deadline: deadline))
    turn.note(.opened(proposal))
    if let request { turn.respond(.begun(id), to: request) }
    ask(rounds.append(round(proposal, deadline, request), id), &turn)
    armRounds(&turn)
  }

  /// Takes up what an earlier life left open.
  mutating func resume(_ open: Storage.OpenProposal, _ turn: inout Turn<Deliberation>) {
    var round = round(open.proposal, open.deadline, nil)
    let isDecided = settings.mistake != .forgetsDecision
    if isDecided, let decision = open.decision {
      round.tally = decision.tally
      round.decision = decision
      round.stage = .deciding
      turn.send(.settled(open.proposal.id), to: profile.id)
    }
    let place = rounds.append(round, open.proposal.id)
    if rounds[place].stage == .collecting { ask(place, &turn) }
  }

  private func round(
    _ proposal: Proposal, _ deadline: Nanoseconds, _ request: RequestID?
  ) -> Round {
    Round(
      proposal, deadline: deadline, request: request, members: settings.electorate.count,
      backoff: settings.retry)
  }

  /// Asks every member that has not voted, and doubles the wait before the next time.
  private mutating func ask(_ place: Int, _ turn: inout Turn<Deliberation>) {
    let proposal = rounds[place].proposal
    for (member, vote) in rounds[place].votes.enumerated()
    where vote == nil && proposal.view?.includes(member) ?? true {
      turn.send(.proposal(proposal), to: settings.electorate[member])
    }
    backOff(place, &turn)
  }

  private mutating func backOff(_ place: Int, _ turn: inout Turn<Deliberation>) {
    rounds[place].resendAt = turn.now + rounds[place].backoff
    rounds[place].backoff = min(2 * rounds[place].backoff, settings.longestRetry)
    rounds.setDue(rounds[place].due, at: place)
  }

  /// One timer for what is due first.
  mutating func armRounds(_ turn: inout Turn<Deliberation>) {
    var next = choices.firstDue()
    if let due = rounds.firstDue() { next = min(next ?? due, due) }
    if let next {
      turn.setTimer(.rounds, after: max(0, next - turn.now))
    } else {
      turn.cancelTimer(.rounds)
    }
  }

  mutating func roundsExpired(_ turn: inout Turn<Deliberation>) {
    for id in rounds.due(by: turn.now) {
      guard let place = rounds.place(of: id) else { continue }
      switch rounds[place].stage {
      case .collecting where turn.now >= rounds[place].deadline:
        decide(place, deadlineOutcome(rounds[place].tally), &turn)
      case .collecting: ask(place, &turn)
      case .committing: submit(place, &turn)
      case .deciding: break
      }
    }
    excludeSilent(&turn)
    choicesExpired(&turn)
    armRounds(&turn)
  }

  private func deadlineOutcome(_ tally: Tally) -> Tally.Outcome {
    let isCarried = tally.cast > 0 && 5 * tally.accepts >= 3 * Int64(tally.cast) * Tally.unit
    return isCarried && settings.mistake == .acceptsMinority ? .accepted : tally.deadlineOutcome
  }

  /// Counts a vote once; one that arrives at the deadline or after comes too late.
  mutating func receiveVote(
    _ id: ProposalID, _ vote: Vote, from sender: AgentID, _ turn: inout Turn<Deliberation>
  ) {
    let receipt = count(id, vote, from: sender, &turn)
    turn.send(.receipt(id, receipt, isTold: vote.rationale == .told), to: sender)
  }

  private mutating func count(
    _ id: ProposalID, _ vote: Vote, from sender: AgentID, _ turn: inout Turn<Deliberation>
  ) -> Receipt {
    guard let place = rounds.place(of: id) else {
      return endings[id] == nil ? .unknownProposal : .closed
    }
    let isOutsiderCounted = settings.mistake == .countsOutsiders
    let known = member(sender, of: rounds[place].proposal.view)
    guard let member = known ?? (isOutsiderCounted ? 0 : nil) else { return .notParticipant }
    if let earlier = rounds[place].votes[member], settings.mistake != .countsRepeats {
      return earlier.choice == vote.choice ? .counted : .alreadyVoted
    }
    guard rounds[place].stage == .collecting, turn.now < rounds[place].deadline else {
      return .closed
    }
    rounds[place].votes[member] = vote
    rounds[place].tally.count(vote, isWeighted: settings.isWeighted)
    turn.note(.counted(id, sender, vote.choice))
    if let outcome = rounds[place].tally.certainOutcome {
      decide(place, outcome, &turn)
      armRounds(&turn)
    }
    return .counted
  }

  /// Decides; the decision is sent and noted only once it is durable.
  private mutating func decide(
    _ place: Int, _ outcome: Tally.Outcome, _ turn: inout Turn<Deliberation>
  ) {
    let decision = Decision(outcome: outcome, tally: rounds[place].tally)
    rounds[place].stage = .deciding
    rounds.setDue(nil, at: place)
    rounds[place].decision = decision
    turn.persist(.decided(rounds[place].proposal.id, decision))
    let settled = Message.settled(rounds[place].proposal.id)
    if settings.mistake == .decidesAhead { return turn.sendAhead(settled, to: profile.id) }
    turn.send(settled, to: profile.id)
  }

  /// The decision is durable: the log gets what was accepted, and all else is over.
  mutating func settle(_ id: ProposalID, _ turn: inout Turn<Deliberation>) {
    guard let place = rounds.place(of: id), rounds[place].stage == .deciding,
      let decision = rounds[place].decision
    else { return }
    turn.note(.decided(id, decision.outcome, decision.tally))
    if let ending = Ending(decision.outcome) {
      close(id, ending, &turn)
    } else if let result = results[id] {
      close(id, Ending(result), &turn)
    } else {
      rounds[place].stage = .committing
      rounds[place].backoff = settings.retry
      submit(place, &turn)
    }
    armRounds(&turn)
  }

  /// Hands an accepted change to the leader of the log, if one is known; again until it is applied.
  private mutating func submit(_ place: Int, _ turn: inout Turn<Deliberation>) {
    let leader = raft.role == .leader ? profile.id : raft.leader
    if let leader { turn.send(.commit(rounds[place].proposal.assignment), to: leader) }
    backOff(place, &turn)
  }

  /// Ends a proposal of this agent; nothing if it has ended.
  mutating func close(_ id: ProposalID, _ ending: Ending, _ turn: inout Turn<Deliberation>) {
    guard let place = rounds.place(of: id) else { return }
    let round = rounds.remove(at: place)
    endings[id] = ending
    turn.persist(.closed(id, ending))
    turn.note(.closed(id, ending))
    if let request = round.request { turn.respond(.ended(id, ending), to: request) }
    if round.proposal.variable == Variable.electorate { joinElectorate(&turn) }
  }
}
