import Simulator

/// The voter.
extension Deliberation {
  /// Votes once on a proposal, and repeats that vote whenever it is asked again.
  mutating func receiveProposal(
    _ proposal: Proposal, from sender: AgentID, _ turn: inout Turn<Deliberation>
  ) {
    guard member(profile.id, of: proposal.view) != nil, sender == proposal.id.proposer else {
      return
    }
    let vote = Message.vote(proposal.id, vote(on: proposal, &turn))
    if settings.mistake == .votesAhead { return turn.sendAhead(vote, to: sender) }
    turn.send(vote, to: sender)
  }

  private mutating func vote(on proposal: Proposal, _ turn: inout Turn<Deliberation>) -> Vote {
    if let given = votes[proposal.id] { return given }
    let vote =
      proposal.variable == Variable.electorate
      ? voteOnView(proposal, at: turn.now) : opinion(on: proposal)
    give(vote, on: proposal.id, &turn)
    return vote
  }

  private mutating func give(
    _ vote: Vote, on id: ProposalID, _ turn: inout Turn<Deliberation>
  ) {
    votes[id] = vote
    turn.persist(.voted(id, vote))
    turn.note(.voted(id, vote))
  }

  /// Sends the vote that a client wants; the proposer judges whether it counts.
  ///
  /// It becomes the agent's vote if the agent may vote and has not; an agent that has voted stands by it.
  mutating func voteAsTold(
    _ id: ProposalID, _ choice: Vote.Choice, _ request: RequestID,
    _ turn: inout Turn<Deliberation>
  ) {
    let vote = Vote(choice, confidence: 1000, .told)
    if let given = votes[id], given.choice != choice {
      return turn.respond(.receipt(.alreadyVoted), to: request)
    }
    guard (0..<profile.clusterSize).contains(id.proposer.index) else {
      return turn.respond(.receipt(.unknownProposal), to: request)
    }
    if settings.member(profile.id) != nil, votes[id] == nil { give(vote, on: id, &turn) }
    told[id, default: []].append(request)
    turn.send(.vote(id, vote), to: id.proposer)
  }

  /// Passes a receipt on to the client that waits for it; a lost one is never passed on.
  mutating func answerTold(
    _ id: ProposalID, _ receipt: Receipt, _ turn: inout Turn<Deliberation>
  ) {
    guard let request = told[id]?.first else { return }
    if told[id]?.count == 1 { told[id] = nil } else { told[id]?.removeFirst() }
    turn.respond(.receipt(receipt), to: request)
  }
}
