import Checks
public import Protocols
import Scenarios
public import Simulator

/// What failures cost: restarts, downtime, lost calls and lost state.
public struct SupervisionMeter: Watcher {
  public typealias Subject = Supervision
  public typealias LoadNote = SupervisionClientNote

  var pulse = Pulse()
  private var ledger = PhaseLedger()
  /// By strategy.
  var restarts = Array(repeating: PhasedTally(), count: Supervision.Strategy.allCases.count)
  var allRestarts = PhasedTally()
  var perSupervisor = PhasedHistogram()
  var escalations = PhasedTally()
  var kills = PhasedTally()
  var failedStarts = PhasedTally()
  var dropped = PhasedTally()
  var lostUpdates = PhasedTally()
  var downtime = PhasedHistogram()
  var recovery = PhasedHistogram()
  var ends = PhasedTally()
  var calls = PhasedTally()
  var answered = PhasedTally()
  var refused = PhasedTally()
  var lost = PhasedTally()
  var latency = PhasedHistogram()

  private let tree: Supervision.Tree
  private var agents: [AgentView]

  /// What is known of an agent.
  private struct AgentView: Sendable {
    var isComplete = false
    /// When not all ran any more that had run.
    var brokenSince: Nanoseconds?
    var processes: [ChildView]
  }

  private struct ChildView: Sendable {
    var isRunning = false
    var isStopping = false
    /// When it ended that is to come back.
    var downSince: Nanoseconds?
    var count: Int64 = 0
    var restarts: Int64 = 0
  }

  /// A meter of a run that has not started.
  public init(_ tree: Supervision.Tree, agents: Int) {
    self.tree = tree
    let view = AgentView(
      processes: Array(repeating: ChildView(), count: tree.nodes.count))
    self.agents = Array(repeating: view, count: agents)
  }

  /// Whether all processes run that should, on all agents.
  var isComplete: Bool { agents.allSatisfy { $0.isComplete } }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard case .crashed = change else { return }
    breakDown(agent, at: time)
    for node in tree.nodes.indices { takeExit(node, agent, at: time) }
  }

  public mutating func noted(_ note: Supervision.Note, by agent: AgentID, at time: Nanoseconds) {
    let phase = ledger.current
    switch note {
    case .started(let one, let count): takeRun(Int(one.node), count, agent, at: time)
    case .startFailed: failedStarts.add(phase: phase)
    case .stopping(let one): agents[agent.index].processes[Int(one.node)].isStopping = true
    case .exited(let one, let reason):
      let node = Int(one.node)
      if reason == .killed, agents[agent.index].processes[node].isStopping {
        kills.add(phase: phase)
      }
      if comesBack(node, reason) {
        takeExit(node, agent, at: time)
      } else {
        agents[agent.index].processes[node].isRunning = false
      }
      agents[agent.index].processes[node].isStopping = false
    case .restarting(_, let supervisor, _): takeRestart(Int(supervisor.node), agent)
    case .gaveUp: escalations.add(phase: phase)
    case .counted(let one, let count):
      agents[agent.index].processes[Int(one.node)].count = count
    case .dropped: dropped.add(phase: phase)
    case .complete: recover(agent, at: time)
    case .incomplete: breakDown(agent, at: time)
    case .ended: ends.add(phase: phase)
    case .starting: break
    }
  }

  /// Whether its end is a failure of service: what has finished need not come back.
  private func comesBack(_ node: Int, _ reason: Supervision.Reason) -> Bool {
    switch tree.nodes[node].restart {
    case .permanent: true
    case .transient: reason != .normal
    case .temporary: false
    }
  }

  private mutating func takeRun(
    _ node: Int, _ count: Int64, _ agent: AgentID, at time: Nanoseconds
  ) {
    let before = agents[agent.index].processes[node]
    if let since = before.downSince {
      downtime.record(time - since, phase: ledger.phase(at: since))
    }
    if count < before.count { lostUpdates.add(before.count - count, phase: ledger.current) }
    agents[agent.index].processes[node].downSince = nil
    agents[agent.index].processes[node].isRunning = true
    agents[agent.index].processes[node].count = count
  }

  private mutating func takeExit(_ node: Int, _ agent: AgentID, at time: Nanoseconds) {
    guard agents[agent.index].processes[node].isRunning else { return }
    agents[agent.index].processes[node].isRunning = false
    agents[agent.index].processes[node].downSince = time
  }

  private mutating func takeRestart(_ supervisor: Int, _ agent: AgentID) {
    allRestarts.add(phase: ledger.current)
    agents[agent.index].processes[supervisor].restarts += 1
    guard let strategy = tree.nodes[supervisor].rules?.strategy else { return }
    restarts[strategy.ordinal].add(phase: ledger.current)
  }

  private mutating func breakDown(_ agent: AgentID, at time: Nanoseconds) {
    if agents[agent.index].isComplete { agents[agent.index].brokenSince = time }
    agents[agent.index].isComplete = false
  }

  private mutating func recover(_ agent: AgentID, at time: Nanoseconds) {
    agents[agent.index].isComplete = true
    guard let since = agents[agent.index].brokenSince else { return }
    recovery.record(time - since, phase: ledger.phase(at: since))
    agents[agent.index].brokenSince = nil
  }

  public mutating func clientNoted(_ note: SupervisionClientNote, at time: Nanoseconds) {
    let phase = ledger.current
    switch note {
    case .asked(_, .call): calls.add(phase: phase)
    case .answered(_, .call, let reply, let since):
      guard case .counted = reply else { return refused.add(phase: phase) }
      answered.add(phase: phase)
      latency.record(time - since, phase: ledger.phase(at: since))
      pulse.beat(at: time)
    case .lost(_, .call): lost.add(phase: phase)
    case .asked, .answered, .lost: break
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    for agent in agents {
      for (node, process) in agent.processes.enumerated() where tree.nodes[node].rules != nil {
        perSupervisor.record(process.restarts, phase: ledger.current)
      }
    }
  }
}
