import Simulator

/// Changes of the membership.
///
/// What is in force follows from logs alone, so that a machine that counts by another configuration is seen. A
/// promise that only the proofs rest on is told of at the end, unless what follows from it does harm before.
extension RaftSafety {
  /// The newest configuration of the log that ends at a place.
  func configuration(ofLogEndingAt end: RaftLogTree.Place) -> RaftMembershipRecord.Placed? {
    var newest: RaftMembershipRecord.Placed?
    for one in membership.placed
    where one.place.index > newest?.place.index ?? 0 && tree.log(endingAt: end, holds: one.place) {
      newest = one
    }
    return newest
  }

  private func members(ofLogEndingAt end: RaftLogTree.Place) -> Raft.Membership {
    configuration(ofLogEndingAt: end)?.members ?? membership.initial ?? membership.everybody
  }

  /// Takes note of the configurations among the first entries that were admitted after a place.
  mutating func heedConfigurations(
    _ entries: [Raft.Entry], from first: Int, to count: Int, after place: RaftLogTree.Place,
    at time: Nanoseconds
  ) {
    for offset in 0..<max(0, count) {
      guard case .configure(let members) = entries[first + offset].command else { continue }
      let own = RaftLogTree.Place(
        index: place.index + 1 + offset, term: entries[first + offset].term)
      let previous = RaftLogTree.Place(
        index: own.index - 1, term: offset == 0 ? place.term : entries[first + offset - 1].term)
      add(members, at: own, after: previous, at: time)
    }
  }

  @inline(never)
  private mutating func add(
    _ members: Raft.Membership, at place: RaftLogTree.Place, after previous: RaftLogTree.Place,
    at time: Nanoseconds
  ) {
    if membership.placed.contains(where: { $0.place == place }) { return }
    let before = configuration(ofLogEndingAt: previous)
    let old = before?.members ?? membership.initial ?? membership.everybody
    membership.add(RaftMembershipRecord.Placed(place: place, members: members))
    membership.novelties.append(
      RaftMembershipRecord.Novelty(
        place: place, before: before, members: members, previous: old))
    if !old.leads(to: members) {
      breakPromise(
        .configurationStep, "\(place.text) makes \(members.description) of \(old.description)",
        at: time)
    }
  }

  private mutating func breakPromise(
    _ check: RaftCheck, _ message: @autoclosure () -> String, at time: Nanoseconds
  ) {
    if membership.broken == nil {
      membership.broken = Violation(check: check.name, message: message(), time: time)
    }
  }

  /// The run is over.
  @usableFromInline
  mutating func conclude() {
    if violation == nil { violation = membership.broken }
  }

  /// What a step left: whether the agent counts by what its log has, and whether what it put there came in
  /// its time.
  mutating func checkMembership(_ machine: RaftView, _ agent: AgentID, at time: Nanoseconds) {
    for novelty in membership.novelties where machine.isLeader && novelty.place.term == machine.term
    {
      checkTime(of: novelty, agent, at: time)
    }
    membership.novelties.removeAll()
    if membership.broken != nil { return }
    let log = members(ofLogEndingAt: agents[agent.index].log)
    let own = machine.members ?? membership.everybody
    if own != log {
      breakPromise(
        .configurationInForce,
        "\(agent.description) counts by \(own.description), its log has \(log.description)",
        at: time)
    }
  }

  /// A leader changes the membership once the change before is committed, and an entry of its own term.
  private mutating func checkTime(
    of novelty: RaftMembershipRecord.Novelty, _ agent: AgentID, at time: Nanoseconds
  ) {
    let log = agents[agent.index].log
    let commit = tree.place(at: agents[agent.index].commitIndex, ofLogEndingAt: log)
    let what = "\(agent.description) put \(novelty.members.description) at \(novelty.place.text)"
    if let before = novelty.before, before.place.index > commit.index {
      breakPromise(
        .configurationStep, "\(what) before \(before.place.text) was committed", at: time)
    } else if commit.term != novelty.place.term {
      breakPromise(
        .configurationStep, "\(what) before it had committed an entry of its term", at: time)
    }
  }

  /// A leader has the votes of a majority of what its log had in force when it was elected.
  mutating func checkElectionQuorum(_ agent: AgentID, _ term: Raft.Term, at time: Nanoseconds) {
    let members = members(ofLogEndingAt: agents[agent.index].log)
    let voters = membership.voters(of: agent, in: term)
    if members.isQuorum(voters) { return }
    let who = "\(agent.description) was elected in term \(term)"
    fail(
      .electionQuorum,
      "\(who) by \(Raft.Membership.text(voters)), no majority of \(members.description)", at: time)
  }

  /// What is committed is durable on a majority of what is in force in the log of the one that commits it.
  ///
  /// A configuration that the same step put there came after: a leader goes on once something is committed.
  mutating func checkDurability(
    of place: RaftLogTree.Place, inForce log: RaftLogTree.Place, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let members = membership.novelties.first?.previous ?? members(ofLogEndingAt: log)
    var holders: UInt64 = 0
    for index in agents.indices where tree.log(endingAt: agents[index].durableLog, holds: place) {
      holders |= Raft.Membership.bit(AgentID(index))
    }
    if members.isQuorum(holders) { return }
    let who = "\(agent.description) committed \(place.text)"
    fail(
      .commitDurability,
      "\(who), durable on \(Raft.Membership.text(holders)), no majority of \(members.description)",
      at: time)
  }
}
