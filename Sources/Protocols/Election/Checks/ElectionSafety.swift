public import Simulator

/// What the checks of elections keep.
@usableFromInline
struct ElectionSafety: Sendable {
  @usableFromInline private(set) var violation: Violation?
  /// Number of agents that resumed and have not been stepped since.
  private var resumedCount = 0
  @usableFromInline var awaitsSteps: Bool { resumedCount > 0 }

  let directory: Election.Directory
  let driftAllowance: Int64
  var agents: [Agent]
  /// Who was elected last in each term of each scope.
  private var elected: [Office: AgentID] = [:]
  /// The newest leaderships that members acknowledged.
  var acknowledgements: [Acknowledgements] = []
  /// By scope.
  private var leases: [Election.Scope: [Lease]] = [:]
  /// Without terms: by agent, the one that it counted elected last.
  var beliefs: [Belief] = []

  struct Agent: Hashable, Sendable {
    var life = Life.running
    /// What its disk keeps.
    var records: [Election.Storage.Record] = []
    /// The scopes in which it holds a lease.
    var leaseScopes: [Election.Scope] = []
  }

  enum Life: Hashable, Sendable {
    case running
    case paused
    /// It runs again, but has not looked at its clock yet.
    case resumed
    case down
  }

  /// A scope, a term and its leader.
  struct Leadership: Hashable, Sendable {
    let scope: Election.Scope
    let term: Election.Term
    let leader: AgentID
  }

  private struct Office: Hashable, Sendable {
    let scope: Election.Scope
    let term: Election.Term
  }

  struct Acknowledgements: Hashable, Sendable {
    let leadership: Leadership
    var members = AgentSet()
  }

  struct Lease: Hashable, Sendable {
    let holder: AgentID
    var term: Election.Term
    /// Until when, in true time, it lasts at least, if the holder's clock is within the allowance.
    var surelyUntil: Nanoseconds
  }

  struct Belief: Hashable, Sendable {
    let believer: AgentID
    let leader: AgentID
  }

  /// Terms whose acknowledgements are kept, over all scopes.
  static var keptTerms: Int { 256 }

  init(_ directory: Election.Directory, driftAllowance: Int64) {
    self.directory = directory
    self.driftAllowance = driftAllowance
    agents = Array(repeating: Agent(), count: directory.count)
  }

  mutating func fail(
    _ check: ElectionCheck, _ message: @autoclosure () -> String, at time: Nanoseconds
  ) {
    if violation != nil { return }
    violation = Violation(check: check.word, message: message(), time: time)
  }

  @usableFromInline
  mutating func changed(_ agent: AgentID, _ change: LifeChange) {
    switch change {
    case .started: enter(.running, agent)
    case .paused: enter(.paused, agent)
    case .resumed: enter(.resumed, agent)
    case .crashed:
      enter(.down, agent)
      // A process that is gone acts no more, whatever its lease.
      for scope in agents[agent.index].leaseScopes { release(scope, agent) }
      agents[agent.index].leaseScopes = []
      beliefs.removeAll { $0.believer == agent || $0.leader == agent }
    }
  }

  @usableFromInline
  mutating func stepped(_ agent: AgentID) {
    if agents[agent.index].life == .resumed { enter(.running, agent) }
  }

  private mutating func enter(_ life: Life, _ agent: AgentID) {
    if agents[agent.index].life == .resumed { resumedCount -= 1 }
    if life == .resumed { resumedCount += 1 }
    agents[agent.index].life = life
  }

  private mutating func release(_ scope: Election.Scope, _ holder: AgentID) {
    leases[scope]?.removeAll { $0.holder == holder }
  }

  @usableFromInline
  mutating func noted(_ note: Election.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note.fact {
    case .becameLeader(let lease):
      // The published algorithm has no terms, and two coordinators whenever one takes over.
      if note.term == 0 { return }
      elect(Leadership(scope: note.scope, term: note.term, leader: agent), at: time)
      hold(lease, note, agent, at: time)
    case .leaseExtended(let lease): hold(lease, note, agent, at: time)
    case .steppedDown:
      release(note.scope, agent)
      agents[agent.index].leaseScopes.removeAll { $0 == note.scope }
    case .finalized(_, let leader):
      checkFitness(of: leader, at: time)
      believe(Belief(believer: agent, leader: leader), at: time)
    case .orderAccepted: checkFence(note, agent, at: time)
    default: break
    }
  }
}

/// Leaders.
extension ElectionSafety {
  private mutating func elect(_ leadership: Leadership, at time: Nanoseconds) {
    checkFitness(of: leadership.leader, at: time)
    let office = Office(scope: leadership.scope, term: leadership.term)
    if let other = elected.updateValue(leadership.leader, forKey: office),
      other != leadership.leader
    {
      let leaders = "\(other.description) and \(leadership.leader.description)"
      fail(.oneLeader, "\(leaders) were both elected in term \(leadership.term)", at: time)
    }
    let count = acknowledgements.last { $0.leadership == leadership }?.members.count ?? 0
    let members = directory.members(of: leadership.scope).count
    if count <= members / 2 {
      let leader = "\(leadership.leader.description) leads term \(leadership.term)"
      fail(.majority, "\(leader), acknowledged by \(count) of \(members)", at: time)
    }
  }

  private mutating func checkFitness(of leader: AgentID, at time: Nanoseconds) {
    if agents[leader.index].life == .down {
      fail(.electedAlive, "\(leader.description) was elected and is down", at: time)
    }
    if !directory.mayLead(leader) {
      fail(.electedAlive, "\(leader.description) was elected and may not lead", at: time)
    }
  }

  private mutating func believe(_ belief: Belief, at time: Nanoseconds) {
    beliefs.removeAll { $0.believer == belief.believer }
    for other in beliefs where other.leader != belief.leader {
      let leaders = "\(other.leader.description) and \(belief.leader.description)"
      fail(.oneLeader, "\(leaders) are both elected, without a term", at: time)
    }
    beliefs.append(belief)
  }

  private mutating func hold(
    _ remaining: Nanoseconds, _ note: Election.Note, _ agent: AgentID, at time: Nanoseconds
  ) {
    let part = max(0, remaining).multipliedFullWidth(by: 1_000_000)
    let sure = time + (1_000_000 + driftAllowance).dividingFullWidth(part).quotient
    var held = leases.removeValue(forKey: note.scope) ?? []
    if let index = held.firstIndex(where: { $0.holder == agent }) {
      held[index].term = note.term
      held[index].surelyUntil = max(held[index].surelyUntil, sure)
    } else {
      held.append(Lease(holder: agent, term: note.term, surelyUntil: sure))
      agents[agent.index].leaseScopes.append(note.scope)
    }
    leases[note.scope] = held
    for lease in held where lease.holder != agent && isHeld(lease, at: time) {
      let older = "\(lease.holder.description) of term \(lease.term)"
      let newer = "\(agent.description) of term \(note.term)"
      fail(.oneLease, "\(older) and \(newer) hold leases at once", at: time)
    }
  }

  /// A lease is held while it surely lasts, and while its holder runs and has not released it.
  private func isHeld(_ lease: Lease, at time: Nanoseconds) -> Bool {
    time < lease.surelyUntil || agents[lease.holder.index].life == .running
  }
}

/// Members.
extension ElectionSafety {
  private func record(
    of agent: AgentID, _ scope: Election.Scope
  ) -> Election.Storage.Record? {
    agents[agent.index].records.first { $0.scope == scope }
  }

  @usableFromInline
  mutating func becameDurable(
    _ write: Election.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    guard case .acknowledged(let scope, let term, let leader) = write else { return }
    if let old = record(of: agent, scope),
      term < old.term || term == old.term && leader != old.leader
    {
      let first = "\(agent.description) acknowledged \(old.leader.description) in term \(old.term)"
      fail(
        .oneAcknowledgement, "\(first) and then \(leader.description) in term \(term)", at: time)
    }
    agents[agent.index].records.removeAll { $0.scope == scope }
    agents[agent.index].records.append(
      Election.Storage.Record(scope: scope, term: term, leader: leader))
    count(agent, Leadership(scope: scope, term: term, leader: leader))
  }

  private mutating func count(_ agent: AgentID, _ leadership: Leadership) {
    if let index = acknowledgements.lastIndex(where: { $0.leadership == leadership }) {
      return acknowledgements[index].members.insert(agent)
    }
    if acknowledgements.count == Self.keptTerms { acknowledgements.removeFirst() }
    acknowledgements.append(Acknowledgements(leadership: leadership, members: AgentSet([agent])))
  }

  @usableFromInline
  mutating func storageChanged(_ records: [Election.Storage.Record], of agent: AgentID) {
    agents[agent.index].records = records
  }

  @usableFromInline
  mutating func sentAcknowledgement(
    _ message: Election.Message, from source: AgentID, to target: AgentID, at time: Nanoseconds
  ) {
    let record = record(of: source, message.scope)
    if record?.term == message.term, record?.leader == target { return }
    let what = "\(source.description) acknowledged \(target.description) in term \(message.term)"
    fail(.durableBeforeSent, "\(what) and its disk does not", at: time)
  }

  private mutating func checkFence(
    _ note: Election.Note, _ agent: AgentID, at time: Nanoseconds
  ) {
    guard note.term > 0, let record = record(of: agent, note.scope), note.term < record.term else {
      return
    }
    let order = "\(agent.description) accepted an order of term \(note.term)"
    fail(.fencedOrders, "\(order) after it acknowledged a leader of term \(record.term)", at: time)
  }
}
