import Experiments
import Simulator

/// A stretch of a run in which one agent's standing stayed the same.
struct Stretch: Sendable {
  let start: Nanoseconds
  var end: Nanoseconds
  /// Never `resumed`.
  let standing: Timeline.Standing
  /// 0 for protocols without terms.
  let term: Int64
}

/// Who stood how from when to when, drawn from a timeline's changes.
struct Standings: Sendable {
  /// By agent, without gaps from the start to the end of the run.
  private(set) var stretches: [[Stretch]]

  init(_ timeline: Timeline, end: Nanoseconds) {
    let first = Stretch(start: 0, end: end, standing: .follower, term: 0)
    stretches = Array(repeating: [first], count: timeline.agentCount)
    /// What a paused agent goes back to.
    var before = Array(repeating: first, count: timeline.agentCount)
    for change in timeline.changes
    where change.agent.index < timeline.agentCount && change.scope == 0 {
      let agent = change.agent.index
      guard let last = stretches[agent].last else { continue }
      if change.standing == .paused, last.standing != .paused { before[agent] = last }
      let isBack = change.standing == .resumed
      let next = Stretch(
        start: change.time, end: end, standing: isBack ? before[agent].standing : change.standing,
        term: isBack ? before[agent].term : change.term)
      if next.standing == last.standing && next.term == last.term { continue }
      stretches[agent][stretches[agent].count - 1].end = change.time
      stretches[agent].append(next)
    }
  }

  /// Whether an agent ever led, stood still or was down.
  func isNotable(_ agent: Int) -> Bool {
    stretches[agent].contains {
      $0.standing != .follower && $0.standing != .candidate && $0.standing != .waiting
    }
  }
}
