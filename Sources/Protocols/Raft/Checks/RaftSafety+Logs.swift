import Simulator

/// The logs of running agents.
extension RaftSafety {
  /// Reads the entries that a step put into a log.
  ///
  /// The agent's notes say from where on; if it forgot one, the end of its log gives that away, and
  /// the place where it leaves the log of before is sought from its end.
  /// - Complexity: O(entries new or removed).
  mutating func checkLog(_ machine: borrowing Raft, _ agent: AgentID, at time: Nanoseconds) {
    let index = agent.index
    let before = agents[index].log
    let firstRemoved = agents[index].firstRemoved
    let last = machine.log.lastIndex
    var place = before
    let kept = min(last, max(0, firstRemoved - 1))
    if kept < place.index { place = tree.place(at: kept, ofLogEndingAt: before) }
    while place.index > 0, machine.log.term(at: place.index) != place.term {
      place = tree.place(at: place.index - 1, ofLogEndingAt: before)
    }
    if place.index < before.index, machine.role == .leader,
      agents[index].leadingTerm == machine.term, agents[index].term == machine.term
    {
      let who = "\(agent.description), leader of term \(machine.term),"
      fail(
        .leaderAppendOnly, "\(who) removed \(place.index + 1)...\(before.index) of its log",
        at: time)
    }
    while place.index < last {
      let entry = machine.log[place.index + 1]
      if !admit(entry, after: &place, agent, at: time) { return }
    }
    agents[index].log = place
    if firstRemoved != .max { agents[index].firstRemoved = .max }
  }

  /// Goes one entry on in the log of an agent or of its disk.
  ///
  /// - Returns: false if the entry contradicts another log, which has been reported.
  @inline(__always)
  mutating func admit(
    _ entry: Raft.Entry, after place: inout RaftLogTree.Place, _ agent: AgentID,
    at time: Nanoseconds
  ) -> Bool {
    if let conflict = tree.admit(entry, after: place, by: agent) {
      report(conflict, entry, after: place, agent, at: time)
      return false
    }
    place = RaftLogTree.Place(index: place.index + 1, term: entry.term)
    return true
  }

  private mutating func report(
    _ conflict: RaftLogTree.Conflict, _ entry: Raft.Entry, after place: RaftLogTree.Place,
    _ agent: AgentID, at time: Nanoseconds
  ) {
    let what = "\(agent.description) has \(entry.description) at \(place.index + 1)"
    switch conflict {
    case .termFalls: fail(.logMatching, "\(what) after an entry of term \(place.term)", at: time)
    case .scattered(let author):
      fail(
        .logMatching,
        "\(what) after \(place.text), apart from the entries of that term at \(author.description)",
        at: time)
    case .differs(let author):
      fail(
        .logMatching,
        "\(what), where the log of \(author.description) differs up to the same index and term",
        at: time)
    }
  }

  /// What a leader holds true of its followers' logs.
  ///
  /// Only an answer may change it, so the sender's is looked at in each step, and all when
  /// something is committed.
  mutating func checkMatch(_ machine: borrowing Raft, _ agent: AgentID, at time: Nanoseconds) {
    let sender = Int(sender)
    if sender >= 0, sender < agents.count {
      checkMatch(machine.matchIndex(of: AgentID(sender)), of: sender, agent, at: time)
    }
    if agents[agent.index].forgiven != nil { agents[agent.index].forgiven = nil }
  }

  mutating func checkAllMatches(_ machine: borrowing Raft, _ agent: AgentID, at time: Nanoseconds) {
    for follower in agents.indices {
      checkMatch(machine.matchIndex(of: AgentID(follower)), of: follower, agent, at: time)
    }
  }

  /// A match index that rises is one that the follower's disk has; a follower that is in a later
  /// term may have removed it since.
  @inline(__always)
  private mutating func checkMatch(
    _ match: Raft.Index, of follower: Int, _ agent: AgentID, at time: Nanoseconds
  ) {
    let before = matches[agent.index][follower]
    if match != before {
      checkChange(ofMatch: match, from: before, of: follower, agent, at: time)
      matches[agent.index][follower] = match
    }
  }

  private mutating func checkChange(
    ofMatch match: Raft.Index, from before: Raft.Index, of follower: Int, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let index = agent.index
    let log = agents[index].log
    if match < before {
      if agents[index].forgiven?.index == follower { return }
      fail(
        .matchIndex, "\(RaftSafety.whose(agent, follower)) fell from \(before) to \(match)",
        at: time)
    } else if match > log.index {
      fail(
        .matchIndex,
        "\(RaftSafety.whose(agent, follower)) is \(match), beyond its own log's end \(log.index)",
        at: time)
    } else if max(agents[follower].term, agents[follower].durableTerm)
      <= agents[index].leadingTerm
    {
      let place = tree.place(at: match, ofLogEndingAt: log)
      let disk = agents[follower].durableLog
      if tree.log(endingAt: disk, holds: place) { return }
      let what = "\(RaftSafety.whose(agent, follower)) is \(place.text)"
      fail(.matchIndex, "\(what), but that disk's log ends at \(disk.text)", at: time)
    }
  }

  private static func whose(_ leader: AgentID, _ follower: Int) -> String {
    "\(leader.description)'s match index of \(AgentID(follower).description)"
  }
}
