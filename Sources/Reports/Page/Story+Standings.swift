import Experiments
import Scenarios
import Simulator

extension Story {
  /// A later event is said to come after an earlier one if no more than this lies between.
  static var longestReference: Nanoseconds { 5 * .second }

  mutating func tell(_ change: Timeline.Change) {
    if change.scope > 0 { return tellGroup(change) }
    let agent = change.agent.index
    let before = current[agent]
    switch change.standing {
    case .candidate:
      if before.standing != .candidate || before.term != change.term { candidacies += 1 }
    case .leader:
      if before.standing != .leader || before.term != change.term { tellElection(change) }
    case .follower where before.standing == .leader: tellStepDown(change.time, before)
    case .follower where before.standing == .down && change.time > 0: tellStart(change)
    case .follower, .waiting: break
    case .down: tellAbsence(change, "went down")
    case .paused: tellAbsence(change, "was paused")
    case .resumed:
      isPaused[agent] = false
      tellReturn(change, "went on")
      return
    }
    if change.standing == .paused { return pause(change) }
    if change.standing == .down { isPaused[agent] = false }
    current[agent] = change
  }

  /// A paused agent keeps its standing for when it goes on.
  private mutating func pause(_ change: Timeline.Change) {
    absentSince[change.agent.index] = change.time
    isPaused[change.agent.index] = true
  }

  // MARK: Leaders

  private mutating func tellElection(_ change: Timeline.Change) {
    let term = change.term > 0 ? " in term \(change.term)" : ""
    var text = "\(change.agent.description) was elected\(term)"
    if let gap = gapWords(change.time) { text += ", \(gap)" }
    if candidacies > 1 { text += ", after \(candidacies) attempts" }
    let rivals = current.filter { $0.standing == .leader && $0.agent != change.agent }
    if let rival = rivals.first, !isDown(rival.agent) {
      let name = rival.agent.description
      text += ", while \(isPaused[rival.agent.index] ? "paused " : "")\(name) still led"
      if rival.term > 0 { text += " term \(rival.term)" }
    }
    add(change.time, text, .leader, rank: 1)
    candidacies = 0
    lastLoss = nil
  }

  /// A group got a leader.
  private mutating func tellGroup(_ change: Timeline.Change) {
    var text = "\(change.agent.description) was elected by group \(change.scope)"
    if change.term > 0 { text += " in term \(change.term)" }
    if let gap = gapWords(change.time) { text += ", \(gap)" }
    add(change.time, text, .leader, rank: 2)
  }

  private mutating func tellStepDown(_ time: Nanoseconds, _ before: Timeline.Change) {
    let name = before.agent.description
    let others = current.filter { $0.standing == .leader && $0.agent != before.agent }
    var text = "\(name) stopped leading" + (before.term > 0 ? " term \(before.term)" : "")
    if let other = others.max(by: { $0.term < $1.term }) {
      text += ", \(DurationText.rounded(time - other.time)) after \(other.agent.description) "
      text += "was elected" + (other.term > 0 ? " in term \(other.term)" : "")
    } else {
      if let gap = gapWords(time) { text += ", \(gap)" }
      lastLoss = Reference(time: time, words: "\(name) stopped leading")
    }
    add(time, text, rank: 1)
  }

  /// How long after what, if something within reach explains it.
  private func gapWords(_ time: Nanoseconds) -> String? {
    let recent = [lastFitting, lastFault, lastLoss].compactMap { $0 }.first {
      time - $0.time <= Story.longestReference
    }
    if let recent {
      let gap = time - recent.time
      return gap == 0
        ? "when \(recent.words)" : "\(DurationText.rounded(gap)) after \(recent.words)"
    }
    if lastFault == nil, lastLoss == nil, events.isEmpty {
      return "\(DurationText.rounded(time)) after the start"
    }
    return nil
  }

  private func isDown(_ agent: AgentID) -> Bool { current[agent.index].standing == .down }

  // MARK: Processes

  private mutating func tellAbsence(_ change: Timeline.Change, _ what: String) {
    let agent = change.agent.index
    let before = current[agent]
    absentSince[agent] = change.time
    if before.standing == .leader {
      lastLoss = Reference(time: change.time, words: "\(change.agent.description) \(what)")
    }
    if isExplained(change, .began) { return }
    let role = before.standing == .leader ? ", which led term \(before.term)," : ""
    add(
      change.time, "\(change.agent.description)\(role) \(what)", .bad,
      rank: before.standing == .leader ? 1 : 3)
  }

  private mutating func tellStart(_ change: Timeline.Change) { tellReturn(change, "started again") }

  private mutating func tellReturn(_ change: Timeline.Change, _ what: String) {
    if isExplained(change, .ended) { return }
    let span = DurationText.rounded(change.time - absentSince[change.agent.index])
    add(change.time, "\(change.agent.description) \(what) after \(span)", rank: 4)
  }

  /// Whether a fault that met the agent began or ended at that moment, and says it all.
  private func isExplained(_ change: Timeline.Change, _ phase: FaultEvent.Phase) -> Bool {
    outcome.timeline.faults.contains {
      $0.time == change.time && $0.event.phase == phase && $0.event.agents.contains(change.agent)
    }
  }
}
