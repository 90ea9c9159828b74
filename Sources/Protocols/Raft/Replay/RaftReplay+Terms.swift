import Simulator

/// Terms, votes and elections (paper, 5.1, 5.2 and 5.4.1).
extension RaftReplay {
  /// An agent is seen in a term, and with a vote if that is told.
  mutating func see(_ term: Raft.Term?, _ vote: RaftTraceRecord.Vote, _ index: Int) {
    guard let term else { return }
    let old = agents[index].term
    let isNew = old.map { term > $0 } ?? true
    if let old {
      tally(.monotoneTerm, isHeld: true)
      let known = agents[index].vote
      let isTold = vote != .untold && known != .untold
      if term == old, vote != .untold { tally(.oneVote, isHeld: isTold) }
      checks?.checkTerm(
        term, isTold ? vote : .untold, after: old, isTold ? known : .untold, AgentID(index),
        at: time)
      if term < old || checks?.violation != nil { return }
    }
    if isNew {
      if old != nil { agents[index].leaveTerm() }
      agents[index].term = term
    } else if vote == .untold || vote == agents[index].vote {
      return
    }
    agents[index].line = line
    agents[index].vote = vote
    checks?.setTerm(index, term, vote, isDurable: !agents[index].knowsDisk, at: time)
  }

  /// The agent's state beside what happened.
  mutating func observe(_ record: RaftTraceRecord, _ index: Int) {
    let vote = record.event == .voted || record.event == .write ? .untold : record.vote
    see(record.term, vote, index)
    if let role = record.role { observe(role, record, index) }
    if let commit = record.commit { commitTo(commit, index) }
    if let last = record.lastIndex, record.event != .becameLeader {
      observeEnd(last, record, index)
    }
  }

  private mutating func observe(_ role: Raft.Role, _ record: RaftTraceRecord, _ index: Int) {
    if role == .leader, agents[index].role != .leader, agents[index].term != nil {
      win(record, index)
    } else if role != agents[index].role, role != .candidate {
      setRole(role, index)
    }
  }

  mutating func setRole(_ role: Raft.Role, _ index: Int) {
    if agents[index].role == .leader, role != .leader { agents[index].leaveOffice() }
    agents[index].role = role
    agents[index].line = line
    checks?.setRole(index, role)
  }

  mutating func changeRole(_ record: RaftTraceRecord, _ index: Int) {
    see(record.term, .untold, index)
    let role: Raft.Role = record.event == .becamePreCandidate ? .preCandidate : .follower
    if role == .follower {
      agents[index].candidacy = nil
      agents[index].supporters = []
    }
    setRole(role, index)
  }

  /// An agent takes a term and votes for itself.
  mutating func standForElection(_ record: RaftTraceRecord, _ index: Int) {
    let own = AgentID(index)
    see(record.term, .agent(own), index)
    guard refusal == nil, let term = agents[index].term else { return }
    agents[index].candidacy = term
    agents[index].supporters = [own]
    setRole(.candidate, index)
  }

  /// An agent leads its term: a majority voted for it (paper, 5.2).
  mutating func win(_ record: RaftTraceRecord, _ index: Int) {
    see(record.term, .untold, index)
    guard refusal == nil, let term = agents[index].term, agents[index].office != term else {
      return
    }
    let (supporters, voterCount) = (agents[index].supporters, voterCount)
    hold(
      .majority, index, wins(term, index),
      "became leader of term \(term) with votes of "
        + "\(RaftReplay.names(supporters)), of \(voterCount) voters")
    if leader(of: term) == nil { insertLeader(AgentID(index), of: term) }
    tally(.electionSafety, isHeld: true)
    tally(.leaderCompleteness, isHeld: checks?.holdsLogs == true)
    checks?.elect(index, term, at: time)
    agents[index].office = term
    agents[index].matches = Array(repeating: 0, count: agents.count)
    agents[index].echoes = Array(repeating: 0, count: agents.count)
    agents[index].stamp = 0
    setRole(.leader, index)
  }

  private func wins(_ term: Raft.Term, _ index: Int) -> Bool? {
    let agent = agents[index]
    if agent.candidacy != term {
      return options.isComplete && !options.hasGaps && agent.isWhole ? false : nil
    }
    guard voterCount == 1 || tellsAll(.vote, of: index) else { return nil }
    return isQuorum { agent.supporters.contains($0) }
  }

  /// Who led a term, as far as the trace has told.
  func leader(of term: Raft.Term) -> AgentID? {
    let place = firstLeader(since: term)
    return place < leaders.count && leaders[place].term == term ? leaders[place].agent : nil
  }

  private mutating func insertLeader(_ agent: AgentID, of term: Raft.Term) {
    leaders.insert((term, agent), at: firstLeader(since: term))
  }

  private func firstLeader(since term: Raft.Term) -> Int {
    var low = 0
    var high = leaders.count
    while low < high {
      let middle = (low + high) / 2
      if leaders[middle].term < term { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// An agent gives its vote, to one whose log is at least as up to date as its own (paper, 5.4.1).
  mutating func vote(_ record: RaftTraceRecord, for candidate: AgentID, _ index: Int) {
    let isNew = agents[index].term != record.term || agents[index].vote != .agent(candidate)
    see(record.term, .agent(candidate), index)
    guard refusal == nil, isNew, candidate.index != index, let term = record.term else { return }
    let asked = agents[index].requests.first { $0.candidate == candidate && $0.term == term }
    guard let asked else {
      let tells = tellsAll(.requestVote, of: index)
      return hold(
        .asked, index, tells ? false : nil,
        "voted for \(candidate.description) in term \(term), which had not asked for it")
    }
    hold(.asked, index, true, "")
    let log = agents[index].log
    hold(
      .upToDate, index, isUpToDate(asked, index),
      "voted for \(candidate.description) in term \(term), whose log ends at "
        + "\(RaftReplay.place(asked.lastIndex, asked.lastTerm)); its own ends at "
        + RaftReplay.place(log.last, log.lastTerm))
  }

  private func isUpToDate(_ request: RaftTraceAgent.Request, _ index: Int) -> Bool? {
    guard agents[index].knowsEnd, let ownTerm = agents[index].log.lastTerm,
      let lastTerm = request.lastTerm
    else { return nil }
    if lastTerm != ownTerm { return lastTerm > ownTerm }
    return request.lastIndex.map { $0 >= agents[index].log.last }
  }

  static func names(_ agents: [AgentID]) -> String {
    var text = ""
    for agent in agents { text += (text.isEmpty ? "" : ", ") + agent.description }
    return text.isEmpty ? "nobody" : text
  }

  static func place(_ index: Int64?, _ term: Raft.Term?) -> String {
    "\(index.map { "\($0)" } ?? "?")@\(term.map { "\($0)" } ?? "?")"
  }
}
