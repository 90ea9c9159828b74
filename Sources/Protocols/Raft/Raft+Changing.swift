import Simulator

/// Leaders that change who takes part (dissertation, chapter 4).
extension Raft {
  /// What an operator asked for, until it is in force.
  struct Demand: Hashable, Sendable {
    let change: Change
    /// Who waits for the answer; nil if nobody does.
    var id: RequestID?
  }

  /// Agents that are to vote once their logs have caught up (dissertation, 4.2.1).
  struct CatchUp: Hashable, Sendable {
    let agents: UInt64
    /// The membership that follows.
    let goal: Membership
    /// Rounds so far: in each the agents get what the log had at its start.
    var round = 1
    /// The log's end when the round began.
    var target: Index
    var since: Nanoseconds
    /// When any of them last took something in.
    var progressed: Nanoseconds
  }

  /// What is to be done next for a change.
  private enum Step {
    case nothing
    case refused(Refusal)
    case to(Membership)
  }

  /// The membership in force.
  var members: Membership {
    configuration.members ?? Membership(voters: Membership.first(configuration.agentCount))
  }

  /// Starts what an operator asks for, or says why not.
  mutating func begin(
    _ change: Change, for id: RequestID?, _ turn: inout Turn<Raft>
  ) -> Refusal? {
    guard role == .leader else { return .notLeading }
    if case .transfer(let target) = change { return beginTransfer(to: target, for: id, &turn) }
    if transfer != nil { return .transferUnderWay }
    guard configuration.agentCount <= Membership.limit else { return .tooManyAgents }
    if demand?.change == change {
      if let id { demand?.id = id }
      return nil
    }
    // What is not in the log yet gives way to what is asked for now.
    if catchUp != nil { refuse(.changeUnderWay, &turn) }
    if awaitedConfiguration != .max || members.isJoint { return .changeUnderWay }
    guard hasCommittedOwnTerm || makes(.changesEarly) else { return .ownTermUncommitted }
    switch next(for: change) {
    case .nothing: return .nothingToDo
    case .refused(let refusal): return refusal
    case .to(let goal):
      demand = Demand(change: change, id: id)
      approach(goal, &turn)
      return nil
    }
  }

  /// Goes on with a change after something was committed; a leader that is no member any more steps down
  /// (dissertation, 4.2.2).
  @inline(never)
  mutating func goOnChanging(_ turn: inout Turn<Raft>) {
    guard role == .leader, awaitedConfiguration == .max, hasCommittedOwnTerm else { return }
    let members = members
    if members.isJoint {
      return append(Membership(voters: members.voters, learners: members.learners), &turn)
    }
    if let demand, catchUp == nil {
      switch next(for: demand.change) {
      case .nothing: answerDemand(.changed, &turn)
      case .refused(let refusal): refuse(refusal, &turn)
      case .to(let goal): return approach(goal, &turn)
      }
    }
    if members.voters & Membership.bit(profile.id) == 0 { becomeFollower(of: nil, &turn) }
  }

  private func next(for change: Change) -> Step {
    let members = members
    switch change {
    case .add(let agent): return adding(agent, to: members)
    case .addLearner(let agent):
      guard configuration.knows(agent) else { return .refused(.noAgent) }
      let bit = Membership.bit(agent)
      if members.voters & bit != 0 { return .refused(.alreadyVoter) }
      if members.learners & bit != 0 { return .nothing }
      return .to(Membership(voters: members.voters, learners: members.learners | bit))
    case .promote(let agent):
      let bit = Membership.bit(agent)
      if members.voters & bit != 0 { return .nothing }
      return members.learners & bit == 0 ? .refused(.noLearner) : adding(agent, to: members)
    case .remove(let agent): return removing(Membership.bit(agent), from: members)
    case .members(let set): return exchanging(set, for: members)
    case .transfer: return .nothing
    }
  }

  private func adding(_ agent: AgentID, to members: Membership) -> Step {
    guard configuration.knows(agent) else { return .refused(.noAgent) }
    let bit = Membership.bit(agent)
    if members.voters & bit != 0 { return .nothing }
    return .to(Membership(voters: members.voters | bit, learners: members.learners & ~bit))
  }

  private func removing(_ set: UInt64, from members: Membership) -> Step {
    if members.everybody & set == 0 { return .nothing }
    let voters = members.voters & ~set
    if voters != members.voters, voters.nonzeroBitCount < settings.minVoters {
      return .refused(.tooFewVoters)
    }
    return .to(Membership(voters: voters, learners: members.learners & ~set))
  }

  /// All at once by way of both sets, or one server: first those that come, then those that go, the
  /// leader last.
  private func exchanging(_ set: UInt64, for members: Membership) -> Step {
    guard set != 0, set & ~Membership.first(configuration.agentCount) == 0 else {
      return .refused(.noAgent)
    }
    if set == members.voters { return .nothing }
    if set.nonzeroBitCount < settings.minVoters { return .refused(.tooFewVoters) }
    if settings.changes == .joint || makes(.swapsAtOnce) {
      return .to(Membership(voters: set, learners: members.learners & ~set))
    }
    if let new = Membership.agents(set & ~members.voters).first { return adding(new, to: members) }
    let me = Membership.bit(profile.id)
    let leaving = members.voters & ~set
    let first = Membership.agents(leaving == me ? me : leaving & ~me)[0]
    return removing(Membership.bit(first), from: members)
  }

  /// Makes a membership the next one: at once, or when the logs of its new voters have caught up.
  private mutating func approach(_ goal: Membership, _ turn: inout Turn<Raft>) {
    let new = goal.voters & ~members.voters
    if new == 0 || makes(.promotesUnready) { return change(to: goal, &turn) }
    catchUp = CatchUp(
      agents: new, goal: goal, target: log.lastIndex, since: turn.now, progressed: turn.now)
    replicas = members.everybody | new
    for agent in Membership.agents(new) {
      // Not beyond the log's end, so that there is something to answer.
      progress[agent.index].backUp(to: min(progress[agent.index].next, log.lastIndex))
      sendWaiting(to: agent.index, &turn)
    }
    followCatchUp(&turn)
  }

  private mutating func change(to goal: Membership, _ turn: inout Turn<Raft>) {
    let members = members
    let isJoint =
      settings.changes == .joint && goal.voters != members.voters && !makes(.swapsAtOnce)
    if !isJoint { return append(goal, &turn) }
    append(
      Membership(voters: goal.voters, outgoing: members.voters, learners: goal.learners), &turn)
    if makes(.leavesJointEarly) { append(goal, &turn) }
  }

  private mutating func append(_ members: Membership, _ turn: inout Turn<Raft>) {
    log.append(Entry(term: term, .configure(members), format: writtenFormat))
    adopt(members, at: log.lastIndex, &turn)
    replicate(from: log.lastIndex, &turn)
  }

  /// Looks how far the logs of agents that are to vote have come.
  ///
  /// A round that is shorter than an election timeout is the last: what is missing then costs no more than
  /// an election would (dissertation, 4.2.1).
  mutating func followCatchUp(_ turn: inout Turn<Raft>) {
    guard let catchUp else { return }
    let agents = Membership.agents(catchUp.agents)
    guard agents.allSatisfy({ progress[$0.index].match >= catchUp.target }) else { return }
    if turn.now - catchUp.since < settings.electionTimeout.lowerBound {
      self.catchUp = nil
      return change(to: catchUp.goal, &turn)
    }
    if catchUp.round >= settings.catchUpRounds { return refuse(.tooSlow, &turn) }
    self.catchUp?.round += 1
    self.catchUp?.target = log.lastIndex
    self.catchUp?.since = turn.now
  }

  /// Gives up on agents that have taken in nothing for an election timeout.
  mutating func superviseCatchUp(_ turn: inout Turn<Raft>) {
    guard let catchUp else { return }
    if turn.now - catchUp.progressed > settings.electionTimeout.upperBound {
      refuse(.silent, &turn)
    }
  }

  /// Gives up what was asked for.
  private mutating func refuse(_ refusal: Refusal, _ turn: inout Turn<Raft>) {
    if let demand { turn.note(.refused(demand.change, refusal)) }
    catchUp = nil
    replicas = members.everybody
    answerDemand(.refused(refusal), &turn)
  }

  /// Ends a demand with an answer.
  mutating func answerDemand(_ reply: Reply, _ turn: inout Turn<Raft>) {
    if let id = demand?.id { turn.respondAhead(reply, to: id) }
    demand = nil
  }
}
