import Simulator

/// The proposer and the voter.
extension BriefDeliberation {
  /// `propose_variable_change`: the broadcast, the timeout, and only then the state.
  mutating func propose(
    _ variable: Int32, _ value: Int64, _ request: RequestID, _ turn: inout Turn<Deliberation>
  ) {
    sequence += 1
    let number = Int32(truncatingIfNeeded: incarnation & 0x7FFF_FFFF)
    let proposal = Proposal(
      ProposalID(epoch: number, proposer: profile.id, sequence: sequence), variable: variable,
      value: value, expectedVersion: variables[variable].version)
    turn.note(.opened(proposal))
    for agent in settings.electorate { turn.send(.brief(.proposal(proposal)), to: agent) }
    timeouts.append(Timeout(proposal: proposal.id, due: turn.now + settings.deadline))
    armTimeout(&turn)
    turn.send(.brief(.store(proposal)), to: coordinator)
    turn.respond(.begun(proposal.id), to: request)
  }

  /// The timeout goes to the process that proposed, and is lost with it.
  private func armTimeout(_ turn: inout Turn<Deliberation>) {
    guard let first = timeouts.first else { return }
    turn.setTimer(.rounds, after: max(0, first.due - turn.now))
  }

  /// Nothing takes the timeout in, unless that is repaired.
  mutating func timeoutExpired(_ turn: inout Turn<Deliberation>) {
    if timeouts.isEmpty { return }
    let id = timeouts.removeFirst().proposal
    if settings.hasTimeoutHandler { turn.send(.brief(.timeout(id)), to: coordinator) }
    armTimeout(&turn)
  }

  /// `handle_cast({:consensus_proposal, …})`; a process that waits for a reply takes nothing else in.
  mutating func receiveProposal(_ proposal: Proposal, _ turn: inout Turn<Deliberation>) {
    if isWaiting { return mailbox.append(proposal) }
    let vote = settings.vote(of: profile, on: proposal, knowing: variables)
    turn.note(.voted(proposal.id, vote))
    call += 1
    isWaiting = true
    turn.send(
      .brief(.castVote(proposal.id, vote, incarnation: incarnation, call: call)), to: coordinator)
    turn.setTimer(.call, after: settings.callTimeout)
  }

  mutating func castAsTold(
    _ id: ProposalID, _ choice: Vote.Choice, _ request: RequestID,
    _ turn: inout Turn<Deliberation>
  ) {
    told.append(request)
    let vote = Vote(choice, confidence: 1000, .told)
    turn.send(.brief(.castVote(id, vote, incarnation: incarnation, call: 0)), to: coordinator)
  }

  mutating func receiveReply(_ call: Int32, _ isValid: Bool, _ turn: inout Turn<Deliberation>) {
    if call == 0 {
      if told.isEmpty { return }
      return turn.respond(.receipt(isValid ? .counted : .closed), to: told.removeFirst())
    }
    guard isWaiting, call == self.call else { return }
    isWaiting = false
    turn.cancelTimer(.call)
    if !mailbox.isEmpty { receiveProposal(mailbox.removeFirst(), &turn) }
  }

  /// The unanswered call ends the process; its supervisor starts it anew, with nothing in memory.
  mutating func callExpired(_ turn: inout Turn<Deliberation>) {
    turn.note(.voterDied)
    variables = VariableTable()
    mailbox = Queue()
    isWaiting = false
    incarnation = turn.random.next()
  }

  /// The value is stored as it arrives, in whatever order that is.
  mutating func receiveUpdate(_ proposal: Proposal, _ turn: inout Turn<Deliberation>) {
    let version = variables.apply(proposal.assignment)
    turn.note(.applied(proposal.assignment, .applied(version: version), index: 0))
  }
}
