import Simulator

/// Which agents held a role when: those whose state the protocol shows under the role's name.
///
/// A paused agent holds what it held; one that went down holds nothing.
struct RoleHolders {
  private struct Stretch {
    let agent: AgentID
    let start: Nanoseconds
    let end: Nanoseconds
  }

  private var stretches: [Stretch] = []
  private let end: Nanoseconds

  /// - Parameter end: the end of the run.
  init(_ role: String, _ timeline: Timeline, end: Nanoseconds) {
    self.end = end
    var since = [Nanoseconds?](repeating: nil, count: timeline.agentCount)
    for change in timeline.changes where change.scope == 0 {
      let holds: Bool
      switch change.status {
      case .running(let state): holds = state.name == role
      case .down: holds = false
      case .paused, .resumed: continue
      }
      let index = change.agent.index
      if holds {
        since[index] = since[index] ?? change.time
      } else if let start = since[index] {
        stretches.append(Stretch(agent: change.agent, start: start, end: change.time))
        since[index] = nil
      }
    }
    for (index, start) in since.enumerated() {
      guard let start else { continue }
      stretches.append(Stretch(agent: AgentID(index), start: start, end: end))
    }
  }

  /// The agents that held the role at any time of a window, by identity.
  func holders(in window: MeasureWindow, _ ledger: PhaseLedger) -> [AgentID] {
    var found = AgentSet()
    for range in ledger.ranges(in: window) where !range.isEmpty {
      let start = ledger.phases[range.lowerBound].start
      let close = ledger.end(of: range.upperBound - 1, runEnd: end)
      for stretch in stretches where stretch.start < close && stretch.end > start {
        found.insert(stretch.agent)
      }
    }
    return found.members
  }
}
