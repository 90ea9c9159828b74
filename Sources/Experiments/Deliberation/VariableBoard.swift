import Protocols
import Simulator

/// What each agent's variables hold, as far as it has said; to be compared at the end of a run.
struct VariableBoard: Sendable {
  private var agents: [Agent]

  private struct Agent: Sendable {
    var isRunning = false
    var variables: [Int32: Held] = [:]
  }

  private struct Held: Hashable, Sendable {
    let version: Int32
    let value: Int64
  }

  init(agentCount: Int) { agents = Array(repeating: Agent(), count: agentCount) }

  mutating func noted(_ note: Deliberation.Note, by agent: AgentID) {
    switch note {
    case .applied(let change, .applied(let version), _):
      agents[agent.index].variables[change.variable] = Held(version: version, value: change.value)
    case .voterDied: agents[agent.index].variables = [:]
    default: break
    }
  }

  /// A process that starts knows nothing until the log tells it again.
  mutating func changed(_ agent: AgentID, _ change: LifeChange) {
    switch change {
    case .started, .crashed:
      agents[agent.index].variables = [:]
      agents[agent.index].isRunning = change != .crashed
    case .paused: agents[agent.index].isRunning = false
    case .resumed: agents[agent.index].isRunning = true
    }
  }

  /// Whether all agents that run hold the same.
  var isEqual: Bool {
    let running = agents.filter { $0.isRunning }
    return running.allSatisfy { $0.variables == running[0].variables }
  }
}
