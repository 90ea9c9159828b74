import Simulator

/// Terms, votes and leaders.
extension RaftSafety {
  /// An agent leads a term from now on, with the log that its last step left.
  mutating func elect(_ agent: AgentID, _ term: Raft.Term, at time: Nanoseconds) {
    let index = agent.index
    if agents[index].leadingTerm == term { return }
    agents[index].leadingTerm = term
    matches[index] = Array(repeating: 0, count: agents.count)
    var place = elections.count
    while place > 0, elections[place - 1].term >= term { place -= 1 }
    if place < elections.count, elections[place].term == term {
      let other = elections[place].leader
      if other != agent {
        fail(
          .electionSafety,
          "\(other.description) and \(agent.description) were both elected in term \(term)",
          at: time)
      }
      return
    }
    elections.insert(Election(term: term, leader: agent, log: agents[index].log), at: place)
    if membership.isUsed { checkElectionQuorum(agent, term, at: time) }
    checkCompleteness(of: elections[place], at: time)
  }

  /// A leader has what was committed in earlier terms (paper, 5.4.3).
  ///
  /// What is committed is one log, so the newest entry committed in an earlier term stands for all.
  private mutating func checkCompleteness(of election: Election, at time: Nanoseconds) {
    guard let earlier = commitments.last(where: { $0.term < election.term }) else { return }
    // What everybody has compacted, every log holds.
    if earlier.last <= tree.floor.index { return }
    let place = tree.place(at: earlier.last, ofLogEndingAt: committed)
    checkPresence(of: place, committedIn: earlier.term, election, at: time)
  }

  /// A leader may commit when later leaders are there already: what it replicated before is in
  /// their logs, or it could not have a majority.
  mutating func checkLaterLeaders(
    have place: RaftLogTree.Place, committedIn term: Raft.Term, at time: Nanoseconds
  ) {
    var index = elections.count - 1
    while index >= 0, elections[index].term > term {
      checkPresence(of: place, committedIn: term, elections[index], at: time)
      index -= 1
    }
  }

  private mutating func checkPresence(
    of place: RaftLogTree.Place, committedIn term: Raft.Term, _ election: Election,
    at time: Nanoseconds
  ) {
    if tree.log(endingAt: election.log, holds: place) { return }
    let leader = "\(election.leader.description), leader of term \(election.term)"
    let end = "its log ended at \(election.log.text)"
    fail(
      .leaderCompleteness,
      "\(leader), lacks \(place.text), committed in term \(term); \(end)", at: time)
  }

  mutating func checkTerm(_ machine: RaftView, _ agent: AgentID, at time: Nanoseconds) {
    checkTerm(
      machine.term, machine.vote, after: agents[agent.index].term, agents[agent.index].vote,
      "\(agent.description)", at: time)
    agents[agent.index].term = machine.term
    agents[agent.index].vote = machine.vote
  }

  mutating func checkTerm(
    _ term: Raft.Term, _ vote: AgentID?, after oldTerm: Raft.Term, _ oldVote: AgentID?,
    _ whose: @autoclosure () -> String, at time: Nanoseconds
  ) {
    if term < oldTerm {
      fail(.monotoneTerm, "\(whose()) fell from term \(oldTerm) to \(term)", at: time)
    } else if term == oldTerm, let oldVote, vote != oldVote {
      let new = vote.map { "has \($0.description)" } ?? "has nobody"
      fail(
        .oneVote, "\(whose()) voted for \(oldVote.description) in term \(term) and now \(new)",
        at: time)
    }
  }
}
