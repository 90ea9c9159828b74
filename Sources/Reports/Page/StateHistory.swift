import Experiments
import Simulator

/// A stretch of a run in which one agent's status stayed the same.
struct Stretch: Sendable {
  let start: Nanoseconds
  var end: Nanoseconds
  /// Never `resumed`.
  let status: Timeline.Status
  /// The term or the like; 0 for none.
  let number: Int64
}

/// Which agent was what from when to when, drawn from a timeline's changes.
struct StateHistory: Sendable {
  /// By agent, without gaps from the start to the end of the run.
  private(set) var stretches: [[Stretch]]

  init(_ timeline: Timeline, end: Nanoseconds) {
    let first = Stretch(start: 0, end: end, status: .running(timeline.rest), number: 0)
    stretches = Array(repeating: [first], count: timeline.agentCount)
    /// What a paused agent goes back to.
    var before = Array(repeating: first, count: timeline.agentCount)
    for change in timeline.changes
    where change.agent.index < timeline.agentCount && change.scope == 0 {
      let agent = change.agent.index
      guard let last = stretches[agent].last else { continue }
      if change.status == .paused, last.status != .paused { before[agent] = last }
      let isBack = change.status == .resumed
      let next = Stretch(
        start: change.time, end: end, status: isBack ? before[agent].status : change.status,
        number: isBack ? before[agent].number : change.number)
      if next.status == last.status && next.number == last.number { continue }
      stretches[agent][stretches[agent].count - 1].end = change.time
      stretches[agent].append(next)
    }
  }

  /// Whether an agent was ever in a notable state, paused or down.
  func isNotable(_ agent: Int) -> Bool { stretches[agent].contains { $0.status.isNotable } }

  /// Whether any agent was ever of this status.
  func contains(_ status: Timeline.Status) -> Bool {
    stretches.contains { $0.contains { $0.status == status } }
  }
}

extension Timeline.Status {
  /// The state of an agent that runs.
  var state: ProtocolState? {
    if case .running(let state) = self { state } else { nil }
  }

  /// The words of a notable state.
  var telling: ProtocolState.Telling? { state?.telling }

  var isAtRest: Bool { state?.bearing == .rest }

  /// Whether it is to be seen in a strip however short it is.
  var isNotable: Bool {
    guard let state else { return self != .resumed }
    return state.telling != nil
  }
}

extension ProtocolState {
  /// The words of a notable state.
  var telling: Telling? {
    if case .notable(let telling) = bearing { telling } else { nil }
  }
}
