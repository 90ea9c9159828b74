import Simulator

/// What agents send and receive.
extension RaftReplay {
  mutating func send(_ record: RaftTraceRecord, _ index: Int) {
    if record.message != .preVote, record.message != .requestPreVote,
      let term = record.messageTerm, let own = agents[index].term
    {
      hold(
        .promisedTerm, index, options.isComplete ? term <= own : term <= own ? true : nil,
        "sent \(record.message.word) of term \(term); it is in term \(own)")
      if refusal != nil { return }
    }
    switch record.message {
    case .requestVote: sendRequest(record, index)
    case .vote: if record.granted == true { sendVote(record, index) }
    case .append: sendEntries(record, index)
    case .heartbeat: sendHeartbeat(record, index)
    case .appendReply: if record.matched != nil { acknowledge(record, index) }
    case .stored: store(record, index)
    case .heartbeatReply, .requestPreVote, .preVote, .other: break
    }
  }

  /// A candidate says how far its log goes (paper, 5.4.1).
  private mutating func sendRequest(_ record: RaftTraceRecord, _ index: Int) {
    guard let term = record.messageTerm, let target = record.peer else { return }
    checkSent(.vote(term, AgentID(index)), to: target, index)
    let agent = agents[index]
    guard agent.candidacy == term, agent.term == term, agent.knowsEnd,
      let last = record.candidateIndex, let lastTerm = record.candidateTerm,
      let ownTerm = agent.log.lastTerm
    else { return hold(.candidateLog, index, nil, "") }
    hold(
      .candidateLog, index, last == agent.log.last && lastTerm == ownTerm,
      "claims a log up to \(last)@\(lastTerm); it ends at \(agent.log.last)@\(ownTerm)")
  }

  private mutating func sendVote(_ record: RaftTraceRecord, _ index: Int) {
    guard let term = record.messageTerm, let candidate = record.peer else { return }
    // What waited for the disk may leave in a later term.
    if agents[index].term.map({ $0 <= term }) ?? true {
      var voted = record
      voted.term = term
      vote(voted, for: candidate, index)
    }
    if refusal != nil { return }
    agents[index].promisedTerm = max(agents[index].promisedTerm, term)
    agents[index].promisedVote = .agent(candidate)
    checkSent(.vote(term, candidate), to: candidate, index)
  }

  enum Promise {
    case vote(Raft.Term, AgentID)
    case entries(Raft.Term, Int64)
    case stored(Raft.Term, Int64)
  }

  /// What a message promises of its sender's disk.
  mutating func checkSent(_ promise: Promise, to target: AgentID, _ index: Int) {
    var isTold = agents[index].knowsDisk && checks != nil && !options.hasGaps
    if isTold, !agents[index].isWhole { isTold = false }
    if case .vote = promise {} else if checks?.holdsLogs != true { isTold = false }
    tally(.durableBeforeSent, isHeld: isTold)
    if isTold { checks?.sent(promise, index, to: target, at: time) }
  }

  mutating func receive(_ record: RaftTraceRecord, _ index: Int) {
    agents[index].heard |= 1 << UInt16(truncatingIfNeeded: record.message.ordinal)
    guard let sender = record.peer else { return }
    switch record.message {
    case .requestVote:
      guard let term = record.messageTerm else { return }
      agents[index].keep(
        RaftTraceAgent.Request(
          candidate: sender, term: term, lastIndex: record.candidateIndex,
          lastTerm: record.candidateTerm))
    case .vote: receiveVote(record, from: sender, index)
    case .append: receiveEntries(record, from: sender, index)
    case .heartbeat: receiveHeartbeat(record, index)
    case .appendReply, .heartbeatReply: receiveReply(record, from: sender, index)
    case .stored, .requestPreVote, .preVote, .other: break
    }
  }

  private mutating func receiveVote(
    _ record: RaftTraceRecord, from voter: AgentID, _ index: Int
  ) {
    guard record.granted == true, let term = record.messageTerm,
      agents[index].candidacy == term, agents[index].term == term,
      !agents[index].supporters.contains(voter)
    else { return }
    agents[index].supporters.append(voter)
  }

  private mutating func receiveReply(
    _ record: RaftTraceRecord, from follower: AgentID, _ index: Int
  ) {
    guard let term = record.messageTerm, agents[index].office == term else { return }
    let place = follower.index
    while agents[index].matches.count < agents.count {
      agents[index].matches.append(0)
      agents[index].echoes.append(0)
    }
    if let matched = record.matched {
      agents[index].matches[place] = max(agents[index].matches[place], matched)
    }
    if let stamp = record.stamp {
      agents[index].echoes[place] = max(agents[index].echoes[place], stamp)
    }
  }

  /// Entries go out: the sender leads, and they are its own (paper, 5.3).
  private mutating func sendEntries(_ record: RaftTraceRecord, _ index: Int) {
    guard leads(record, index) else { return }
    let agent = agents[index]
    if let previous = record.previousIndex {
      hold(
        .sentEntries, index, sentFromLog(record, after: previous, agent.log),
        "sent entries after \(RaftReplay.place(previous, record.previousTerm)) that are not those of its log"
      )
    }
    noteStamp(record, index)
    holdSentCommit(record, upTo: agent.commit, index)
  }

  private func sentFromLog(
    _ record: RaftTraceRecord, after previous: Int64, _ log: RaftTraceLog
  ) -> Bool? {
    var isKnown = log.has(record.previousTerm, at: previous)
    if isKnown == false { return false }
    for (offset, entry) in record.entries.enumerated() {
      let same = log.has(entry.term, at: previous + Int64(offset) + 1)
      if same == false { return false }
      if same == nil { isKnown = nil }
    }
    return isKnown
  }

  /// A heartbeat goes out. Without an entry to compare, it may promise no more than its receiver is known to match.
  private mutating func sendHeartbeat(_ record: RaftTraceRecord, _ index: Int) {
    guard leads(record, index) else { return }
    noteStamp(record, index)
    holdSentCommit(record, upTo: agents[index].commit, index)
    guard refusal == nil, let commit = record.leaderCommit, commit > 0, let target = record.peer,
      record.previousIndex == nil
    else { return }
    let match = target.index < agents[index].matches.count ? agents[index].matches[target.index] : 0
    hold(
      .sentCommit, index,
      commit <= match ? true : tellsAll(.appendReply, of: index) ? false : nil,
      "promised \(target.description) a commit up to \(commit), which is known to match up to \(match)"
    )
  }

  private mutating func holdSentCommit(
    _ record: RaftTraceRecord, upTo commit: Int64, _ index: Int
  ) {
    guard refusal == nil, let sent = record.leaderCommit else { return }
    hold(
      .sentCommit, index, sent <= commit ? true : options.isComplete ? false : nil,
      "sent commit index \(sent); its own is \(commit)")
  }

  private mutating func noteStamp(_ record: RaftTraceRecord, _ index: Int) {
    if let stamp = record.stamp { agents[index].stamp = max(agents[index].stamp, stamp) }
  }

  /// Whether the agent leads the term of what it sends, as the trace told.
  private mutating func leads(_ record: RaftTraceRecord, _ index: Int) -> Bool {
    guard let term = record.messageTerm else { return false }
    if agents[index].office == term {
      tallies(held: .leadersOnly)
      return true
    }
    let leader = leader(of: term)
    let isWhole = options.isComplete && !options.hasGaps && agents[index].isWhole
    let isAllowed: Bool? = leader == nil ? (isWhole ? false : nil) : leader == AgentID(index)
    let who = leader.map { "\($0.description) leads" } ?? "nobody leads"
    hold(
      .leadersOnly, index, isAllowed,
      "sent \(record.message.word) of term \(term), which \(who)")
    return false
  }

  private mutating func tallies(held rule: RaftTraceRule) { hold(rule, 0, true, "") }
}
