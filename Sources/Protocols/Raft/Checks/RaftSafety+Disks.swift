public import Simulator

/// Disks, and what agents promise of them.
extension RaftSafety {
  @usableFromInline
  mutating func changed(_ agent: AgentID, _ change: LifeChange) {
    guard watches(agent) else { return }
    switch change {
    case .started: agents[agent.index].isStarting = true
    case .crashed: agents[agent.index].leadingTerm = 0
    case .paused, .resumed: break
    }
  }

  /// The first step of a life: the agent has what its disk keeps.
  ///
  /// Of the log the end is compared, which stands for the rest as long as memory is read from the
  /// disk.
  mutating func checkStart(_ log: Raft.Log, _ agent: AgentID, at time: Nanoseconds) {
    let index = agent.index
    let disk = agents[index].durableLog
    agents[index].isStarting = false
    agents[index].term = agents[index].durableTerm
    agents[index].vote = agents[index].durableVote
    agents[index].log = disk
    agents[index].firstRemoved = .max
    agents[index].base = agents[index].durableBase
    agents[index].commitIndex = agents[index].durableSnapshot.index
    agents[index].leadingTerm = 0
    agents[index].forgiven = nil
    if log.term(at: disk.index) != disk.term {
      let end = "\(log.lastIndex)@\(log.lastTerm)"
      fail(
        .durableState,
        "\(agent.description) started with a log up to \(end), its disk's ends at \(disk.text)",
        at: time)
    }
  }

  @usableFromInline
  mutating func becameDurable(
    _ write: Raft.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    guard watches(agent) else { return }
    switch write {
    case .term(let term, let vote):
      let index = agent.index
      checkTerm(
        term, vote, after: agents[index].durableTerm, agents[index].durableVote,
        "the disk of \(agent.description)", at: time)
      agents[index].durableTerm = term
      agents[index].durableVote = vote
    case .append(let after, let entries): append(entries, after: after, agent, at: time)
    case .snapshot(let snapshot, let base): compact(to: base, snapshot, agent, at: time)
    case .install(let snapshot): install(snapshot, agent, at: time)
    }
  }

  private mutating func append(
    _ entries: [Raft.Entry], after index: Raft.Index, _ agent: AgentID, at time: Nanoseconds
  ) {
    var place = agents[agent.index].durableLog
    if index > place.index {
      let who = "\(agent.description) wrote entries after \(index)"
      return fail(.durableState, "\(who), but its disk's log ends at \(place.text)", at: time)
    }
    if index < agents[agent.index].durableBase {
      let base = agents[agent.index].durableBase
      let who = "\(agent.description) wrote entries after \(index)"
      return fail(.durableState, "\(who), which its snapshot covers up to \(base)", at: time)
    }
    if index < place.index { place = tree.place(at: index, ofLogEndingAt: place) }
    if let end = admit(entries, from: 0, after: place, agent, at: time) {
      agents[agent.index].durableLog = end
    }
  }

  /// A crash changed a disk: from now on what it keeps is what it promises.
  @usableFromInline
  mutating func storageChanged(
    _ storage: borrowing Raft.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    guard watches(agent) else { return }
    agents[agent.index].durableTerm = storage.term
    agents[agent.index].durableVote = storage.votedFor
    let last = storage.log.lastIndex
    let end = RaftLogTree.Place(index: last, term: storage.log.lastTerm)
    let base = RaftLogTree.Place(index: storage.log.base, term: storage.log.baseTerm)
    let place = tree.contains(end) ? end : base
    agents[agent.index].durableBase = base.index
    agents[agent.index].durableSnapshot = RaftLogTree.Place(of: storage.snapshot)
    if let end = admit(storage.log, after: place, agent, at: time) {
      agents[agent.index].durableLog = end
    }
  }

  /// What a message promises of its sender's disk.
  @usableFromInline
  mutating func sent(
    _ message: Raft.Message, from source: AgentID, to target: AgentID,
    at time: Nanoseconds
  ) {
    switch message {
    case .vote(let term, granted: true):
      membership.note(vote: term, of: source, for: target)
      checkVoteSent(term, for: target, source, at: time)
    case .requestVote(let request):
      checkVoteSent(request.term, for: source, source, at: time)
    case .appendReply(let reply):
      if case .matched(let index) = reply.outcome {
        checkStored(index, reply.term, source, to: target, at: time)
      }
    case .installReply(let reply):
      if case .installed(let index) = reply.outcome {
        checkStored(index, reply.term, source, to: target, at: time)
      }
    case .stored(let term, let index): checkStored(index, term, source, to: target, at: time)
    default: break
    }
  }

  private mutating func checkVoteSent(
    _ term: Raft.Term, for candidate: AgentID, _ agent: AgentID, at time: Nanoseconds
  ) {
    guard watches(agent) else { return }
    let index = agent.index
    if agents[index].durableTerm == term && agents[index].durableVote == candidate { return }
    let vote = agents[index].durableVote?.description ?? "nobody"
    let kept = "its disk keeps a vote for \(vote) in term \(agents[index].durableTerm)"
    fail(
      .durableBeforeSent,
      "\(agent.description) sent its vote for \(candidate.description) in term \(term); \(kept)",
      at: time)
  }

  /// An agent that forgets the term of an acknowledgement would let an earlier leader remove the entries.
  @inline(never)
  private mutating func failTerm(_ term: Raft.Term, _ agent: AgentID, at time: Nanoseconds) {
    let kept = "its disk keeps term \(agents[agent.index].durableTerm)"
    fail(
      .durableBeforeSent, "\(agent.description) acknowledged in term \(term); \(kept)", at: time)
  }

  /// An agent says that its disk has a log like its leader's up to an index.
  private mutating func checkStored(
    _ index: Raft.Index, _ term: Raft.Term, _ agent: AgentID, to leader: AgentID,
    at time: Nanoseconds
  ) {
    guard watches(agent) else { return }
    let disk = agents[agent.index].durableLog
    if term > agents[agent.index].durableTerm { return failTerm(term, agent, at: time) }
    if index > disk.index {
      fail(
        .durableBeforeSent,
        "\(agent.description) acknowledged \(index); its disk's log ends at \(disk.text)", at: time)
    }
  }
}
