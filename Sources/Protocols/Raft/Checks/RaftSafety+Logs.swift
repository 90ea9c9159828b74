import Simulator

/// The logs of running agents.
extension RaftSafety {
  /// Reads the entries that a step put into a log.
  ///
  /// The agent's notes say from where on; if it forgot one, the end of its log gives that away, and
  /// the place where it leaves the log of before is sought from its end.
  /// - Complexity: O(entries new or removed).
  mutating func checkLog(
    _ log: Raft.Log, _ machine: RaftView, _ agent: AgentID, at time: Nanoseconds
  ) {
    let index = agent.index
    var place = agents[index].log
    if agents[index].firstRemoved != .max || log.term(at: place.index) != place.term {
      place = checkRemoval(log, machine, agent, at: time)
    }
    if let end = admit(log, after: place, agent, at: time) { agents[index].log = end }
  }

  /// Finds where a log leaves what it was before, which a leader's never does.
  ///
  /// - Returns: the last entry that stayed.
  @inline(never)
  private mutating func checkRemoval(
    _ log: Raft.Log, _ machine: RaftView, _ agent: AgentID, at time: Nanoseconds
  ) -> RaftLogTree.Place {
    let index = agent.index
    let before = agents[index].log
    var place = before
    let kept = min(log.lastIndex, max(0, agents[index].firstRemoved - 1))
    agents[index].firstRemoved = .max
    if kept < place.index { place = tree.place(at: kept, ofLogEndingAt: before) }
    while place.index > log.base, log.term(at: place.index) != place.term {
      place = tree.place(at: place.index - 1, ofLogEndingAt: before)
    }
    // What comes before has been compared with what is committed.
    if place.index <= log.base { place = RaftLogTree.Place(index: log.base, term: log.baseTerm) }
    if place.index < before.index, machine.isLeader, agents[index].leadingTerm == machine.term,
      agents[index].term == machine.term
    {
      let who = "\(agent.description), leader of term \(machine.term),"
      fail(
        .leaderAppendOnly, "\(who) removed \(place.index + 1)...\(before.index) of its log",
        at: time)
    }
    return place
  }

  /// Goes on to the end in the log of an agent or of its disk, after an entry that it has.
  ///
  /// - Returns: the end, or nil if an entry contradicts another log, which has been reported.
  @inline(__always)
  mutating func admit(
    _ log: Raft.Log, after place: RaftLogTree.Place, _ agent: AgentID, at time: Nanoseconds
  ) -> RaftLogTree.Place? {
    var place = place
    while place.index < log.lastIndex {
      let (entries, start) = log.stretch(after: place.index)
      guard let end = admit(entries, from: place.index &- start, after: place, agent, at: time)
      else { return nil }
      place = end
    }
    return place
  }

  /// The same for the entries of a stretch, or of a message, from one of them on.
  ///
  /// - Returns: the end, or nil if an entry contradicts another log, which has been reported.
  @inline(__always)
  mutating func admit(
    _ entries: [Raft.Entry], from first: Int, after place: RaftLogTree.Place, _ agent: AgentID,
    at time: Nanoseconds
  ) -> RaftLogTree.Place? {
    let known = tree.countOfKnown(entries, from: first, to: entries.count, after: place)
    let reached = RaftLogTree.Place(index: place.index &+ known, term: place.term)
    if first &+ known == entries.count { return reached }
    return admitRest(entries, from: first &+ known, after: reached, agent, at: time)
  }

  /// The same for entries of which the first is new, or not of the newest term.
  @inline(never)
  private mutating func admitRest(
    _ entries: [Raft.Entry], from first: Int, after place: RaftLogTree.Place, _ agent: AgentID,
    at time: Nanoseconds
  ) -> RaftLogTree.Place? {
    var reached = place
    let conflict = tree.admit(entries, from: first, after: &reached, by: agent)
    heedConfigurations(
      entries, from: first, to: reached.index - place.index, after: place, at: time)
    guard let conflict else { return reached }
    let entry = entries[first + (reached.index - place.index)]
    report(conflict, entry, after: reached, agent, at: time)
    return nil
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
  @inline(__always)
  mutating func checkMatch(
    _ progress: [Raft.Progress], _ agent: AgentID, at time: Nanoseconds
  ) {
    let sender = Int(sender)
    if sender >= 0, sender < agents.count {
      checkMatch(
        sender < progress.count ? progress[sender].match : 0, of: sender, agent, at: time)
    }
    if agents[agent.index].forgiven != nil { agents[agent.index].forgiven = nil }
  }

  mutating func checkAllMatches(
    _ progress: [Raft.Progress], _ agent: AgentID, at time: Nanoseconds
  ) {
    for follower in agents.indices {
      checkMatch(
        follower < progress.count ? progress[follower].match : 0, of: follower, agent, at: time)
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
