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
    _ request: RequestID, _ turn: inout Turn<Deliberation>
  ) {
    let proposal = Proposal(
      id, variable: variable, value: value,
      expectedVersion: version ?? state(of: variable).version)
    let deadline = turn.now + settings.deadline
    turn.persist(.opened(proposal, deadline: deadline))
    turn.note(.opened(proposal))
    turn.respond(.begun(id), to: request)
    rounds.append(round(proposal, deadline, request))
    ask(rounds.count - 1, &turn)
    armRounds(&turn)
  }

  /// Takes up what an earlier life left open.
  mutating func resume(_ open: Storage.OpenProposal, _ turn: inout Turn<Deliberation>) {
    var round = round(open.proposal, open.deadline, nil)
    if let decision = open.decision {
      round.tally = decision.tally
      round.decision = decision
      round.stage = .deciding
      turn.send(.settled(open.proposal.id), to: profile.id)
    }
    rounds.append(round)
    if open.decision == nil { ask(rounds.count - 1, &turn) }
  }

  private func round(
    _ proposal: Proposal, _ deadline: Nanoseconds, _ request: RequestID?
  ) -> Round {
    Round(
      proposal, deadline: deadline, request: request, members: settings.electorate.count,
      backoff: settings.retry)
  }

  /// Asks every member that has not voted, and doubles the wait before the next time.
  private mutating func ask(_ index: Int, _ turn: inout Turn<Deliberation>) {
    let proposal = rounds[index].proposal
    for (member, vote) in rounds[index].votes.enumerated() where vote == nil {
      turn.send(.proposal(proposal), to: settings.electorate[member])
    }
    backOff(index, &turn)
  }

  private mutating func backOff(_ index: Int, _ turn: inout Turn<Deliberation>) {
    rounds[index].resendAt = turn.now + rounds[index].backoff
    rounds[index].backoff = min(2 * rounds[index].backoff, settings.longestRetry)
  }

  /// One timer for what is due first.
  mutating func armRounds(_ turn: inout Turn<Deliberation>) {
    var next = choicesDue
    for round in rounds {
      let due: Nanoseconds? =
        switch round.stage {
        case .collecting: min(round.deadline, round.resendAt)
        case .deciding: nil
        case .committing: round.resendAt
        }
      if let due { next = min(next ?? due, due) }
    }
    if let next {
      turn.setTimer(.rounds, after: max(0, next - turn.now))
    } else {
      turn.cancelTimer(.rounds)
    }
  }

  mutating func roundsExpired(_ turn: inout Turn<Deliberation>) {
    for index in rounds.indices {
      switch rounds[index].stage {
      case .collecting where turn.now >= rounds[index].deadline:
        decide(index, rounds[index].tally.deadlineOutcome, &turn)
      case .collecting where turn.now >= rounds[index].resendAt: ask(index, &turn)
      case .committing where turn.now >= rounds[index].resendAt: submit(index, &turn)
      default: break
      }
    }
    choicesExpired(&turn)
    armRounds(&turn)
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
    guard let index = rounds.firstIndex(where: { $0.proposal.id == id }) else {
      return endings[id] == nil ? .unknownProposal : .closed
    }
    guard let member = settings.member(sender) else { return .notParticipant }
    if let earlier = rounds[index].votes[member] {
      return earlier.choice == vote.choice ? .counted : .alreadyVoted
    }
    guard rounds[index].stage == .collecting, turn.now < rounds[index].deadline else {
      return .closed
    }
    rounds[index].votes[member] = vote
    rounds[index].tally.count(vote, isWeighted: settings.isWeighted)
    turn.note(.counted(id, sender, vote.choice))
    if let outcome = rounds[index].tally.certainOutcome {
      decide(index, outcome, &turn)
      armRounds(&turn)
    }
    return .counted
  }

  /// Decides; the decision is sent and noted only once it is durable.
  private mutating func decide(
    _ index: Int, _ outcome: Tally.Outcome, _ turn: inout Turn<Deliberation>
  ) {
    let decision = Decision(outcome: outcome, tally: rounds[index].tally)
    rounds[index].stage = .deciding
    rounds[index].decision = decision
    turn.persist(.decided(rounds[index].proposal.id, decision))
    turn.send(.settled(rounds[index].proposal.id), to: profile.id)
  }

  /// The decision is durable: the log gets what was accepted, and all else is over.
  mutating func settle(_ id: ProposalID, _ turn: inout Turn<Deliberation>) {
    guard let index = rounds.firstIndex(where: { $0.proposal.id == id }),
      rounds[index].stage == .deciding, let decision = rounds[index].decision
    else { return }
    turn.note(.decided(id, decision.outcome, decision.tally))
    if let ending = Ending(decision.outcome) {
      close(id, ending, &turn)
    } else if let result = results[id] {
      close(id, Ending(result), &turn)
    } else {
      rounds[index].stage = .committing
      rounds[index].backoff = settings.retry
      submit(index, &turn)
    }
    armRounds(&turn)
  }

  /// Hands an accepted change to the leader of the log, if one is known; again until it is applied.
  private mutating func submit(_ index: Int, _ turn: inout Turn<Deliberation>) {
    let leader = raft.role == .leader ? profile.id : raft.leader
    if let leader { turn.send(.commit(rounds[index].proposal.assignment), to: leader) }
    backOff(index, &turn)
  }

  /// Ends a proposal of this agent; nothing if it has ended.
  mutating func close(_ id: ProposalID, _ ending: Ending, _ turn: inout Turn<Deliberation>) {
    guard let index = rounds.firstIndex(where: { $0.proposal.id == id }) else { return }
    let round = rounds.remove(at: index)
    endings[id] = ending
    turn.persist(.closed(id, ending))
    turn.note(.closed(id, ending))
    if let request = round.request { turn.respond(.ended(id, ending), to: request) }
  }
}
