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
    switch change.status {
    case .running(let state): tell(change, state, before)
    case .down: tellAbsence(change, "went down")
    case .paused: return pause(change)
    case .resumed:
      isPaused[agent] = false
      tellReturn(change, "went on")
      return
    }
    if change.status == .down { isPaused[agent] = false }
    current[agent] = change
    let wasNotable = before.status.telling != nil
    let isNotable = change.status.telling != nil
    if wasNotable == isNotable { return }
    let place = notable.countBefore(agent) { $0 }
    if isNotable { notable.insert(agent, at: place) } else { notable.remove(at: place) }
  }

  /// An agent that runs came into a state, perhaps the one that it was in.
  private mutating func tell(
    _ change: Timeline.Change, _ state: ProtocolState, _ before: Timeline.Change
  ) {
    let isNew = before.status != change.status || before.number != change.number
    switch state.bearing {
    case .notable(let telling): if isNew { tellEntrance(change, telling) }
    case .attempting: if isNew { attempts += 1 }
    case .rest, .waiting:
      if let telling = before.status.telling { return tellExit(change.time, before, telling) }
      let hasStarted = state.bearing == .rest && before.status == .down && change.time > 0
      if hasStarted { tellReturn(change, "started again") }
    }
  }

  /// A paused agent stays what it was for when it goes on.
  private mutating func pause(_ change: Timeline.Change) {
    tellAbsence(change, "was paused")
    isPaused[change.agent.index] = true
  }

  // MARK: Notable states

  private mutating func tellEntrance(
    _ change: Timeline.Change, _ telling: ProtocolState.Telling
  ) {
    var text = "\(change.agent.description) \(telling.entered)"
    if let number = Story.number(of: change) { text += " in \(number)" }
    if let gap = gapWords(change.time) { text += ", \(gap)" }
    if attempts > 1 { text += ", after \(attempts) attempts" }
    if let rival = others(than: change).first {
      let name = rival.agent.description
      text += ", while \(isPaused[rival.agent.index] ? "paused " : "")\(name) still "
      text += Story.held(rival, telling)
    }
    add(change.time, text, .leader, rank: 1)
    attempts = 0
    lastLoss = nil
  }

  /// An agent came into a notable state of a group.
  private mutating func tellGroup(_ change: Timeline.Change) {
    guard let telling = change.status.telling else { return }
    var text = "\(change.agent.description) \(telling.entered) by group \(change.scope)"
    if let number = Story.number(of: change) { text += " in \(number)" }
    if let gap = gapWords(change.time) { text += ", \(gap)" }
    add(change.time, text, .leader, rank: 2)
  }

  private mutating func tellExit(
    _ time: Nanoseconds, _ before: Timeline.Change, _ telling: ProtocolState.Telling
  ) {
    let words = "\(before.agent.description) \(telling.left)"
    var text = words + (Story.number(of: before).map { " \($0)" } ?? "")
    if let other = others(than: before).max(by: { $0.number < $1.number }) {
      text += ", \(DurationText.rounded(time - other.time)) after \(other.agent.description) "
      text += telling.entered + (Story.number(of: other).map { " in \($0)" } ?? "")
    } else {
      if let gap = gapWords(time) { text += ", \(gap)" }
      lastLoss = Reference(time: time, words: words)
    }
    add(time, text, rank: 1)
  }

  /// The other agents in the notable state of a change: of very many, some.
  private func others(than change: Timeline.Change) -> [Timeline.Change] {
    notable.prefix(1_000).map { current[$0] }.filter {
      $0.status == change.status && $0.agent != change.agent
    }
  }

  /// `term 3`, if the state counts something.
  static func number(of change: Timeline.Change) -> String? {
    guard change.number > 0, let name = change.status.telling?.number else { return nil }
    return "\(name) \(change.number)"
  }

  /// `led term 3`.
  static func held(_ change: Timeline.Change, _ telling: ProtocolState.Telling) -> String {
    telling.held + (number(of: change).map { " \($0)" } ?? "")
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

  // MARK: Processes

  private mutating func tellAbsence(_ change: Timeline.Change, _ what: String) {
    let agent = change.agent.index
    let before = current[agent]
    absentSince[agent] = change.time
    let telling = before.status.telling
    if telling != nil {
      lastLoss = Reference(time: change.time, words: "\(change.agent.description) \(what)")
    }
    if isExplained(change, .began) { return }
    let role = telling.map { ", which \(Story.held(before, $0))," } ?? ""
    add(
      change.time, "\(change.agent.description)\(role) \(what)", .bad,
      rank: telling == nil ? 3 : 1)
  }

  private mutating func tellReturn(_ change: Timeline.Change, _ what: String) {
    if isExplained(change, .ended) { return }
    let span = DurationText.rounded(change.time - absentSince[change.agent.index])
    add(change.time, "\(change.agent.description) \(what) after \(span)", rank: 4)
  }

  /// Whether a fault that met the agent began or ended at that moment, and says it all.
  private func isExplained(_ change: Timeline.Change, _ phase: FaultEvent.Phase) -> Bool {
    let marks = outcome.timeline.faults
    let first = marks.countBefore(change.time) { $0.time }
    return marks[first...].prefix { $0.time == change.time }.contains {
      $0.event.phase == phase && $0.event.agents.contains(change.agent)
    }
  }
}
