import Experiments
import Reports
import Scenarios
import Simulator

/// Where the run stands, and how it goes on or back.
extension Debugger {
  /// The last event: its number, its time and what happened.
  var place: OutputText {
    var lines = [
      "event \(CountText.grouped(session.eventCount)) at \(session.now.text), "
        + "fingerprint \(session.digest.text)"
    ]
    for record in session.records { lines.append("  \(record.text)") }
    if session.hasViolation, let violation = session.outcome().violation {
      lines.append("violation of \(violation.text)")
    } else if session.isOver || session.now >= scenario.duration {
      lines.append("the run is over")
    }
    return OutputText(lines: lines)
  }

  /// What moments can be named, deeds among them.
  var names: StopNames { StopNames(scenario.adding(session.interventions)) }

  /// The most events that `step` shows one by one.
  private static var mostShown: Int64 { 100 }

  func step(_ line: DebugLine) throws(Complaint) -> OutputText {
    let count = try self.count(line)
    var text = OutputText()
    var left = count
    while left > 0 {
      if left > Debugger.mostShown {
        let events = left - Debugger.mostShown
        let last = session.eventCount + events
        try move { $0.eventCount < last }
        text += "\(CountText.counted(events, "event")) later\n"
        left = Debugger.mostShown
        continue
      }
      guard session.step() else {
        if left == count { throw Complaint(whyNoFurther, .failed) }
        return text + "\(whyNoFurther)\n"
      }
      text += place
      left -= 1
    }
    return text
  }

  var whyNoFurther: String {
    if session.hasViolation { return "a check is violated; the run goes no further" }
    return session.metEventLimit ? "the limit of events is met" : "the run is over"
  }

  func back(_ line: DebugLine) throws(Complaint) -> OutputText {
    let event = session.eventCount - (try count(line))
    guard event >= 0 else {
      throw Complaint(
        "there are only \(CountText.counted(session.eventCount, "event")) before this")
    }
    return try goBack(to: event)
  }

  private func goBack(to event: Int64) throws(Complaint) -> OutputText {
    let deeds = session.interventions.count
    session.go(toEvent: event)
    let undone = Int64(deeds - session.interventions.count)
    return undone == 0 ? place : place + "\(CountText.counted(undone, "deed")) undone\n"
  }

  func runOn() throws(Complaint) -> OutputText {
    try move { _ in true }
    return place
  }

  /// Runs on while a condition holds after each event, to a time if one is given.
  func move(until time: Nanoseconds? = nil, while goesOn: @escaping (Session) -> Bool)
    throws(Complaint)
  {
    var progress = RunProgress(context.console, end: time ?? scenario.duration)
    defer { progress.finish() }
    let isWhole = try loop.run(
      session, until: time,
      while: { session in
        self.noteKinds(session)
        return goesOn(session)
      }, between: { progress.show($0) })
    try loop.complain(of: session)
    if !isWhole { throw Complaint("stopped by \(loop.stop.name)", loop.stop.status ?? .held) }
  }

  private func noteKinds(_ session: Session) {
    for record in session.records where record.kind == .note || record.kind == .clientNote {
      if let kind = record.content.kind, !notesSeen.contains(kind) { notesSeen.append(kind) }
    }
  }

  func next(_ line: DebugLine) throws(Complaint) -> OutputText {
    if line.words.count > 1 { return try seek(names.note(text(line)), text(line)) }
    let isNote: (Record) -> Bool = { $0.kind == .note || $0.kind == .clientNote }
    return try seek(.record(isNote), "a note")
  }

  private func text(_ line: DebugLine) -> String { line.words.dropFirst().joined(separator: " ") }

  /// Goes to a moment, forwards or back.
  func to(_ words: [String]) throws(Complaint) -> OutputText {
    let text = words.joined(separator: " ")
    if text.isEmpty { throw Complaint("to takes a moment; help to lists the forms") }
    if let condition = try DebugCondition(words, agents: session.agentCount) {
      try condition.check(session)
      return try seek(.condition { condition.holds($0) }, text)
    }
    if let time = try time(text) { return try go(to: time) }
    if words[0] == "event", words.count == 2, let event = Int64(words[1]), event >= 0 {
      if event <= session.eventCount { return try goBack(to: event) }
      return try seek(.event(event), text)
    }
    if words[0] == "note", words.count > 1 {
      let kind = words.dropFirst().joined(separator: " ")
      return try seek(names.note(kind), kind)
    }
    return try seek(names.stop(text).map { upcoming($0, text) } ?? names.note(text), text)
  }

  /// A milestone without a number is the next one.
  private func upcoming(_ stop: Stop, _ text: String) -> Stop {
    guard case .milestone(let index, count: 1) = stop,
      scenario.vocabulary.milestoneNames[index] == text
    else { return stop }
    return .milestone(index, count: session.progress(ofMilestone: index) + 1)
  }

  private func time(_ text: String) throws(Complaint) -> Nanoseconds? {
    let isRelative = text.hasPrefix("+")
    guard let span = DurationText.time(isRelative ? String(text.dropFirst()) : text), span >= 0
    else { return nil }
    let time = isRelative ? session.now + span : span
    if time > scenario.duration {
      throw Complaint("the run ends at \(DurationText.exact(scenario.duration))")
    }
    return time
  }

  private func go(to time: Nanoseconds) throws(Complaint) -> OutputText {
    guard time < session.now else {
      try move(until: time) { _ in true }
      return place
    }
    return try goBack(to: lastEvent(notAfter: time))
  }

  /// The last event at or before a time that is past.
  private func lastEvent(notAfter time: Nanoseconds) -> Int64 {
    let probe = session.fork()
    var (low, high) = (Int64(0), probe.eventCount)
    // Going back costs the events since a checkpoint, and halving asks for few.
    while low < high {
      let middle = (low + high + 1) / 2
      let fork = probe.fork()
      fork.go(toEvent: middle)
      if fork.now <= time { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Runs to a stop; without it the run is at its end, unless the name was none of this run.
  private func seek(_ stop: Stop, _ name: String) throws(Complaint) -> OutputText {
    let watch = StopWatch(stop, in: session)
    if !watch.isReached(by: session) {
      try move(until: watch.end) { watch.goesOn(after: $0) }
    }
    if watch.isReached(by: session) { return place }
    if case .note(let kind, _) = stop, !notesSeen.contains(kind) {
      let near = Nearest.suggestion(for: name, among: names.known + notesSeen) ?? "it has none"
      throw Complaint("'\(name)' is no milestone, fault or note of this run; \(near)")
    }
    let end = session.hasViolation ? "a check was violated" : "the run ended"
    throw Complaint("'\(name)' was not reached; \(end) at \(session.now.text)", .failed)
  }
}
