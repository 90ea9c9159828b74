import Simulator

/// Voters (paper, 5.2 and 5.4.1; dissertation, 4.2.3 and 9.6).
extension Raft {
  mutating func receiveRequestVote(
    _ request: VoteRequest, from candidate: AgentID, _ turn: inout Turn<Raft>
  ) {
    if request.term < term { return turn.send(.vote(term: term, granted: false), to: candidate) }
    if ignoresVoteRequests(at: turn.now) { return }
    let isNewTerm = request.term > term
    let stood = role != .follower && role != .leader
    if isNewTerm { enter(request.term, leader: nil, &turn) }
    let refuses = isNewTerm && stood && settings.refusesWhenSteppingDown
    let grants = !refuses && mayVote(for: candidate) && isUpToDate(request)
    let isNewVote = grants && votedFor == nil
    if isNewVote { vote(for: candidate, &turn) }
    if isNewTerm || isNewVote { persistTerm(&turn) }
    if grants || (isNewTerm && stood && settings.redrawsWhenSteppingDown) {
      armElectionTimer(settings.electionTimeout, &turn)
    }
    turn.send(.vote(term: term, granted: grants), to: candidate)
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
  func mayVote(for candidate: AgentID) -> Bool { votedFor == nil || votedFor == candidate }

  /// Whether the candidate's log is at least as up to date as this one (paper, 5.4.1).
  func isUpToDate(_ request: VoteRequest) -> Bool {
    if request.lastTerm != log.lastTerm { return request.lastTerm > log.lastTerm }
    return request.lastIndex >= log.lastIndex
  }

  /// Answers a poll, which changes nothing here; the reply's term tells a sender of a lower one.
  func receiveRequestPreVote(
    _ request: VoteRequest, from candidate: AgentID, _ turn: inout Turn<Raft>
  ) {
    let grants = request.term > term && isUpToDate(request) && !hearsFromLeader(at: turn.now)
    turn.send(.preVote(term: term, proposed: request.term, granted: grants), to: candidate)
  }
}
