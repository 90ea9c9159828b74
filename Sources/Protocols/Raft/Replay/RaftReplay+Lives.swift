import Simulator

/// Starts, crashes and disks (paper, figure 2, persistent state).
extension RaftReplay {
  mutating func start(_ record: RaftTraceRecord, _ index: Int) {
    let agent = agents[index]
    let isFirst = !agent.isKnown || record.isFresh == true
    let end = agent.log.last
    let isEmpty = record.lastIndex == 0 && (record.term ?? 0) == 0
    if isFirst, record.isFresh == true || (record.isFresh == nil && isEmpty) {
      agents[index].isWhole = true
    }
    agents[index].crash()
    agents[index].isKnown = true
    agents[index].line = line
    agents[index].commit = 0
    agents[index].role = .follower
    if agents[index].isWhole, agents[index].knowsDisk {
      restore(index)
      if !isFirst { holdKept(record, index) }
    } else if isFirst {
      begin(record, index)
    } else {
      restart(record, index)
    }
    if refusal != nil { return }
    if !agents[index].knowsDisk {
      // What it starts with is what its disk kept.
      agents[index].disk.term = agents[index].term ?? 0
      agents[index].disk.vote = agents[index].vote
      agents[index].disk.log = agents[index].log
      if !isFirst, agents[index].log.last < end {
        omit("\(AgentID(index).description) started again without some entries, none acknowledged")
      }
    }
    if agents[index].isWhole {
      checks?.begin(index, agents[index].disk, isFresh: isFirst, at: time)
    } else {
      omit("the trace does not tell how \(AgentID(index).description) began")
    }
    if let commit = record.commit { agents[index].commit = max(0, commit) }
  }

  /// A process has what its disk keeps.
  private mutating func restore(_ index: Int) {
    agents[index].term = agents[index].disk.term
    agents[index].vote = agents[index].disk.vote
    agents[index].log = agents[index].disk.log
    agents[index].knowsEnd = true
  }

  /// What a process says to have kept is no less than what its disk was told to have.
  private mutating func holdKept(_ record: RaftTraceRecord, _ index: Int) {
    let (disk, promised) = (agents[index].disk, agents[index].promisedIndex)
    guard let term = record.term else { return }
    hold(
      .restart, index, term >= disk.term,
      "started again in term \(term), and its disk had term \(disk.term)")
    if refusal != nil { return }
    if term == disk.term, case .agent(let candidate) = disk.vote, record.vote != .untold {
      hold(
        .restart, index, record.vote == disk.vote,
        "started again without the vote for \(candidate.description) that its disk had")
    }
    if refusal != nil { return }
    hold(
      .restart, index, record.lastIndex.map { $0 >= promised },
      "started again with \(record.lastIndex ?? 0) entries, and had acknowledged \(promised)")
  }

  /// The first that is told of an agent.
  private mutating func begin(_ record: RaftTraceRecord, _ index: Int) {
    agents[index].term = record.term ?? (agents[index].isWhole ? 0 : nil)
    agents[index].vote = record.vote
    agents[index].allowance = record.commit ?? 0
    guard let last = record.lastIndex ?? (agents[index].isWhole ? 0 : nil) else { return }
    agents[index].log.truncate(after: 0)
    agents[index].log.append(last - 1, of: nil)
    if last > 0 { agents[index].log.append(1, of: record.lastTerm) }
    agents[index].knowsEnd = true
  }

  /// A process starts again: what it said before still binds it.
  private mutating func restart(_ record: RaftTraceRecord, _ index: Int) {
    let agent = agents[index]
    let term = record.term
    hold(
      .restart, index, term.map { $0 >= agent.promisedTerm },
      "started again in term \(term ?? 0), and had spoken in term \(agent.promisedTerm)")
    if refusal != nil { return }
    if term == agent.promisedTerm, record.vote != .untold, agent.promisedVote != .untold {
      hold(
        .restart, index, record.vote == agent.promisedVote,
        "started again without the vote that it gave in term \(agent.promisedTerm)")
    }
    if refusal != nil { return }
    hold(
      .restart, index, record.lastIndex.map { $0 >= agent.promisedIndex },
      "started again with \(record.lastIndex ?? 0) entries, and had acknowledged \(agent.promisedIndex)"
    )
    agents[index].term = term ?? agent.promisedTerm
    agents[index].vote = record.vote
    agents[index].log.truncate(after: record.lastIndex ?? agent.promisedIndex)
    agents[index].knowsEnd = record.lastIndex.map { $0 == agents[index].log.last } ?? false
    if let last = record.lastIndex, last > agents[index].log.last {
      agents[index].log.append(last - agents[index].log.last, of: nil)
      agents[index].knowsEnd = true
    }
  }

  mutating func crash(_ index: Int) {
    agents[index].crash()
    agents[index].line = line
    checks?.crash(index)
  }

  /// A write is durable.
  mutating func flush(_ record: RaftTraceRecord, _ index: Int) {
    if !agents[index].knowsDisk {
      // From the first flush that is told on, the disk is followed; it has what was there before.
      agents[index].knowsDisk = true
      agents[index].disk.term = agents[index].term ?? 0
      agents[index].disk.vote = agents[index].vote
      agents[index].disk.log = agents[index].log
    }
    if let after = record.after {
      agents[index].disk.log.truncate(after: after)
      agents[index].disk.log.append(after - agents[index].disk.log.last, of: nil)
      agents[index].disk.log.append(record.entries)
      checks?.becameDurable(.append(after: Int(after), record.entries), index, at: time)
    } else if let term = record.term {
      agents[index].disk.term = term
      agents[index].disk.vote = record.vote
      checks?.becameDurable(
        .term(term, votedFor: RaftReplay.agent(record.vote)), index, at: time)
    }
  }

  /// A crash, or the scenario before the first start, left something else on a disk.
  mutating func changeDisk(_ record: RaftTraceRecord, _ index: Int) {
    guard let term = record.term, let last = record.lastIndex, let runs = record.runs else {
      omit("what the disk of \(AgentID(index).description) keeps")
      agents[index].isWhole = false
      return
    }
    agents[index].disk.term = term
    agents[index].disk.vote = record.vote
    agents[index].disk.log = RaftReplay.log(runs, upTo: last)
    if checks?.harm(index, agents[index].disk, runs.filter { $0.count == 2 }, at: time) == false {
      omit("the disk of \(AgentID(index).description) holds what was not written")
    }
  }

  private static func log(_ runs: [[Int64]], upTo last: Int64) -> RaftTraceLog {
    var log = RaftTraceLog()
    for (place, run) in runs.enumerated() where run.count == 2 {
      let end = place + 1 < runs.count ? (runs[place + 1].first ?? 1) - 1 : last
      log.append(run[0] - 1 - log.last, of: nil)
      log.append(end - log.last, of: run[1])
    }
    return log
  }

  /// A snapshot stands for the log up to an index.
  mutating func beginLog(_ record: RaftTraceRecord, _ index: Int) {
    guard let last = record.last ?? record.lastIndex else { return }
    omit("a snapshot")
    let log = agents[index].log
    if log.last >= last, log.has(record.lastTerm, at: last) != false { return }
    agents[index].log.truncate(after: 0)
    agents[index].log.append(last - 1, of: nil)
    agents[index].log.append(1, of: record.lastTerm)
    agents[index].knowsEnd = true
    agents[index].allowance = max(agents[index].allowance, last)
    agents[index].line = line
  }

  /// Something happened to a log that is not understood.
  mutating func forgetLog(_ index: Int) {
    omit("a record of this kind is not understood")
    agents[index].log = RaftTraceLog()
    agents[index].log.append(agents[index].commit, of: nil)
    agents[index].knowsEnd = false
    agents[index].isWhole = false
  }
}
