import Simulator

/// Logs of leaders and followers (paper, 5.3).
extension RaftReplay {
  /// Entries reach a follower: what they may do to its log, and how far they let it commit.
  mutating func receiveEntries(_ record: RaftTraceRecord, from leader: AgentID, _ index: Int) {
    guard let term = record.messageTerm, let previous = record.previousIndex else { return }
    let count = record.entryCount ?? 0
    let fits = fit(record, previous, term, index)
    agents[index].keep(
      RaftTraceAgent.Received(
        leader: leader, term: term, stamp: record.stamp, previousIndex: previous,
        previousTerm: record.previousTerm, count: count,
        entries: Int64(record.entries.count) == count ? record.entries : [], fits: fits))
    if fits != false, let commit = record.leaderCommit {
      agents[index].allowance = max(agents[index].allowance, min(commit, previous + count))
    }
  }

  /// Whether a log has the entry before those of a message, and the message is of no term that is over.
  private func fit(
    _ record: RaftTraceRecord, _ previous: Int64, _ term: Raft.Term, _ index: Int
  ) -> Bool? {
    let agent = agents[index]
    if let own = agent.term, term < own { return false }
    if previous <= agent.commit { return true }
    if previous > agent.log.last { return agent.knowsEnd && agent.tellsWrites ? false : nil }
    return agent.log.has(record.previousTerm, at: previous)
  }

  mutating func receiveHeartbeat(_ record: RaftTraceRecord, _ index: Int) {
    guard let term = record.messageTerm, let commit = record.leaderCommit,
      agents[index].term.map({ $0 <= term }) ?? true
    else { return }
    let end = agents[index].knowsEnd ? agents[index].log.last : commit
    agents[index].allowance = max(agents[index].allowance, min(commit, end))
  }

  /// A leader puts entries of its own term at the end of its log.
  mutating func appendOwn(_ record: RaftTraceRecord, _ index: Int) {
    see(record.term, .untold, index)
    guard refusal == nil, let term = agents[index].term else { return }
    if agents[index].role != nil {
      hold(
        .ownEntries, index, agents[index].role == .leader || agents[index].office == term,
        "put entries of its own into its log and does not lead")
      if refusal != nil { return }
    }
    let first = record.first ?? (agents[index].log.last + 1)
    let last = record.last ?? (first + (record.entryCount ?? 1) - 1)
    if first <= agents[index].log.last {
      return hold(
        .truncation, index, false, "put its own entries in place of \(first) of its log")
    }
    agents[index].log.append(first - 1 - agents[index].log.last, of: nil)
    agents[index].log.append(last - first + 1, of: term)
    agents[index].line = line
    if !agents[index].tellsWrites { mirror(after: first - 1, index) }
  }

  /// An agent asks its disk to keep its term and vote, or entries.
  mutating func write(_ record: RaftTraceRecord, _ index: Int) {
    agents[index].tellsWrites = true
    guard let after = record.after else {
      see(record.term, record.vote, index)
      if let term = record.term, refusal == nil {
        checks?.write(.term(term, votedFor: RaftReplay.agent(record.vote)), index)
      }
      return
    }
    holdWrite(record, after: after, index)
    if refusal != nil { return }
    agents[index].log.truncate(after: after)
    agents[index].log.append(after - agents[index].log.last, of: nil)
    agents[index].log.append(record.entries)
    agents[index].line = line
    agents[index].promisedIndex = min(agents[index].promisedIndex, max(after, agents[index].commit))
    if !record.tellsCommands { checks?.knowsCommands = false }
    checks?.write(.append(after: Int(after), record.entries), index)
    checks?.setLog(index, after: Int(after), record.entries)
  }

  static func agent(_ vote: RaftTraceRecord.Vote) -> AgentID? {
    if case .agent(let agent) = vote { agent } else { nil }
  }

  private mutating func holdWrite(_ record: RaftTraceRecord, after: Int64, _ index: Int) {
    let agent = agents[index]
    if agent.knowsEnd, after > agent.log.last {
      return hold(
        .matching, index, false,
        "wrote entries after \(after); its log ends at \(agent.log.last)")
    }
    if agent.role == .leader {
      let own = record.entries.allSatisfy { $0.term == agent.term }
      hold(
        .ownEntries, index, own,
        "added entries of other terms than \(agent.term ?? 0) as its leader")
    } else {
      hold(
        .matching, index, isFromLeader(record, after: after, agent),
        "wrote entries after \(RaftReplay.place(after, agent.log.term(at: after))) that no leader's message puts there"
      )
    }
    if refusal == nil { holdRemoval(record.entries, after: after, index) }
  }

  /// Whether a leader of this term sent these entries for this place, and the log has the one before them.
  private func isFromLeader(
    _ record: RaftTraceRecord, after: Int64, _ agent: RaftTraceAgent
  ) -> Bool? {
    guard tellsAll(.append, of: record.agent.index) else { return nil }
    for received in agent.inbox.reversed() where received.term == agent.term {
      if received.fits == false || after < received.previousIndex || after > received.end {
        continue
      }
      if received.entries.isEmpty, received.count > 0 { return nil }
      let offset = Int(after - received.previousIndex)
      guard received.entries.count - offset >= record.entries.count else { continue }
      let isSame = record.entries.indices.allSatisfy {
        received.entries[offset + $0] == record.entries[$0]
      }
      if isSame, agent.log.has(received.term(at: after), at: after) != false { return true }
    }
    return false
  }

  /// Nothing is removed but entries that conflict with the leader's, and what follows them.
  private mutating func holdRemoval(_ entries: [Raft.Entry], after: Int64, _ index: Int) {
    let log = agents[index].log
    if after >= log.last { return }
    var isKnown = true
    var conflict: Int64?
    for (offset, entry) in entries.enumerated() where conflict == nil {
      let place = after + Int64(offset) + 1
      if place > log.last { break }
      switch log.has(entry.term, at: place) {
      case true?: break
      case false?: conflict = place
      case nil: isKnown = false
      }
    }
    if conflict == nil, after + Int64(entries.count) >= log.last { return }
    holdRemoval(at: conflict, isKnown, index)
  }

  private mutating func holdRemoval(at conflict: Int64?, _ isKnown: Bool, _ index: Int) {
    let agent = agents[index]
    let what = "removed entries up to \(agent.log.last) of its log"
    if agent.role == .leader {
      hold(.truncation, index, false, "\(what) and leads term \(agent.term ?? 0)")
    } else if let conflict {
      hold(
        .truncation, index, conflict > agent.commit,
        "\(what) from \(conflict) on, and had committed up to \(agent.commit)")
    } else {
      hold(
        .truncation, index, isKnown ? false : nil,
        "\(what), none of which conflicts with its leader's")
    }
  }

  /// A record says that entries went, without what takes their place.
  mutating func truncate(_ record: RaftTraceRecord, _ index: Int) {
    guard let first = record.first, first <= agents[index].log.last else { return }
    let agent = agents[index]
    var conflict: Int64?
    for received in agent.inbox.reversed() where received.term == agent.term && conflict == nil {
      if agent.log.has(received.term(at: first), at: first) == false { conflict = first }
    }
    if conflict == nil, agent.role != .leader {
      hold(.truncation, index, nil, "")
    } else {
      holdRemoval(at: conflict, true, index)
    }
    if refusal != nil { return }
    agents[index].log.truncate(after: first - 1)
    agents[index].promisedIndex = min(agents[index].promisedIndex, first - 1)
    mirror(after: first - 1, index)
  }

  /// Tells the checks what a log has after an index, where no writes are told.
  mutating func mirror(after index: Int64, _ agent: Int) {
    guard checks?.holdsLogs == true else { return }
    checks?.knowsCommands = false
    let log = agents[agent].log
    var entries: [Raft.Entry] = []
    guard log.last - index <= RaftTraceChecks.entryLimit else {
      omit("a log of \(log.last) entries")
      return
    }
    var place = index + 1
    while place <= log.last {
      guard let term = log.term(at: place) else {
        omit("the term of entry \(place) of \(AgentID(agent).description) is not known")
        return
      }
      entries.append(Raft.Entry(term: term, .noop))
      place += 1
    }
    checks?.setLog(agent, after: Int(index), entries)
    checks?.becameDurable(.append(after: Int(index), entries), agent, at: time)
  }

  /// The end of a log is told. What was received may explain it.
  mutating func observeEnd(_ last: Int64, _ record: RaftTraceRecord, _ index: Int) {
    let lastTerm = record.lastTerm
    if !agents[index].tellsWrites, last > agents[index].log.last || lastTerm != nil {
      takeReceived(upTo: last, lastTerm, index)
    }
    let end = agents[index].log.last
    if last > end, agents[index].role == .leader, agents[index].office == agents[index].term {
      // A leader adds entries of its own term alone.
      agents[index].log.append(last - end, of: agents[index].term)
      agents[index].line = line
      mirror(after: end, index)
    } else if last != end {
      agents[index].log.truncate(after: last)
      if last > end {
        agents[index].log.append(last - end - 1, of: nil)
        agents[index].log.append(1, of: lastTerm)
      }
      agents[index].line = line
      omit(
        "the trace does not tell how the log of \(AgentID(index).description) came to end at \(last)"
      )
    }
    agents[index].knowsEnd = true
  }

  private mutating func takeReceived(
    upTo last: Int64, _ lastTerm: Raft.Term?, _ index: Int
  ) {
    let agent = agents[index]
    for received in agent.inbox.reversed() where received.term == agent.term {
      guard received.fits != false, received.end == last else { continue }
      if let lastTerm, let term = received.term(at: last), term != lastTerm { continue }
      return take(received, index)
    }
  }

  /// Puts what was received into a log whose writes are not told.
  mutating func take(_ received: RaftTraceAgent.Received, _ index: Int) {
    let before = agents[index].log
    var source = RaftTraceLog()
    if received.entries.isEmpty, received.count > 0 {
      source = agents[received.leader.index].log
      if agents[received.leader.index].office != received.term || source.last < received.end {
        source = RaftTraceLog()
      }
    }
    var place = received.previousIndex
    while place < received.end {
      let next = place + 1
      let term = received.entries.isEmpty ? source.term(at: next) : received.term(at: next)
      if next > before.last || before.has(term, at: next) == false { break }
      place = next
      if received.count > RaftTraceChecks.entryLimit { break }
    }
    if place == received.end { return }
    agents[index].log.truncate(after: place)
    agents[index].log.append(place - agents[index].log.last, of: nil)
    if received.entries.isEmpty {
      agents[index].log.replace(after: place, with: source, upTo: received.end)
    } else {
      agents[index].log.append(received.entries[Int(place - received.previousIndex)...])
    }
    agents[index].line = line
    mirror(after: place, index)
  }

  /// Notes, at the end of a step or when it is answered, whether what came is in the log.
  mutating func markTaken(_ index: Int) {
    guard agents[index].tellsWrites, let received = agents[index].inbox.last,
      !received.isJudged, received.fits != false
    else { return }
    var isTaken: Bool? = true
    for (offset, entry) in received.entries.enumerated() {
      let place = received.previousIndex + Int64(offset) + 1
      let has =
        place > agents[index].log.last ? false : agents[index].log.has(entry.term, at: place)
      if has == false { isTaken = false }
      if has == nil, isTaken == true { isTaken = nil }
    }
    agents[index].inbox[agents[index].inbox.count - 1].isTaken = isTaken
    agents[index].inbox[agents[index].inbox.count - 1].isJudged = true
  }

  /// A follower says how far its log matches its leader's.
  mutating func acknowledge(_ record: RaftTraceRecord, _ index: Int) {
    guard let matched = record.matched, let target = record.peer, let term = record.messageTerm
    else { return }
    if target.index == index { return store(record, index) }
    markTaken(index)
    let place = agents[index].inbox.lastIndex { received in
      guard received.term == term else { return false }
      if let stamp = record.stamp, let other = received.stamp { return stamp == other }
      return received.end == matched
    }
    let what = "acknowledged \(matched) in term \(term)"
    if let place {
      holdAcknowledgement(matched, agents[index].inbox[place], what, index)
    } else {
      hold(.acknowledgement, index, nil, "")
    }
    if refusal != nil { return }
    agents[index].promisedTerm = max(agents[index].promisedTerm, term)
    agents[index].promisedIndex = max(agents[index].promisedIndex, matched)
    checkSent(.entries(term, matched), to: target, index)
  }

  private mutating func holdAcknowledgement(
    _ matched: Int64, _ received: RaftTraceAgent.Received, _ what: String, _ index: Int
  ) {
    let previous = RaftReplay.place(received.previousIndex, received.previousTerm)
    hold(
      .acknowledgement, index, matched <= max(received.end, agents[index].commit),
      "\(what) to a message that ends at \(received.end)")
    if refusal != nil { return }
    hold(
      .matching, index, received.fits,
      "\(what), and had no entry \(previous) that the leader's follow")
    if refusal != nil { return }
    if !agents[index].tellsWrites { return take(received, index) }
    hold(
      .acknowledgement, index, received.isTaken ?? (received.count == 0 ? true : nil),
      "\(what), and its log did not take the entries after \(previous)")
  }

  /// A leader says to itself that its disk has everything up to an index.
  mutating func store(_ record: RaftTraceRecord, _ index: Int) {
    guard let matched = record.matched, let term = record.messageTerm else { return }
    checkSent(.stored(term, matched), to: AgentID(index), index)
  }
}
