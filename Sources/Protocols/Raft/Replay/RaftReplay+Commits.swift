import Simulator

/// Commitment (paper, 5.3 and 5.4.2).
extension RaftReplay {
  mutating func commitTo(_ commit: Int64, _ index: Int) {
    let before = agents[index].commit
    if commit == before { return }
    hold(
      .commitRise, index,
      commit >= before ? true : agents[index].isWhole || options.isComplete ? false : nil,
      "fell from commit index \(before) to \(commit)")
    if refusal != nil || commit < before { return }
    let end = agents[index].log.last
    if agents[index].knowsEnd, commit > end {
      return hold(
        .commitRise, index, agents[index].tellsWrites ? false : nil,
        "committed \(commit); its log ends at \(end)")
    }
    if agents[index].role == .leader, agents[index].office == agents[index].term {
      holdLeaderCommit(commit, index)
    } else {
      holdFollowerCommit(commit, index)
    }
    if refusal != nil { return }
    agents[index].commit = commit
    agents[index].line = line
    agents[index].allowance = max(agents[index].allowance, commit)
    checks?.setCommit(index, commit)
  }

  /// A leader commits what a majority is known to have, if its newest entry is of the leader's own term.
  private mutating func holdLeaderCommit(_ commit: Int64, _ index: Int) {
    let agent = agents[index]
    hold(
      .commitTerm, index, agent.log.has(agent.term, at: commit),
      "committed \(RaftReplay.place(commit, agent.log.term(at: commit))) by counting, as leader of term \(agent.term ?? 0)"
    )
    if refusal != nil { return }
    guard voterCount == 1 || tellsAll(.appendReply, of: index) else {
      return hold(.commitMajority, index, nil, "")
    }
    let (own, voterCount) = (AgentID(index), voterCount)
    let stored = hasStored(commit, index)
    var known: [AgentID] = []
    let isQuorum = isQuorum { voter in
      let has =
        voter == own
        ? stored : voter.index < agent.matches.count && agent.matches[voter.index] >= commit
      if has { known.append(voter) }
      return has
    }
    hold(
      .commitMajority, index, isQuorum,
      "committed \(commit), which \(RaftReplay.names(known)) acknowledged, of \(voterCount) voters")
  }

  /// Whether a leader's own disk has its log up to an index.
  private func hasStored(_ last: Int64, _ index: Int) -> Bool {
    let agent = agents[index]
    guard agent.knowsDisk, agent.isWhole else { return last <= agent.log.last }
    return last <= agent.disk.log.last
      && agent.disk.log.has(agent.log.term(at: last), at: last) != false
  }

  /// A follower commits no further than its leader's messages say and match.
  private mutating func holdFollowerCommit(_ commit: Int64, _ index: Int) {
    let agent = agents[index]
    let tells = tellsAll(.append, of: index) && agent.isWhole
    hold(
      .commitFollower, index, commit <= agent.allowance ? true : tells ? false : nil,
      "committed \(commit); its leaders' messages let it commit up to \(agent.allowance)")
  }
}
