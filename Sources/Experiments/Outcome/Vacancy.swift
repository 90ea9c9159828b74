import Simulator

/// The time at the end of a run in which no agent leads.
struct Vacancy: Hashable, Sendable {
  /// Since when: the moment at which the last leader was lost; nil if none was ever elected.
  private(set) var since: Nanoseconds?
  /// The last leader's part in it: `n3 stopped leading term 4`.
  private(set) var deed = ""

  /// The vacancy at the end of a timeline; nil where an agent leads, or where the protocol has no leader.
  ///
  /// A leader that is paused leads no more until it goes on.
  init?(_ timeline: Timeline) {
    guard timeline.states.contains(.leader) else { return nil }
    var leaders = [Leader?](repeating: nil, count: timeline.agentCount)
    var count = 0
    for change in timeline.changes where change.scope == 0 {
      let before = leaders[change.agent.index]
      let after = Vacancy.leader(change, before)
      leaders[change.agent.index] = after
      let wasLeading = before?.isRunning ?? false
      let isLeading = after?.isRunning ?? false
      count += (isLeading ? 1 : 0) - (wasLeading ? 1 : 0)
      if count == 0, wasLeading, let before {
        since = change.time
        deed = Vacancy.deed(change, term: before.term)
      }
    }
    if count > 0 { return nil }
  }

  private struct Leader {
    let term: Int64
    /// Whether it is not paused.
    var isRunning = true
  }

  /// What a change makes of an agent, if it leaves it a leader.
  private static func leader(_ change: Timeline.Change, _ before: Leader?) -> Leader? {
    switch change.status {
    case .running(let state): return state == .leader ? Leader(term: change.number) : nil
    case .down: return nil
    case .paused: return before.map { Leader(term: $0.term, isRunning: false) }
    case .resumed: return before.map { Leader(term: $0.term) }
    }
  }

  private static func deed(_ change: Timeline.Change, term: Int64) -> String {
    let name = change.agent.description
    let office = term == 0 ? "" : " term \(term)"
    switch change.status {
    case .down: return "\(name), which led\(office), went down"
    case .paused: return "\(name), which led\(office), was paused"
    case .running, .resumed: return "\(name) stopped leading\(office)"
    }
  }

  /// In words: `nobody has led since 20.763 s, when n3 stopped leading term 4`.
  var words: String {
    guard let since else { return "nobody ever led" }
    return "nobody has led since \(Vacancy.moment(since)), when \(deed)"
  }

  /// To the millisecond, as the story of a run has its moments.
  private static func moment(_ time: Nanoseconds) -> String {
    let milliseconds = time / .millisecond
    let digits = String(milliseconds % 1_000)
    let zeros = String(repeating: "0", count: 3 - digits.utf8.count)
    return "\(milliseconds / 1_000).\(zeros)\(digits) s"
  }
}
