public import Simulator

/// What is committed.
extension RaftSafety {
  /// Reads what a step committed: it is what the agent's log showed before, and what others
  /// committed.
  ///
  /// - Complexity: O(entries committed).
  mutating func checkCommit(
    _ machine: RaftView, _ log: Raft.Log, _ progress: [Raft.Progress], _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let index = agent.index
    let before = agents[index].commitIndex
    let last = machine.commitIndex
    agents[index].commitIndex = last
    if last < before {
      return fail(
        .monotoneCommit, "\(agent.description) fell from commit index \(before) to \(last)",
        at: time)
    }
    if last > log.lastIndex {
      return fail(
        .appliedIndex,
        "\(agent.description) committed \(last), but its log ends at \(log.lastIndex)", at: time)
    }
    let first =
      before >= log.base
      ? tree.place(at: before, ofLogEndingAt: agents[index].log)
      : RaftLogTree.Place(index: log.base, term: log.baseTerm)
    let place = tree.follow(log, upTo: last, from: first)
    if place.index < last {
      let entry = log[place.index + 1]
      let what = "\(agent.description) committed \(entry.description) at \(place.index + 1)"
      return fail(.stateMachineSafety, "\(what), not what its log had there", at: time)
    }
    if checkAgreement(of: place, agent, at: time), last > committed.index {
      acknowledgements.commit(log, from: max(before, committed.index, log.base), to: last)
      advance(to: place, machine, agent, at: time)
    }
    if machine.isLeader && violation == nil { checkAllMatches(progress, agent, at: time) }
  }

  /// State machine safety: of two committed logs one is the beginning of the other.
  @inline(__always)
  private mutating func checkAgreement(
    of place: RaftLogTree.Place, _ agent: AgentID, at time: Nanoseconds
  ) -> Bool {
    // Of one term, they are in one leader's log.
    if place.term == committed.term { return true }
    let common = min(place.index, committed.index)
    // What everybody has compacted, a log that is committed holds.
    if common < tree.floor.index {
      let what = "\(agent.description) committed \(place.text)"
      let floor = tree.floor.text
      fail(.stateMachineSafety, "\(what), where all logs went on to \(floor)", at: time)
      return false
    }
    let own = tree.place(at: common, ofLogEndingAt: place)
    let other = tree.place(at: common, ofLogEndingAt: committed)
    if own == other { return true }
    fail(
      .stateMachineSafety,
      "\(agent.description) committed \(own.text), but \(other.text) is committed there", at: time)
    return false
  }

  /// An agent is the first to commit some entries.
  private mutating func advance(
    to place: RaftLogTree.Place, _ machine: RaftView, _ agent: AgentID, at time: Nanoseconds
  ) {
    committed = place
    if let last = commitments.last, last.term == machine.term {
      commitments[commitments.count - 1].last = place.index
    } else {
      commitments.append(Commitment(term: machine.term, last: place.index))
    }
    if membership.isUsed {
      checkDurability(of: place, inForce: agents[agent.index].log, agent, at: time)
    } else {
      checkDurability(of: place, machine.voterCount, agent, at: time)
    }
    checkLaterLeaders(have: place, committedIn: machine.term, at: time)
  }

  private mutating func checkDurability(
    of place: RaftLogTree.Place, _ voterCount: Int, _ agent: AgentID, at time: Nanoseconds
  ) {
    var count = 0
    for index in 0..<min(voterCount, agents.count)
    where tree.log(endingAt: agents[index].durableLog, holds: place) {
      count += 1
    }
    if count <= voterCount / 2 {
      fail(
        .commitDurability,
        "\(agent.description) committed \(place.text), durable on \(count) of \(voterCount) agents",
        at: time)
    }
  }

  /// A command reached an agent.
  @usableFromInline
  mutating func requested(_ request: borrowing Raft.Request, _ id: RequestID) {
    switch request.operation {
    case .read, .openSession, .change: break
    case .write, .compareAndSet: acknowledgements.request(request.session, id)
    }
  }

  @usableFromInline
  mutating func responded(_ reply: Raft.Reply, _ id: RequestID, by agent: AgentID) {
    switch reply {
    case .written, .mismatch:
      acknowledgements.answer(id, by: agent)
      hasAnswers = true
    case .value, .notLeader, .unknown, .opened, .sessionExpired: acknowledgements.forget(id)
    case .changed, .refused: break
    }
  }

  /// What clients were told in this event, and what was written of snapshots; what was committed in it is known
  /// by now.
  @usableFromInline
  mutating func conclude(at time: Nanoseconds) {
    hasAnswers = false
    if !newSnapshots.isEmpty { checkSnapshots(at: time) }
    checkAcknowledgements(at: time)
  }

  private mutating func checkAcknowledgements(at time: Nanoseconds) {
    guard let early = acknowledgements.takeUncommitted() else { return }
    let what = "attempt \(early.id.attempt) of client \(early.id.client + 1)"
    fail(
      .commitDurability,
      "\(early.agent.description) confirmed \(what), which is not committed", at: time)
  }
}
