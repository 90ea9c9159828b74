import Simulator

/// Voters (paper, 5.2 and 5.4.1; dissertation, 4.2.3 and 9.6).
extension Raft {
  mutating func receiveRequestVote(
    _ request: VoteRequest, from candidate: AgentID, _ turn: inout Turn<Raft>
  ) {
    if request.term < term {
      if isSilent { return }
      return turn.send(.vote(term: term, granted: false), to: candidate)
    }
    if !request.isTransfer, ignoresVoteRequests(at: turn.now) { return }
    let isNewTerm = request.term > term
    let stood = role != .follower && role != .leader
    if isNewTerm { enter(request.term, leader: nil, &turn) }
    let refuses = isNewTerm && stood && settings.refusesWhenSteppingDown
    let grants = !refuses && mayVote(for: candidate) && isUpToDate(request)
    let isNewVote = grants && votedFor != candidate
    if isNewVote { vote(for: candidate, &turn) }
    if isNewTerm || isNewVote, !makes(.splitsVote) { persistTerm(&turn) }
    let redraws = isNewTerm && stood && settings.redrawsWhenSteppingDown
    if grants && !makes(.keepsTimer) || redraws {
      armElectionTimer(settings.electionTimeout, &turn)
    }
    answer(candidate, grants, isNewVote, &turn)
  }

  private mutating func answer(
    _ candidate: AgentID, _ grants: Bool, _ isNewVote: Bool, _ turn: inout Turn<Raft>
  ) {
    let vote = Message.vote(term: term, granted: grants)
    if makes(grants ? .votesAhead : .refusesAhead) { return turn.sendAhead(vote, to: candidate) }
    if makes(.splitsVote) {
      turn.persist(.term(term, votedFor: isNewVote ? nil : votedFor))
      turn.send(vote, to: candidate)
      return persistTerm(&turn)
    }
    turn.send(vote, to: candidate)
  }

  /// A mistake: whether requests of lower terms are not answered.
  private var isSilent: Bool {
    mutating get { makes(.dropsOldTerms) || makes(.pollsInPart) && profile.id.index % 2 == 1 }
  }

  /// Records the vote; the caller persists it.
  private mutating func vote(for candidate: AgentID, _ turn: inout Turn<Raft>) {
    if role == .preCandidate { becomeFollower(of: nil, &turn) }
    votedFor = candidate
    turn.note(.voteGranted(term, to: candidate))
  }

  /// With CheckQuorum, an agent that hears from a leader lets nobody depose it: it neither votes nor
  /// takes the candidate's term (dissertation, 4.2.3).
  func ignoresVoteRequests(at now: Nanoseconds) -> Bool {
    settings.checkQuorum && hearsFromLeader(at: now)
  }

  /// One vote a term, and the same one again if asked again.
  func mayVote(for candidate: AgentID) -> Bool {
    votedFor == nil || votedFor == candidate || makes(.votesTwice)
  }

  /// Whether the candidate's log is at least as up to date as this one (paper, 5.4.1).
  func isUpToDate(_ request: VoteRequest) -> Bool {
    if request.lastTerm != log.lastTerm, !makes(.comparesLength) {
      return request.lastTerm > log.lastTerm
    }
    return request.lastIndex >= log.lastIndex
  }

  /// Answers a poll, which changes nothing here; the reply's term tells a sender of a lower one.
  mutating func receiveRequestPreVote(
    _ request: VoteRequest, from candidate: AgentID, _ turn: inout Turn<Raft>
  ) {
    if request.term <= term, isSilent { return }
    let grants = request.term > term && isUpToDate(request) && !hearsFromLeader(at: turn.now)
    turn.send(.preVote(term: term, proposed: request.term, granted: grants), to: candidate)
  }
}
