import Protocols
import Simulator

/// Whom each agent takes for the leader of each of its scopes, as its last step left it.
struct LeaderBoard: Sendable {
  private let scopes: [Election.Scope]
  private let directory: Election.Directory
  /// By scope and agent.
  private var leaders: [[AgentID?]]
  private var isUp: [Bool]

  /// - Parameter scopes: those that are to have a leader.
  init(_ scopes: [Election.Scope], _ directory: Election.Directory) {
    self.scopes = scopes
    self.directory = directory
    leaders = Array(
      repeating: Array(repeating: nil, count: directory.count), count: scopes.count)
    isUp = Array(repeating: false, count: directory.count)
  }

  mutating func stepped(_ machine: borrowing Election, _ agent: AgentID) {
    for index in scopes.indices {
      leaders[index][agent.index] = machine.leader(of: scopes[index])
    }
  }

  mutating func changed(_ agent: AgentID, _ change: LifeChange) {
    switch change {
    case .started, .resumed: isUp[agent.index] = true
    case .crashed, .paused: isUp[agent.index] = false
    }
  }

  /// Whether every agent that runs knows the leader of each of its scopes, and all of a scope the same.
  var isSettled: Bool {
    for (index, scope) in scopes.enumerated() {
      let running = directory.members(of: scope).filter { isUp[$0.index] }
      guard let first = running.first else { continue }
      let leader = leaders[index][first.index]
      if leader == nil || running.contains(where: { leaders[index][$0.index] != leader }) {
        return false
      }
    }
    return true
  }
}
