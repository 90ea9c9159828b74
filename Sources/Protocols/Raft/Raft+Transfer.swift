import Simulator

/// Leaders that hand over (dissertation, 3.10).
///
/// The leader takes in no more commands, brings the target's log up to date, and tells it to stand at once. Its
/// election is heeded by agents that hear from the leader, so that the leader's lease is worth nothing once the
/// word is on its way, for as long as its term lasts: the word may arrive at any time.
extension Raft {
  /// A transfer under way.
  struct Transfer: Hashable, Sendable {
    let target: AgentID
    let since: Nanoseconds
    /// Whether the target was told to stand.
    var isSent = false
    /// Who waits for the answer; nil if nobody does.
    var id: RequestID?
  }

  /// Starts to hand over to an agent, or says why not.
  mutating func beginTransfer(
    to target: AgentID, for id: RequestID?, _ turn: inout Turn<Raft>
  ) -> Refusal? {
    if target == profile.id { return .nothingToDo }
    if let transfer {
      if transfer.target != target { return .transferUnderWay }
      if let id { self.transfer?.id = id }
      return nil
    }
    guard configuration.knows(target) else { return .noAgent }
    if let members = configuration.members, members.voters & Membership.bit(target) == 0 {
      return .noVoter
    }
    if settings.nonCandidates.contains(target) { return .mayNotLead }
    if catchUp != nil { return .changeUnderWay }
    if !proposals.isEmpty {
      turn.cancelTimer(.flush)
      appendProposals(&turn)
    }
    transfer = Transfer(target: target, since: turn.now, id: id)
    turn.note(.transferBegun(to: target, term))
    followTransfer(&turn)
    return nil
  }

  /// Tells the target to stand, once it has the whole log.
  mutating func followTransfer(_ turn: inout Turn<Raft>) {
    guard let transfer, !transfer.isSent,
      progress[transfer.target.index].match == log.lastIndex
    else { return }
    self.transfer?.isSent = true
    isLeaseVoid = true
    turn.sendAhead(.timeoutNow(term: term), to: transfer.target)
  }

  /// Leads on if nobody has taken over within an election timeout.
  mutating func superviseTransfer(_ turn: inout Turn<Raft>) {
    guard let transfer, turn.now - transfer.since >= settings.electionTimeout.upperBound else {
      return
    }
    turn.note(.transferAborted(to: transfer.target, term))
    if let id = transfer.id { turn.respondAhead(.refused(.notTaken), to: id) }
    self.transfer = nil
    handoverAfter = turn.now + 10 * settings.electionTimeout.upperBound
  }

  /// Hands over to the voter of the highest priority above its own that has everything committed, as
  /// CockroachDB moves a lease to a replica that its lease preferences rank higher.
  mutating func handOver(_ turn: inout Turn<Raft>) {
    guard transfer == nil, demand == nil, turn.now >= handoverAfter, hasCommittedOwnTerm else {
      return
    }
    var best: AgentID?
    var highest = priority(of: profile.id.index)
    for index in progress.indices
    where priority(of: index) > highest && mayTakeOver(AgentID(index)) {
      highest = priority(of: index)
      best = AgentID(index)
    }
    guard let best else { return }
    _ = beginTransfer(to: best, for: nil, &turn)
  }

  private func priority(of index: Int) -> Int32 {
    index < settings.priorities.count ? settings.priorities[index] : 0
  }

  private func mayTakeOver(_ agent: AgentID) -> Bool {
    let isVoter = configuration.members.map { $0.voters & Membership.bit(agent) != 0 } ?? true
    return isVoter && !settings.nonCandidates.contains(agent) && heard.contains(agent)
      && progress[agent.index].match >= commitIndex
  }

  /// Stands at once, as the leader of the term asks.
  mutating func receiveTimeoutNow(
    _ senderTerm: Term, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    if senderTerm < term, !makes(.obeysLate) { return }
    if senderTerm > term { adopt(senderTerm, leader: sender, &turn) }
    guard role != .leader, mayLead, configuration.isVoter(profile.id) else { return }
    campaign(isTransfer: true, &turn)
  }

  /// What a leader does for changes and transfers under way each time that it looks after its followers.
  @inline(never)
  mutating func attend(_ turn: inout Turn<Raft>) {
    superviseCatchUp(&turn)
    superviseTransfer(&turn)
    if !settings.priorities.isEmpty { handOver(&turn) }
  }
}
