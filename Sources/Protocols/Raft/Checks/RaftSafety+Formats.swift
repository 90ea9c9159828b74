import Simulator

/// Entries and the versions that read them.
extension RaftSafety {
  /// An agent met an entry that its version does not read.
  mutating func failUnreadable(
    _ index: Raft.Index, _ format: UInt8, _ agent: AgentID, at time: Nanoseconds
  ) {
    fail(
      .readableEntries,
      "\(agent.description) met entry \(index) of format \(format), which its version does not read",
      at: time)
  }

  /// Looks at what a step put into the log of an agent that reads less than another, or more.
  @inline(never)
  mutating func compareFormats(
    _ log: Raft.Log, _ machine: RaftView, _ agent: AgentID, at time: Nanoseconds
  ) {
    newestFormat = max(newestFormat, machine.readFormat)
    let before = agents[agent.index].log
    guard machine.readFormat < newestFormat, log.lastIndex > 0 else { return }
    // Where its end is as it was, so is the rest.
    let isKnown = log.lastIndex == before.index && log.lastTerm == before.term
    let start = log.term(at: before.index) == before.term ? before.index : 0
    if isKnown { return }
    for index in (min(start, log.lastIndex) + 1)..<(log.lastIndex + 1)
    where log[index].format > machine.readFormat {
      return failUnreadable(index, log[index].format, agent, at: time)
    }
  }
}
