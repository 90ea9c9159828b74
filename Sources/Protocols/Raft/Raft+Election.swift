import Simulator

/// Candidates (paper, 5.2; dissertation, 9.6).
extension Raft {
  mutating func electionTimedOut(_ turn: inout Turn<Raft>) {
    guard role != .leader, mayLead, mayStand else { return }
    let polls = settings.preVote && !(makes(.pollsInPart) && profile.id.index % 2 == 1)
    if polls { askForPreVotes(&turn) } else { campaign(&turn) }
  }

  /// Asks whether a majority would vote for this agent, and takes no term yet.
  mutating func askForPreVotes(_ turn: inout Turn<Raft>) {
    role = .preCandidate
    leader = nil
    turn.note(.becamePreCandidate(term))
    armElectionTimer(candidateTimeout, &turn)
    voteForSelf()
    if isElected { return campaign(&turn) }
    broadcast(.requestPreVote(voteRequest(for: term + 1)), &turn)
  }

  /// Takes the next term, votes for itself in it, and asks the others.
  ///
  /// - Parameter isTransfer: whether the leader asked for it, so that agents that hear from one vote as well.
  mutating func campaign(isTransfer: Bool = false, _ turn: inout Turn<Raft>) {
    role = .candidate
    leader = nil
    term += 1
    votedFor = makes(.forgetsOwnVote) ? nil : profile.id
    turn.note(.termChanged(term))
    turn.note(.becameCandidate(term))
    persistTerm(&turn)
    armElectionTimer(candidateTimeout, &turn)
    fruitlessCandidacies += 1
    voteForSelf()
    if isElected { return becomeLeader(&turn) }
    broadcast(.requestVote(voteRequest(for: term, isTransfer: isTransfer)), &turn)
  }

  /// How long a candidate waits for votes: longer the more often it stood in a row, where it backs off.
  private var candidateTimeout: ClosedRange<Nanoseconds> {
    if settings.candidateDoublings == 0 { return settings.candidateTimeout }
    let doublings = min(Int(fruitlessCandidacies), settings.candidateDoublings)
    let timeout = settings.candidateTimeout
    return Raft.doubled(timeout.lowerBound, doublings)...Raft.doubled(timeout.upperBound, doublings)
  }

  /// A time doubled so often, at most `.never`.
  private static func doubled(_ time: Nanoseconds, _ times: Int) -> Nanoseconds {
    let (product, overflow) = time.multipliedReportingOverflow(by: 1 << Nanoseconds(times))
    return overflow ? .never : min(product, .never)
  }

  private mutating func voteForSelf() {
    votes = VoterSet()
    votes.insert(profile.id)
  }

  private func voteRequest(for term: Term, isTransfer: Bool = false) -> VoteRequest {
    VoteRequest(
      term: term, lastIndex: log.lastIndex, lastTerm: log.lastTerm, isTransfer: isTransfer)
  }

  /// Sends to every other voter, once all that the message rests on is durable.
  private func broadcast(_ message: Message, _ turn: inout Turn<Raft>) {
    let candidacy = candidacy
    for index in 0..<candidacy.agentCount
    where index != profile.id.index && candidacy.asks(index) {
      turn.send(message, to: AgentID(index))
    }
  }

  mutating func receivePreVote(
    _ voterTerm: Term, _ proposed: Term, _ granted: Bool, from voter: AgentID,
    _ turn: inout Turn<Raft>
  ) {
    // Only a refusal comes from a later term; without it two agents might refuse each other for ever.
    if voterTerm > term { return adopt(voterTerm, &turn) }
    guard role == .preCandidate, granted, proposed == term + 1 else { return }
    votes.insert(voter)
    if isElected { campaign(&turn) }
  }

  mutating func receiveVote(
    _ voterTerm: Term, _ granted: Bool, from voter: AgentID, _ turn: inout Turn<Raft>
  ) {
    if voterTerm > term { return adopt(voterTerm, &turn) }
    guard role == .candidate, granted, voterTerm == term || makes(.countsOldVotes) else { return }
    if votes.contains(voter), makes(.countsRepeats) { votes.insertAnother() }
    votes.insert(voter)
    if isElected { becomeLeader(&turn) }
  }

  /// Takes office and replicates an entry of its own term at once (paper, 5.2 and 8).
  mutating func becomeLeader(_ turn: inout Turn<Raft>) {
    turn.note(.becameLeader(term, lastIndex: log.lastIndex, lastTerm: log.lastTerm))
    role = .leader
    leader = profile.id
    fruitlessCandidacies = 0
    votes = VoterSet()
    turn.cancelTimer(.election)
    firstOwnIndex = log.lastIndex + 1
    stamp = 0
    readRoundStamp = 0
    unstoredSince = nil
    beginFormats()
    refusesCommands = false
    if !departures.isEmpty { departures = Queue() }
    progress = Array(
      repeating: Progress(next: firstOwnIndex, probe: log.lastIndex),
      count: configuration.agentCount)
    matchLevel = QuorumLevel()
    echoLevel = QuorumLevel()
    // What this agent says of its own leadership needs no echo.
    progress[profile.id.index].echo = .max
    echoLevel.rise(from: 0, to: .max)
    replicas = configuration.members?.everybody ?? 0
    isLeaseVoid = false
    handoverAfter = turn.now + settings.electionTimeout.upperBound
    takeOffice(&turn)
    armLeaderTimers(&turn)
  }

  /// Tells everybody: with an entry of its own term, by seeking where logs agree, or with a heartbeat.
  private mutating func takeOffice(_ turn: inout Turn<Raft>) {
    if settings.leaderNoop {
      log.append(Entry(term: term, .noop, format: writtenFormat))
      return replicate(from: firstOwnIndex, &turn)
    }
    if settings.leaderProbes { return probeAll(&turn) }
    sendHeartbeats(&turn)
  }

  private func armLeaderTimers(_ turn: inout Turn<Raft>) {
    if configuration.agentCount == 1 { return }
    turn.setTimer(.heartbeat, after: settings.heartbeat)
    if settings.checkQuorum {
      turn.setTimer(.quorum, after: settings.electionTimeout.lowerBound)
    }
  }

  /// Steps down unless a majority answered since the last count (dissertation, 6.2).
  mutating func countQuorum(_ turn: inout Turn<Raft>) {
    guard role == .leader else { return }
    heard.insert(profile.id)
    let leads = configuration.isQuorum(heard) || makes(.leadsAlone)
    if !leads || makes(.resignsAtRandom) && turn.random.happens(Ratio(1, outOf: 20)) {
      return becomeFollower(of: nil, &turn)
    }
    heard = VoterSet()
    turn.setTimer(.quorum, after: settings.electionTimeout.lowerBound)
  }
}
