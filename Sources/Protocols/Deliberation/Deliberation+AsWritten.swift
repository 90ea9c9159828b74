import Simulator

/// The brief's text, step by step, with its defects.
extension Deliberation {
  private var coordinator: AgentID { AgentID(0) }

  mutating func startAsWritten(_ turn: inout Turn<Deliberation>) {
    brief.incarnation = turn.random.next()
  }

  /// `propose_variable_change`: the broadcast, the timeout, and only then the state.
  mutating func proposeAsWritten(
    _ variable: Int32, _ value: Int64, _ request: RequestID, _ turn: inout Turn<Deliberation>
  ) {
    sequence += 1
    let number = Int32(truncatingIfNeeded: brief.incarnation & 0x7FFF_FFFF)
    let proposal = Proposal(
      ProposalID(epoch: number, proposer: profile.id, sequence: sequence), variable: variable,
      value: value, expectedVersion: state(of: variable).version)
    turn.note(.opened(proposal))
    for agent in settings.electorate { turn.send(.briefProposal(proposal), to: agent) }
    brief.timeouts.append(
      BriefState.Timeout(proposal: proposal.id, due: turn.now + settings.deadline))
    armBriefTimeout(&turn)
    turn.send(.briefStore(proposal), to: coordinator)
    turn.respond(.begun(proposal.id), to: request)
  }

  /// The timeout goes to the process that proposed, and goes with it.
  private func armBriefTimeout(_ turn: inout Turn<Deliberation>) {
    guard let first = brief.timeouts.first else { return }
    turn.setTimer(.rounds, after: max(0, first.due - turn.now))
  }

  /// Nothing takes the timeout in, unless that is repaired.
  mutating func briefTimeoutExpired(_ turn: inout Turn<Deliberation>) {
    if brief.timeouts.isEmpty { return }
    let id = brief.timeouts.removeFirst().proposal
    if settings.hasTimeoutHandler { turn.send(.briefTimeout(id), to: coordinator) }
    armBriefTimeout(&turn)
  }

  /// What a handler would do: the round is over.
  mutating func receiveBriefTimeout(_ id: ProposalID, _ turn: inout Turn<Deliberation>) {
    guard let place = brief.rounds.firstIndex(where: { $0.proposal.id == id }),
      brief.rounds[place].isVoting
    else { return }
    brief.rounds[place].isVoting = false
    turn.note(.closed(id, .timedOut))
  }

  /// `handle_cast({:consensus_proposal, …})`; a process that waits for a reply takes nothing else in.
  mutating func receiveBriefProposal(_ proposal: Proposal, _ turn: inout Turn<Deliberation>) {
    if brief.isWaiting { return brief.mailbox.append(proposal) }
    let vote = opinion(on: proposal)
    turn.note(.voted(proposal.id, vote))
    brief.call += 1
    brief.isWaiting = true
    turn.send(
      .castVote(proposal.id, vote, incarnation: brief.incarnation, call: brief.call),
      to: coordinator)
    turn.setTimer(.call, after: settings.callTimeout)
  }

  mutating func castAsTold(
    _ id: ProposalID, _ choice: Vote.Choice, _ request: RequestID,
    _ turn: inout Turn<Deliberation>
  ) {
    told.append(Told(proposal: id, request: request))
    let vote = Vote(choice, confidence: 1000, .told)
    turn.send(.castVote(id, vote, incarnation: brief.incarnation, call: 0), to: coordinator)
  }

  /// `handle_call({:cast_vote, …})`: a new vote of the same process replaces its earlier one.
  mutating func receiveCastVote(
    _ id: ProposalID, _ vote: Vote, by incarnation: UInt64, _ call: Int32, from sender: AgentID,
    _ turn: inout Turn<Deliberation>
  ) {
    guard let place = brief.rounds.firstIndex(where: { $0.proposal.id == id }),
      brief.rounds[place].isVoting
    else {
      if !brief.rounds.contains(where: { $0.proposal.id == id }) { turn.note(.voteLost(id)) }
      return turn.send(.castReply(call: call, isValid: false), to: sender)
    }
    let cast = BriefState.Cast(incarnation: incarnation, vote: vote)
    let earlier = brief.rounds[place].votes.firstIndex { $0.incarnation == incarnation }
    if let earlier {
      brief.rounds[place].votes[earlier] = cast
    } else {
      brief.rounds[place].votes.append(cast)
    }
    turn.note(.counted(id, sender, vote.choice))
    checkThreshold(place, &turn)
    turn.send(.castReply(call: call, isValid: true), to: sender)
  }

  /// `check_consensus_threshold` and `finalize_consensus`; an accepted value goes to every agent.
  private mutating func checkThreshold(_ place: Int, _ turn: inout Turn<Deliberation>) {
    var tally = Tally(members: settings.electorate.count)
    for cast in brief.rounds[place].votes { tally.count(cast.vote) }
    guard let outcome = tally.briefOutcome else { return }
    let proposal = brief.rounds[place].proposal
    brief.rounds[place].isVoting = false
    turn.note(.decided(proposal.id, outcome, tally))
    let version = state(of: proposal.variable).version + 1
    turn.note(.closed(proposal.id, Ending(outcome) ?? .applied(version: version)))
    guard outcome == .accepted else { return }
    for agent in 0..<profile.clusterSize { turn.send(.update(proposal), to: AgentID(agent)) }
  }

  mutating func receiveCastReply(
    _ call: Int32, _ isValid: Bool, _ turn: inout Turn<Deliberation>
  ) {
    if call == 0 {
      if told.isEmpty { return }
      return turn.respond(
        .receipt(isValid ? .counted : .closed), to: told.removeFirst().request)
    }
    guard brief.isWaiting, call == brief.call else { return }
    brief.isWaiting = false
    turn.cancelTimer(.call)
    if !brief.mailbox.isEmpty { receiveBriefProposal(brief.mailbox.removeFirst(), &turn) }
  }

  /// The unanswered call ends the process; its supervisor starts it anew, with nothing in memory.
  mutating func callExpired(_ turn: inout Turn<Deliberation>) {
    turn.note(.voterDied)
    variables = [:]
    brief.mailbox = []
    brief.isWaiting = false
    brief.incarnation = turn.random.next()
  }

  /// The value is stored as it arrives, in whatever order that is.
  mutating func receiveUpdate(_ proposal: Proposal, _ turn: inout Turn<Deliberation>) {
    var current = state(of: proposal.variable)
    current.version += 1
    current.value = proposal.value
    current.proposal = proposal.id
    variables[proposal.variable] = current
    turn.note(
      .applied(proposal.assignment, .applied(version: current.version), index: 0))
  }
}
