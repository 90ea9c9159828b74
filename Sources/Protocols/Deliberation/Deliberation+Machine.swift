public import Simulator

extension Deliberation: Machine {
  public static var roleNames: [String] { Raft.roleNames }

  public func claim(toRole role: Int) -> Int64? { raft.claim(toRole: role) }

  public mutating func shareMemory(_ storage: inout Storage, with other: Deliberation) {
    raft.shareMemory(&storage.raft, with: other.raft)
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Deliberation>
  ) {
    if brief != nil {
      brief?.start(&turn)
      return
    }
    startedAt = turn.now
    epoch = storage.epoch + 1
    turn.persist(.epoch(epoch))
    if settings.mistake != .forgetsVotes { votes = storage.votes }
    endings = storage.endings
    stepLog(&turn) { $0.start(from: storage.raft, recovery, &$1) }
    for open in storage.open { resume(open, &turn) }
    armRounds(&turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Deliberation>
  ) {
    if settings.excludesAfter != nil { heard[sender] = turn.now }
    switch message {
    case .raft(let message): stepLog(&turn) { $0.receive(message, from: sender, &$1) }
    case .proposal(let proposal): receiveProposal(proposal, from: sender, &turn)
    case .vote(let id, let vote): receiveVote(id, vote, from: sender, &turn)
    case .receipt(let id, let receipt, let isTold):
      if isTold { answerTold(id, receipt, &turn) }
    case .settled(let id): if sender == profile.id { settle(id, &turn) }
    case .commit(let assignment): receiveCommit(assignment, &turn)
    case .candidates(let id, let variable, let values):
      receiveCandidates(id, variable, values, from: sender, &turn)
    case .ranking(let id, let scores): receiveRanking(id, scores, from: sender, &turn)
    case .brief(let message): brief?.receive(message, from: sender, &turn)
    }
  }

  /// Goes on after a failed flush as the replicated log says.
  public mutating func writeFailed(_ turn: inout Turn<Deliberation>) -> Bool {
    guard raft.outlivesWriteErrors else { return false }
    stepLog(&turn) { _ = $0.writeFailed(&$1) }
    return true
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Deliberation>) {
    switch timer {
    case .raft(let timer): stepLog(&turn) { $0.expire(timer, &$1) }
    case .rounds:
      if brief == nil { roundsExpired(&turn) } else { brief?.timeoutExpired(&turn) }
    case .call: brief?.callExpired(&turn)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Deliberation>
  ) {
    if case .store(let request) = request {
      return stepLog(&turn) { $0.accept(request, id, &$1) }
    }
    if brief != nil {
      brief?.accept(request, id, &turn)
      return
    }
    switch request {
    case .propose(let variable, let value, let version):
      propose(variable, value, expecting: version, id, &turn)
    case .choose(let variable, let values, let rule):
      choose(variable, values, rule, id, &turn)
    case .vote(let proposal, let choice): voteAsTold(proposal, choice, id, &turn)
    case .store: break
    }
  }
}
