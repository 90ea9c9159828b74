import Experiments
import Reports
import Scenarios
import Simulator

/// A run that a person walks through line by line, and what it answers to each line.
///
/// It holds futures, of which one is current. Nothing is printed here and no terminal known, so a script
/// and a person get the same answers.
final class Debugger {
  /// A run that goes on by itself.
  struct Future {
    let name: String
    var session: Session
  }

  /// What a line that changed anything found.
  private struct Snapshot {
    let line: String
    let futures: [Future]
    let current: Int
  }

  let source: ScenarioSource
  let scenario: Scenario
  let loop: RunLoop
  let context: Context
  var futures: [Future]
  var current = 0
  private var past: [Snapshot] = []
  /// Whether no more lines are wanted.
  private(set) var isOver = false
  /// Kinds of notes seen so far.
  var notesSeen: [String] = []

  init(
    _ source: ScenarioSource, _ scenario: Scenario, seed: UInt64, _ limits: Limits,
    _ context: Context
  ) throws(Complaint) {
    self.source = source
    self.scenario = scenario
    self.context = context
    loop = RunLoop(limits, context)
    let session = loop.open(scenario, seed: seed, recording: .recording, keepsHistory: true)
    futures = [Future(name: "main", session: session)]
    // Agents have started, so that there is something to look at.
    _ = try loop.run(session, while: { _ in false }, between: { _ in })
  }

  var session: Session {
    get { futures[current].session }
    set { futures[current].session = newValue }
  }

  /// What to show before a line is read.
  var prompt: String {
    futures.count > 1 ? "\(futures[current].name) \(session.now.text)> " : "\(session.now.text)> "
  }

  /// What a line gives.
  ///
  /// - Throws: why the line is wrong; nothing has changed then.
  func answer(_ line: String) throws(Complaint) -> OutputText {
    let words = DebugLine(line)
    guard let first = words.words.first else { return try answer("step") }
    guard let word = DebugWord.word(first) else {
      let near = Nearest.suggestion(for: first, among: DebugWord.allCases.map { $0.rawValue })
      throw Complaint("there is no '\(first)'; \(near ?? "help lists what there is")")
    }
    if let most = word.mostArguments, words.words.count > most + 1 {
      throw Complaint(
        "'\(words.words[most + 1])' is one word too many; it is only: \(word.usage)")
    }
    if !word.changesRun { return try look(word, words) }
    let before = Snapshot(
      line: line,
      futures: futures.enumerated().map { index, future in
        index == current ? Future(name: future.name, session: future.session.fork()) : future
      }, current: current)
    do throws(Complaint) {
      let text = try change(word, words)
      if word != .undo { remember(before) }
      return text
    } catch {
      if error.status == .wrongInput { restore(before) } else { remember(before) }
      throw error
    }
  }

  /// Lines that can be taken back.
  private var memory: Int { session.agentCount > 1_000 ? 3 : 50 }

  private func remember(_ snapshot: Snapshot) {
    past.append(snapshot)
    if past.count > memory { past.removeFirst(past.count - memory) }
  }

  private func restore(_ snapshot: Snapshot) {
    futures = snapshot.futures
    current = snapshot.current
  }

  /// Takes back the last line that changed anything.
  func undo() throws(Complaint) -> OutputText {
    guard let last = past.popLast() else { throw Complaint("there is nothing to take back") }
    restore(last)
    return "took back: \(DebugLine.trimmed(last.line).isEmpty ? "step" : last.line)\n" + place
  }

  private func look(_ word: DebugWord, _ line: DebugLine) throws(Complaint) -> OutputText {
    switch word {
    case .inspect: return try inspect(line)
    case .agents: return agentsTable
    case .pending: return try pending(line)
    case .messages: return try messages(line)
    case .faults: return faultsTable
    case .clients: return try clients()
    case .done: return try deedsDone()
    case .story: return story
    case .futures: return futuresTable
    case .compare: return try compare(line)
    case .save: return try save(line)
    case .help: return try help(line)
    default:
      isOver = true
      return ""
    }
  }

  private func change(_ word: DebugWord, _ line: DebugLine) throws(Complaint) -> OutputText {
    switch word {
    case .step: return try step(line)
    case .back: return try back(line)
    case .run:
      let moment = line.words.dropFirst().map { $0 }
      return try moment.isEmpty
        ? runOn() : to(moment.first == "to" ? Array(moment.dropFirst()) : moment)
    case .to: return try to(line.words.dropFirst().map { $0 })
    case .next: return try next(line)
    case .deliver, .drop: return try redirect(word, line)
    case .restart, .resume, .heal: return try end(word, line)
    case .fork: return try fork(line)
    case .switch: return try switchOver(line)
    case .undo: return try undo()
    default: return try act(word, line)
    }
  }
}

extension DebugWord {
  /// Whether it may change the run, or which future is current.
  var changesRun: Bool {
    switch self {
    case .inspect, .agents, .pending, .messages, .faults, .clients, .done, .story, .futures,
      .compare,
      .save, .help, .quit:
      false
    default: true
    }
  }
}

/// What is read from words.
extension Debugger {
  /// An agent by its name or its number.
  static func agent(_ text: String, of count: Int) throws(Complaint) -> AgentID {
    let digits = text.hasPrefix("n") ? String(text.dropFirst()) : text
    guard let number = Int(digits), number >= 1, number <= count else {
      throw Complaint("there is no agent '\(text)'; agents are n1 to n\(count)")
    }
    return AgentID(number - 1)
  }

  /// A number of events or lines, 1 without one.
  func count(_ line: DebugLine, standard: Int64 = 1) throws(Complaint) -> Int64 {
    guard line.words.count > 1 else { return standard }
    guard line.words.count == 2, let number = Int64(line.words[1]), number > 0 else {
      throw Complaint("\(line.words[0]) takes a positive number, not '\(line.rest)'")
    }
    return number
  }

  func helpText(_ word: DebugWord) -> String {
    var text = "\(word.usage)\n    \(word.entry.about)\n"
    for part in word.entry.details.split(separator: "\n", omittingEmptySubsequences: true) {
      text += "    \(part)\n"
    }
    return text
  }

  func help(_ line: DebugLine) throws(Complaint) -> OutputText {
    if line.words.count > 1 {
      guard let word = DebugWord.word(line.words[1]) else {
        let names = DebugWord.allCases.map { $0.rawValue }
        let near = Nearest.suggestion(for: line.words[1], among: names) ?? "help lists them"
        throw Complaint("there is no '\(line.words[1])'; \(near)")
      }
      return OutputText(page: helpText(word))
    }
    var table = TextTable(["word", "does"], leading: 2)
    for word in DebugWord.allCases { table.add([word.usage, word.entry.about]) }
    return OutputText(
      lines: table.lines + ["help WORD says more. A word may be cut short while it is clear."])
  }
}
