public import Simulator

/// The rules of supervision, checked in every step of a run; `SupervisionCheck` lists what is checked.
///
/// The checks go by what agents state of starts, ends and restarts, and count restarts themselves; of a
/// tree they know its shape and its rules. That a tree comes to run again is for expectations to bound.
public struct SupervisionInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Supervision

  /// The first violated rule, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  let nodes: [Supervision.Node]
  /// By agent and node.
  var records: [[SupervisionRecord]]
  /// What is durable of the counts, by agent and node.
  private var durable: [[Int64]]
  /// Orders what happens at one agent.
  private var mark = 0

  /// Watches a run from its start.
  public init(agentCount: Int, _ tree: Supervision.Tree) {
    nodes = tree.nodes
    records = Array(
      repeating: Array(repeating: SupervisionRecord(), count: nodes.count), count: agentCount)
    durable = Array(repeating: Array(repeating: 0, count: nodes.count), count: agentCount)
  }

  public mutating func noted(
    _ note: Supervision.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    mark += 1
    let broken: Broken?
    switch note {
    case .starting(let one, let origin):
      broken = startMistake(one, origin, agent)
      takeStart(one, agent)
    case .started(let one, let count): broken = takeRun(one, count, agent)
    case .startFailed(let one):
      broken = endMistake(one, agent)
      records[agent.index][Int(one.node)].hasFailedToStart = true
      takeEnd(one, agent)
    case .stopping(let one):
      broken = stopMistake(one, agent)
      records[agent.index][Int(one.node)].isOrdered = true
    case .exited(let one, let reason):
      broken = endMistake(one, agent)
      records[agent.index][Int(one.node)].reason = reason
      takeEnd(one, agent)
    case .restarting(let one, let supervisor, let clock):
      broken = takeRestart(one, supervisor, clock, agent)
    case .gaveUp(let supervisor, _, let clock): broken = takeEscalation(supervisor, clock, agent)
    case .counted(let one, _): broken = countMistake(one, agent)
    case .dropped, .complete, .incomplete, .ended: return
    }
    if let broken, violation == nil {
      violation = Violation(
        check: broken.check.word, message: "\(agent.description): \(broken.message)", time: time)
    }
  }

  /// A rule and how it was broken.
  struct Broken {
    let check: SupervisionCheck
    let message: String

    init(_ check: SupervisionCheck, _ message: String) {
      self.check = check
      self.message = message
    }
  }

  private mutating func takeStart(_ one: Supervision.Incarnation, _ agent: AgentID) {
    var record = SupervisionRecord()
    record.isAlive = true
    record.isStarting = true
    record.life = one.life
    record.epoch = one.epoch
    record.startMark = mark
    if let parent = nodes[Int(one.node)].parent {
      record.supervisorEpoch = records[agent.index][Int(parent)].epoch
    }
    records[agent.index][Int(one.node)] = record
  }

  private mutating func takeRun(
    _ one: Supervision.Incarnation, _ count: Int64, _ agent: AgentID
  ) -> Broken? {
    records[agent.index][Int(one.node)].isStarting = false
    let kept = durable[agent.index][Int(one.node)]
    guard nodes[Int(one.node)].work.isDurable, count < kept else { return nil }
    return Broken(.durableState, "\(one.text) runs with \(count) of \(kept) that are on the disk")
  }

  private mutating func takeEnd(_ one: Supervision.Incarnation, _ agent: AgentID) {
    records[agent.index][Int(one.node)].isAlive = false
    records[agent.index][Int(one.node)].isStarting = false
  }

  private mutating func takeRestart(
    _ one: Supervision.Incarnation, _ supervisor: Supervision.Incarnation, _ clock: Nanoseconds,
    _ agent: AgentID
  ) -> Broken? {
    let index = Int(supervisor.node)
    let inPeriod = countRestart(index, clock, agent)
    records[agent.index][index].restartMark = mark
    let goesOn = nodes[index].rules?.strategy == .restForOne
    records[agent.index][index].restartFrom = goesOn ? one.node : 0
    let node = nodes[Int(one.node)]
    if node.restart == .temporary {
      return Broken(.temporaryRestart, "\(supervisor.text) restarts \(one.text), temporary")
    }
    let reason = records[agent.index][Int(one.node)].reason
    if node.restart == .transient, let reason, !reason.isAbnormal {
      return Broken(
        .normalRestart, "\(supervisor.text) restarts \(one.text) after \(reason.word)")
    }
    guard let rules = nodes[index].rules, inPeriod > rules.intensity else { return nil }
    return Broken(
      .intensity,
      "\(supervisor.text) restarts \(inPeriod) times in \(rules.period.text), "
        + "\(rules.intensity) allowed")
  }

  private mutating func takeEscalation(
    _ supervisor: Supervision.Incarnation, _ clock: Nanoseconds, _ agent: AgentID
  ) -> Broken? {
    let index = Int(supervisor.node)
    let inPeriod = countRestart(index, clock, agent)
    records[agent.index][index].hasGivenUp = true
    guard let rules = nodes[index].rules, inPeriod <= rules.intensity else { return nil }
    return Broken(
      .intensity,
      "\(supervisor.text) gives up on restart \(inPeriod) in \(rules.period.text), "
        + "\(rules.intensity) allowed")
  }

  /// Restarts in the period that ends now, this one among them.
  private mutating func countRestart(
    _ supervisor: Int, _ clock: Nanoseconds, _ agent: AgentID
  ) -> Int {
    let period = nodes[supervisor].rules?.period ?? 0
    records[agent.index][supervisor].restarts.removeAll { clock > $0 &+ period }
    records[agent.index][supervisor].restarts.append(clock)
    return records[agent.index][supervisor].restarts.count
  }

  public mutating func becameDurable(
    _ write: Supervision.Storage.Write, _ storage: borrowing Supervision.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    if case .counted(let node, let count) = write { durable[agent.index][Int(node)] = count }
  }

  /// A crash may leave writes on the disk that were never said to be durable, or none at all.
  public mutating func storageChanged(
    _ storage: borrowing Supervision.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    for node in nodes.indices { durable[agent.index][node] = storage.count(of: Int32(node)) }
  }

  /// With the agent all its processes end.
  public mutating func changed(
    _ agent: AgentID, _ change: LifeChange, at time: Nanoseconds
  ) {
    switch change {
    case .crashed, .started:
      records[agent.index] = Array(repeating: SupervisionRecord(), count: nodes.count)
    case .paused, .resumed: break
    }
  }
}
