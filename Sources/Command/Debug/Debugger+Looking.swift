import Experiments
import Reports
import Scenarios
import Simulator

/// What can be seen of the run without changing it.
extension Debugger {
  func inspect(_ line: DebugLine) throws(Complaint) -> OutputText {
    guard line.words.count > 1 else { throw Complaint("inspect takes an agent, such as n1") }
    let agent = try Debugger.agent(line.words[1], of: session.agentCount)
    let inspection = session.inspect(agent)
    if line.words.count == 2 { return OutputText(lines: ShowPage.lines(inspection)) }
    let field = line.words.dropFirst(2).joined(separator: " ")
    var lines: [String] = []
    for (place, fields) in [("believes", inspection.machine), ("on disk", inspection.disk)] {
      guard let value = fields.value(named: field) else { continue }
      lines.append("\(agent) \(place): \(field)")
      lines += Debugger.lines(of: value)
    }
    if !lines.isEmpty { return OutputText(lines: lines) }
    let names = (inspection.machine.items + inspection.disk.items).map { $0.words }
    let near = Nearest.suggestion(for: field, among: names) ?? ""
    throw Complaint("\(agent) has no '\(field)'; \(near)")
  }

  /// A value, an element of a list a line.
  private static func lines(of value: FieldValue) -> [String] {
    guard case .list(let elements) = value else { return ["  \(value.text)"] }
    if elements.isEmpty { return ["  none"] }
    return elements.enumerated().map { "  \($0.offset + 1)  \($0.element.text)" }
  }

  var agentsTable: OutputText {
    var table = TextTable(["agent", "life", "believes"], leading: 3)
    for index in 0..<session.agentCount {
      let inspection = session.inspect(AgentID(index))
      let told = inspection.machine.items.filter { $0.value.isShort }.prefix(8)
      table.add([
        inspection.agent.description, inspection.life,
        told.map { $0.text }.joined(separator: ", "),
      ])
    }
    let width = context.console.width
    return OutputText(lines: table.lines.map { Columns.cut($0, to: width) })
  }

  /// What is to come, in the order of time: messages that arrive, timers that are due, faults that begin.
  func pending(_ line: DebugLine) throws(Complaint) -> OutputText {
    let count = Int(try self.count(line, standard: 20))
    var coming: [(due: Nanoseconds, text: String)] = []
    for message in session.messagesInFlight() {
      coming.append((message.arriving ?? .never, ShowPage.line(message)))
    }
    for index in 0..<session.agentCount {
      for timer in session.inspect(AgentID(index)).timers {
        coming.append(
          (timer.due, "\(AgentID(index)) timer \(timer.timer.text), due \(timer.due.text)"))
      }
    }
    for fault in session.pendingFaults() {
      let when = fault.due.map { "at \($0.text)" } ?? "after \(fault.waitsFor ?? "")"
      coming.append((fault.due ?? .never, "fault \(fault.name), \(when)"))
    }
    // Stable, so that what is due at one time stays in its order.
    let sorted = coming.enumerated().sorted {
      ($0.element.due, $0.offset) < ($1.element.due, $1.offset)
    }
    var lines = sorted.prefix(count).map { $0.element.text }
    if sorted.count > count { lines.append("and \(sorted.count - count) more") }
    return OutputText(lines: lines.isEmpty ? ["nothing is to come"] : lines)
  }

  func messages(_ line: DebugLine) throws(Complaint) -> OutputText {
    var found = session.messagesInFlight()
    if line.words.count > 1 {
      let agent = try Debugger.agent(line.words[1], of: session.agentCount)
      found = found.filter { $0.source == agent || $0.target == agent }
    }
    return OutputText(
      lines: found.isEmpty ? ["nothing is on its way"] : found.map { ShowPage.line($0) })
  }

  var faultsTable: OutputText {
    var lines: [String] = []
    for report in session.faultReports {
      guard let ended = report.ended, let began = report.began else { continue }
      lines.append(
        "fault \(report.name) from \(began.text) to \(ended.text): \(report.targets), "
          + "\(CountText.grouped(report.effects)) \(report.kind.effectNoun(report.effects))")
    }
    return OutputText(lines: lines + ShowPage.faultLines(session))
  }

  func clients() throws(Complaint) -> OutputText {
    var last: [Int32: Record] = [:]
    let again = try replayed(session) { session in
      for record in session.records where record.kind == .clientNote {
        if let client = record.client { last[client] = record }
      }
    }
    let flight = again.messagesInFlight()
    var lines: [String] = []
    for client in 0..<Int32(again.clientCount) {
      let note = last[client].map { "\($0.content.text), at \($0.time.text)" } ?? "stated nothing"
      lines.append("c\(client + 1)  \(note)")
      for message in flight where message.client == client {
        lines.append("    \(ShowPage.line(message))")
      }
    }
    return OutputText(lines: lines.isEmpty ? ["there are no clients"] : lines)
  }

  var story: OutputText {
    Rendering.page(
      session.outcome(), width: context.console.width, color: context.console.hasColor,
      ascii: false, program: context.program.name)
  }
}

extension FieldValue {
  /// Whether it is one number, word or agent.
  fileprivate var isShort: Bool {
    switch self {
    case .none, .list: false
    case .integer, .flag, .agent, .time, .text: true
    case .composite(let fields): fields.items.isEmpty && fields.kind != nil
    }
  }
}
