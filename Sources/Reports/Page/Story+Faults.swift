import Experiments
import Scenarios
import Simulator

extension Story {
  mutating func tell(_ mark: Timeline.FaultMark) {
    guard mark.event.index < outcome.faults.count else { return }
    switch mark.event.phase {
    case .began: tellBegin(mark)
    case .ended: tellEnd(mark)
    case .noTarget:
      let fault = outcome.faults[mark.event.index]
      let isBad = !fault.mayHaveNoEffect
      add(
        mark.time, "\(fault.name) was due, but no agent matched its target", isBad ? .bad : .plain,
        rank: isBad ? 1 : 4)
    case .flapped: break
    }
  }

  private mutating func tellBegin(_ mark: Timeline.FaultMark) {
    let words = FaultWords(outcome, mark.event.index, entrances)
    var text = "\(words.title) began: \(words.targets(mark.event.targets))"
    let met = notable.map { current[$0] }.filter { mark.event.agents.contains($0.agent) }
    let held = met.compactMap { change in
      change.status.telling.map { "\(change.agent.description) \(Story.held(change, $0))" }
    }
    for words in held { text += "; \(words)" }
    if outcome.faults[mark.event.index].isInstant { text += "; \(words.effects)" }
    add(mark.time, text, .fault, rank: faultRank(held.isEmpty ? 3 : words.stopsAgents ? 1 : 2))
    lastFault = Reference(time: mark.time, words: "\(mark.event.name) began")
    if !held.isEmpty { lastFitting = lastFault }
  }

  private mutating func tellEnd(_ mark: Timeline.FaultMark) {
    let words = FaultWords(outcome, mark.event.index, entrances)
    let fault = outcome.faults[mark.event.index]
    if fault.isInstant { return }
    let span = DurationText.rounded(mark.time - (fault.began ?? mark.time))
    let isIdle = !fault.tookEffect && !fault.mayHaveNoEffect
    add(
      mark.time, "\(fault.name) ended after \(span): \(words.consequences)",
      isIdle ? .bad : .fault, rank: isIdle ? 1 : faultRank(words.hadEntrance ? 3 : 4))
    lastFault = Reference(time: mark.time, words: "\(mark.event.name) ended")
    let hasNotable = notable.contains { !isPaused[$0] }
    if !hasNotable { lastFitting = lastFault }
  }
}

/// What to say of one fault.
struct FaultWords {
  private let outcome: Outcome
  private let index: Int
  private let entrances: Entrances
  private var fault: FaultReport { outcome.faults[index] }
  private var kind: String { fault.kind.name }

  init(_ outcome: Outcome, _ index: Int, _ entrances: Entrances) {
    self.outcome = outcome
    self.index = index
    self.entrances = entrances
  }

  /// Its name, with its kind if the name does not tell.
  var title: String {
    Columns.contains(fault.name, kind) ? fault.name : "\(fault.name) (\(kind))"
  }

  /// One agent without braces, for it is no group.
  func targets(_ text: String) -> String {
    guard text.hasPrefix("{"), text.hasSuffix("}") else { return text }
    let inner = text.dropFirst().dropLast()
    return inner.contains(" ") || inner.contains("}") ? text : String(inner)
  }

  /// What it changed, the elections and the like while it lasted, and the longest time without service.
  var consequences: String {
    if !fault.tookEffect, !hadEntrance { return effects }
    var parts = [effects]
    for state in outcome.timeline.states {
      guard let telling = state.telling else { continue }
      let count = span.map { entrances.count(into: state, in: $0) } ?? 0
      if count > 0 {
        parts.append(CountText.counted(count, telling.event))
      } else if entrances.contains(state) {
        parts.append("no \(telling.event)")
      }
    }
    if let longest = longestOutage {
      parts.append("unavailable for at most \(DurationText.rounded(longest))")
    }
    return parts.joined(separator: ", ")
  }

  var effects: String {
    if !fault.tookEffect { return "it changed nothing" }
    return "\(CountText.grouped(fault.effects)) \(fault.kind.effectNoun(fault.effects))"
  }

  /// Whether the agents it meets stop or stand still.
  var stopsAgents: Bool { fault.kind.bearing == .process }

  /// Whether any agent came into a notable state while it lasted.
  var hadEntrance: Bool { span.map { entrances.hasAny(in: $0) } ?? false }

  /// From its start to its end; nil if it never began.
  private var span: Range<Nanoseconds>? {
    fault.began.map { $0..<max($0, fault.ended ?? outcome.end) }
  }

  private var longestOutage: Nanoseconds? {
    let result = outcome.measures.first {
      $0.measure.name == "unavailable" && $0.measure.unit == .duration
    }
    return result?.series.maximum(in: .during([index]), outcome.ledger)
  }
}
