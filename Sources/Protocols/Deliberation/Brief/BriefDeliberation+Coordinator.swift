import Simulator

/// The coordinator.
extension BriefDeliberation {
  mutating func store(_ proposal: Proposal) {
    if firstRounds[proposal.id] == nil { firstRounds[proposal.id] = rounds.count }
    rounds.append(Round(proposal: proposal))
  }

  /// What a handler of the timeout would do: the round is over.
  mutating func receiveTimeout(_ id: ProposalID, _ turn: inout Turn<Deliberation>) {
    guard let index = openRound(id) else { return }
    rounds[index].isVoting = false
    turn.note(.closed(id, .timedOut))
  }

  private func openRound(_ id: ProposalID) -> Int? {
    firstRounds[id].flatMap { rounds[$0].isVoting ? $0 : nil }
  }

  /// `handle_call({:cast_vote, …})`: a new vote of the same process replaces its earlier one.
  mutating func receiveVote(
    _ id: ProposalID, _ cast: CastVote, _ call: Int32, from sender: AgentID,
    _ turn: inout Turn<Deliberation>
  ) {
    guard let index = openRound(id) else {
      if firstRounds[id] == nil { turn.note(.voteLost(id)) }
      return turn.send(.brief(.castReply(call: call, isValid: false)), to: sender)
    }
    let earlier = rounds[index].votes.firstIndex { $0.incarnation == cast.incarnation }
    if let earlier {
      rounds[index].votes[earlier] = cast
    } else {
      rounds[index].votes.append(cast)
    }
    turn.note(.counted(id, sender, cast.vote.choice))
    checkThreshold(index, &turn)
    turn.send(.brief(.castReply(call: call, isValid: true)), to: sender)
  }

  /// `check_consensus_threshold` and `finalize_consensus`; an accepted value goes to every agent.
  private mutating func checkThreshold(_ index: Int, _ turn: inout Turn<Deliberation>) {
    var tally = Tally(members: settings.electorate.count)
    for cast in rounds[index].votes { tally.count(cast.vote) }
    guard let outcome = tally.briefOutcome else { return }
    let proposal = rounds[index].proposal
    rounds[index].isVoting = false
    turn.note(.decided(proposal.id, outcome, tally))
    let version = variables[proposal.variable].version + 1
    turn.note(.closed(proposal.id, Deliberation.Ending(outcome) ?? .applied(version: version)))
    guard outcome == .accepted else { return }
    for agent in 0..<profile.clusterSize {
      turn.send(.brief(.update(proposal)), to: AgentID(agent))
    }
  }
}

extension Tally {
  /// The brief's rule: the shares of the votes cast, from the vote that completes a majority on.
  public var briefOutcome: Outcome? {
    let votes = Int64(cast) * Self.unit
    if cast < quorum { return nil }
    if 5 * accepts >= 3 * votes { return .accepted }
    return 5 * rejects >= 2 * votes ? .rejected : .failed
  }
}
