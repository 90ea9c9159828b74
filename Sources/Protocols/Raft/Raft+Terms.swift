import Simulator

extension Raft {
  /// Takes a higher term that another agent is in (paper, figure 2, all servers), durably, without a vote.
  mutating func adopt(_ newTerm: Term, leader newLeader: AgentID? = nil, _ turn: inout Turn<Raft>) {
    enter(newTerm, leader: newLeader, &turn)
    if !makes(.forgetsTerm) { persistTerm(&turn) }
  }

  /// Takes a higher term as a follower; the caller persists it, with a vote if it grants one.
  ///
  /// The running election timer stays as it is: only a granted vote or the word of a leader resets it.
  mutating func enter(_ newTerm: Term, leader newLeader: AgentID?, _ turn: inout Turn<Raft>) {
    if role != .follower { becomeFollower(of: newLeader, &turn) }
    term = newTerm
    votedFor = nil
    leader = newLeader
    turn.note(.termChanged(newTerm))
  }

  /// Term and vote are one record: no crash separates them.
  func persistTerm(_ turn: inout Turn<Raft>) {
    turn.persist(.term(term, votedFor: votedFor))
  }

  /// Gives up leading or its candidacy, in the term as it is.
  mutating func becomeFollower(of newLeader: AgentID?, _ turn: inout Turn<Raft>) {
    let wasLeader = role == .leader
    role = .follower
    leader = newLeader
    votes = VoterSet()
    if wasLeader {
      leaveOffice(&turn)
    } else {
      turn.note(.becameFollower(term))
    }
  }

  /// Ends what only a leader does. A leader has no election timer, so it draws a fresh one.
  private mutating func leaveOffice(_ turn: inout Turn<Raft>) {
    turn.note(.steppedDown(term))
    progress = []
    compaction.outgoing = []
    heard = VoterSet()
    turn.cancelTimer(.heartbeat)
    if settings.checkQuorum { turn.cancelTimer(.quorum) }
    if !proposals.isEmpty { turn.cancelTimer(.flush) }
    answerAllPending(&turn)
    if demand != nil || transfer != nil { leaveUnfinished(&turn) }
    armElectionTimer(settings.electionTimeout, &turn)
  }

  /// What an operator waits for is for the next leader to say.
  @inline(never)
  private mutating func leaveUnfinished(_ turn: inout Turn<Raft>) {
    if let id = demand?.id { turn.respond(.notLeader(leader), to: id) }
    if let id = transfer?.id { turn.respond(.notLeader(leader), to: id) }
    (demand, catchUp, transfer) = (nil, nil, nil)
  }

  /// Arms the election timer anew with a random timeout; an agent that may not lead needs none.
  // Mutating, though it changes nothing: a step has the machine for itself, and would lend a copy of it
  // to what does not.
  mutating func armElectionTimer(_ timeout: ClosedRange<Nanoseconds>, _ turn: inout Turn<Raft>) {
    if mayLead { turn.setTimer(.election, after: turn.random.within(timeout)) }
  }

  /// Whether a leader is alive as far as this agent knows: it leads, or heard from its term's leader
  /// within the shortest election timeout (dissertation, 4.2.3).
  func hearsFromLeader(at now: Nanoseconds) -> Bool {
    let silence = now - leaderHeard
    // A clock that was set back says nothing of silence.
    if makes(.deposesLeaders) { return role == .leader }
    return role == .leader || (silence >= 0 && silence < settings.electionTimeout.lowerBound)
  }
}
