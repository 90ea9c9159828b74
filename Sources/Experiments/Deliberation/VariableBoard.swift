public import Protocols
import Scenarios
public import Simulator

/// What each agent's variables hold, as far as it has said; compared at the end of a run.
public struct VariableBoard: Watcher {
  public typealias Subject = Deliberation
  public typealias LoadNote = DeliberationLoad.Note

  private var agents: [Agent]

  private struct Agent: Sendable {
    var isRunning = false
    var variables: [Int32: State] = [:]
  }

  private struct State: Hashable, Sendable {
    let version: Int32
    let value: Int64
  }

  /// Watches a run of this number of agents from its start.
  public init(agentCount: Int) { agents = Array(repeating: Agent(), count: agentCount) }

  public mutating func noted(_ note: Deliberation.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .applied(let change, .applied(let version), _):
      agents[agent.index].variables[change.variable] = State(
        version: version, value: change.value)
    case .voterDied: agents[agent.index].variables = [:]
    default: break
    }
  }

  /// A process that starts knows nothing until the log tells it again.
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    switch change {
    case .started, .crashed:
      agents[agent.index].variables = [:]
      agents[agent.index].isRunning = change != .crashed
    case .paused: agents[agent.index].isRunning = false
    case .resumed: agents[agent.index].isRunning = true
    }
  }

  public func report(into report: inout WatchReport) {
    let running = agents.filter { $0.isRunning }
    report.flag(
      "agreed", running.allSatisfy { $0.variables == running[0].variables },
      about: "Whether all agents that run at the end hold the same variables.")
  }
}
