import Experiments
import Reports
import Scenarios
import Simulator

/// Several futures of one run, and what was done kept as a scenario.
extension Debugger {
  func fork(_ line: DebugLine) throws(Complaint) -> OutputText {
    let name = try futureName(line)
    if futures.contains(where: { $0.name == name }) {
      throw Complaint("there is a future '\(name)'")
    }
    futures.append(Future(name: name, session: session.fork()))
    let left = futures[current].name
    current = futures.count - 1
    return "\(name) goes on from here; \(left) stays at event \(session.eventCount)\n"
  }

  private func futureName(_ line: DebugLine) throws(Complaint) -> String {
    guard line.words.count == 2, !line.words[1].isEmpty else {
      throw Complaint("\(line.words[0]) takes a name of one word")
    }
    return line.words[1]
  }

  private func index(ofFuture name: String) throws(Complaint) -> Int {
    if let index = futures.firstIndex(where: { $0.name == name }) { return index }
    let near = Nearest.suggestion(for: name, among: futures.map { $0.name }) ?? ""
    throw Complaint("there is no future '\(name)'; \(near)")
  }

  func switchOver(_ line: DebugLine) throws(Complaint) -> OutputText {
    current = try index(ofFuture: futureName(line))
    return "\(futures[current].name)\n" + place
  }

  var futuresTable: OutputText {
    var table = TextTable(["", "future", "at", "event", "done by hand"], leading: 2)
    for (index, future) in futures.enumerated() {
      table.add([
        index == current ? "*" : "", future.name, future.session.now.text,
        CountText.grouped(future.session.eventCount),
        CountText.grouped(Int64(future.session.interventions.count)),
      ])
    }
    return OutputText(lines: table.lines)
  }

  // MARK: Comparison

  func compare(_ line: DebugLine) throws(Complaint) -> OutputText {
    guard (2...3).contains(line.words.count) else {
      throw Complaint("compare takes one or two futures; futures lists them")
    }
    let other = futures[try index(ofFuture: line.words[line.words.count - 1])]
    let one = line.words.count == 3 ? futures[try index(ofFuture: line.words[1])] : futures[current]
    var lines = try parting(one, other)
    lines += Debugger.differences(one, other)
    return OutputText(lines: lines)
  }

  /// The first event in which two futures differ.
  private func parting(_ one: Future, _ other: Future) throws(Complaint) -> [String] {
    let (left, right) = (try start(one.session), try start(other.session))
    while left.eventCount < one.session.eventCount, right.eventCount < other.session.eventCount {
      _ = (left.step(), right.step())
      if loop.stop.isAsked {
        throw Complaint("stopped by \(loop.stop.name)", loop.stop.status ?? .held)
      }
      if left.digest == right.digest { continue }
      return ["they part in event \(CountText.grouped(left.eventCount))"]
        + Debugger.lines(of: left, one.name) + Debugger.lines(of: right, other.name)
    }
    let ends = (one.session.eventCount, other.session.eventCount)
    if ends.0 == ends.1 { return ["they are the same up to event \(CountText.grouped(ends.0))"] }
    let (short, long) = ends.0 < ends.1 ? (one, other) : (other, one)
    return [
      "they are the same up to event \(CountText.grouped(short.session.eventCount)), "
        + "where \(short.name) stands; \(long.name) went on"
    ]
  }

  private static func lines(of session: Session, _ name: String) -> [String] {
    ["  \(name): at \(session.now.text)"] + session.records.map { "    \($0.text)" }
  }

  /// What differs in the states in which two futures stand now.
  private static func differences(_ one: Future, _ other: Future) -> [String] {
    var lines: [String] = []
    for index in 0..<one.session.agentCount {
      let (left, right) = (
        one.session.inspect(AgentID(index)), other.session.inspect(AgentID(index))
      )
      for (name, a, b) in parts(left, right) where a != b {
        lines.append("  \(AgentID(index)) \(name): \(a) in \(one.name), \(b) in \(other.name)")
      }
    }
    let counts = [one, other].map { Int64($0.session.messagesInFlight().count) }
    if counts[0] != counts[1] {
      lines.append(
        "  on their way: \(counts[0]) in \(one.name), \(counts[1]) in \(other.name)")
    }
    return lines.isEmpty ? ["agents are in the same states"] : ["states that differ now"] + lines
  }

  /// What is compared of an agent: life, clock, each field of machine and disk, timers.
  private static func parts(
    _ left: AgentInspection, _ right: AgentInspection
  ) -> [(name: String, String, String)] {
    var parts = [("life", left.life, right.life)]
    for (place, one, other) in [
      ("", left.machine, right.machine), (" on disk", left.disk, right.disk),
    ] {
      for field in one.items {
        let second = other.items.first { $0.name == field.name }
        // Whole values are compared, and their words shown, which may be cut short.
        guard second?.value != field.value else { continue }
        let (a, b) = (field.value.text, second?.value.text ?? "none")
        parts.append((field.words + place, a == b ? a + " (in part)" : a, b))
      }
    }
    let timers = [left, right].map { agent in
      agent.timers.map { "\($0.timer.text) at \($0.due.text)" }.joined(separator: ", ")
    }
    return parts + [("timers", timers[0], timers[1])]
  }

  // MARK: Doing again

  /// The same run from its start, with what was done by hand as faults.
  private func start(_ session: Session) throws(Complaint) -> Session {
    let again = loop.open(
      scenario.adding(session.interventions), seed: session.seed, recording: .recording)
    _ = try loop.run(again, while: { _ in false }, between: { _ in })
    return again
  }

  /// The same run from its start to where it stands, each event shown.
  func replayed(_ session: Session, visit: (Session) -> Void) throws(Complaint) -> Session {
    let again = try start(session)
    visit(again)
    while again.eventCount < session.eventCount {
      guard again.step() else { break }
      visit(again)
      if loop.stop.isAsked {
        throw Complaint("stopped by \(loop.stop.name)", loop.stop.status ?? .held)
      }
    }
    return again
  }

  func deedsDone() throws(Complaint) -> OutputText {
    if session.interventions.isEmpty { return "nothing was done by hand\n" }
    return OutputText(
      lines: session.interventions.map {
        scenario.text(of: $0) ?? "\($0.name), which no file can say"
      })
  }

  /// Writes the scenario with what was done, after the run of it has come to the same fingerprint.
  func save(_ line: DebugLine) throws(Complaint) -> OutputText {
    let isOver = line.words.count == 3 && line.words[2] == "over"
    guard line.words.count == 2 || isOver else {
      throw Complaint("save takes a file, and over to replace one that is there")
    }
    let name = line.words[1]
    if !isOver, context.files.kind(name) != .missing {
      throw Complaint("\(name) is there; save \(name) over replaces it")
    }
    guard let texts = session.interventionTexts else {
      throw Complaint("something that was done cannot be said in a file; done lists it")
    }
    let bytes: [UInt8]
    do throws(ScenarioError) {
      bytes = try Scenario.adding(faults: texts, to: source.bytes, file: name)
    } catch {
      throw Complaint(error, file: name)
    }
    try check(bytes, name)
    try OutputFile(name, context).write(String(decoding: bytes, as: UTF8.self))
    return
      "wrote \(name), with \(CountText.counted(Int64(texts.count), "deed")); its run has this fingerprint here:\n"
      + OutputText(lines: [replay(name)])
  }

  /// The command that shows this moment in the run of a file.
  private func replay(_ name: String) -> String {
    var line = ReplayLine(program: context.program.name).text(
      file: name, seed: session.seed, label: scenario.label, overrides: scenario.overrides)
    if scenario.overrides.isEmpty {
      line = line.replacing(" run ", with: " show ") + " --until 'event \(session.eventCount)'"
    }
    return line
  }

  /// Complains if the run of a file does not come to this moment as this one did.
  private func check(_ bytes: [UInt8], _ name: String) throws(Complaint) {
    let read: Scenario
    do throws(ScenarioError) {
      read = try context.registry.read(bytes, file: name, overrides: scenario.overrides)
    } catch {
      throw Complaint(error, file: name)
    }
    guard let variant = read.runs.first(where: { $0.label == scenario.label }) else {
      throw Complaint("\(name) would lack the variant '\(scenario.label)'", .programFailed)
    }
    let again = loop.open(variant, seed: session.seed)
    let last = session.eventCount
    _ = try loop.run(again, while: { $0.eventCount < last }, between: { _ in })
    if again.digest == session.digest { return }
    throw Complaint(
      "the run of \(name) would differ: where links were made to duplicate requests by hand, clients of a "
        + "scenario that says so know from the start that a refusal proves nothing", .programFailed)
  }
}
