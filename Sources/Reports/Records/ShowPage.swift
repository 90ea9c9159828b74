public import Experiments
import Scenarios
public import Simulator

/// A moment of a run: what each agent believes, holds and waits for, and what is on its way.
public struct ShowPage {
  private let session: Session
  private let agents: [AgentID]
  /// The command that shows the same again.
  private let replay: String
  private let isPartial: Bool

  /// - Parameters:
  ///   - session: a run, taken to the moment.
  ///   - agents: those to show.
  ///   - replay: the command that shows the same again.
  ///   - isPartial: whether the run was stopped before the moment that was asked for.
  public init(_ session: Session, agents: [AgentID], replay: String, isPartial: Bool = false) {
    self.session = session
    self.agents = agents
    self.replay = replay
    self.isPartial = isPartial
  }

  // MARK: Text

  /// The page, each line with its end.
  public var output: OutputText {
    var lines = [
      "\(session.scenario.file), \(session.scenario.vocabulary.name), seed \(session.seed)",
      "at \(session.now.text), after \(CountText.counted(session.eventCount, "event")), "
        + "fingerprint \(session.digest.text)",
    ]
    if isPartial { lines.append("PARTIAL: stopped before the moment that was asked for") }
    for agent in agents { lines += [""] + ShowPage.lines(session.inspect(agent)) }
    lines += [""] + flight + [""] + faults + ["", replay]
    return OutputText(lines: lines)
  }

  /// An agent: its life, what it believes, holds and waits for.
  public static func lines(_ agent: AgentInspection) -> [String] {
    let version = agent.version.map { ", version \($0)" } ?? ""
    var lines = [
      "\(agent.agent.description) \(agent.life)\(version), its clock \(agent.localTime.text)"
    ]
    lines += rows("believes", agent.machine.items)
    lines += rows("on disk", agent.disk.items)
    for timer in agent.timers {
      lines.append("  waits for   \(timer.timer.text) at \(timer.due.text)")
    }
    for write in agent.pendingWrites { lines.append("  writing     \(write.text)") }
    if agent.heldSends > 0 {
      lines.append(
        "  held        \(CountText.counted(Int64(agent.heldSends), "message")) until then")
    }
    if let service = agent.service { return lines + rows(service) }
    if agent.waitingInputs > 0 {
      lines.append("  kept back   \(CountText.counted(Int64(agent.waitingInputs), "input"))")
    }
    return lines
  }

  private static func rows(_ service: ServiceInspection) -> [String] {
    let workers = CountText.counted(Int64(service.workers), "worker")
    var lines = ["  works       \(service.works.count) of \(workers) busy"]
    for work in service.works {
      let end = work.end.map { "until \($0.text)" } ?? "standing still"
      lines.append("  works on    \(work.input.text), \(end)")
    }
    let room = service.inboxLimit.map { " of at most \($0)" } ?? ""
    if !service.waiting.isEmpty {
      lines.append(
        "  inbox       \(CountText.counted(Int64(service.waiting.count), "input"))\(room)")
    }
    for input in service.waiting.prefix(ShowPage.inboxLines) {
      lines.append("              \(input.text)")
    }
    if service.waiting.count > ShowPage.inboxLines { lines.append("              …") }
    return lines
  }

  /// The most waiting inputs that the text lists; the JSON has them all.
  private static let inboxLines = 10

  private static func rows(_ label: String, _ items: [Field]) -> [String] {
    items.enumerated().map { index, item in
      let head = index == 0 ? label : ""
      let padding = String(repeating: " ", count: max(1, 12 - head.utf8.count))
      return "  \(head)\(padding)\(item.text)"
    }
  }

  private var flight: [String] {
    let messages = messages
    if messages.isEmpty { return ["nothing is on its way"] }
    return ["on its way"] + messages.map { "  \(ShowPage.line($0))" }
  }

  /// Something on its way: its number, from where to where, and when it arrives.
  public static func line(_ message: InFlight) -> String {
    let end = message.isHeld ? "held by a cut" : message.arriving.map { "arrives \($0.text)" }
    let number = message.message > 0 ? "#\(message.message) " : ""
    return "\(number)\(ends(message)) \(message.content.text), sent \(message.sentAt.text), "
      + (message.isCut ? "cut" : end ?? "waits for its agent")
  }

  private var messages: [InFlight] {
    session.messagesInFlight().filter { message in
      agents.contains { $0 == message.source || $0 == message.target }
    }
  }

  private static func ends(_ message: InFlight) -> String {
    let client = message.client.map { "c\($0 + 1)" } ?? ""
    let source = message.source?.description ?? client
    return "\(source) to \(message.target?.description ?? client)"
  }

  private var faults: [String] { ShowPage.faultLines(session) }

  /// The faults of a run that are under way or to come.
  public static func faultLines(_ session: Session) -> [String] {
    var lines: [String] = []
    for report in session.faultReports where report.began != nil && report.ended == nil {
      lines.append("fault \(report.name) under way: \(report.targets)")
    }
    for fault in session.pendingFaults() {
      let when = fault.due.map { "at \($0.text)" } ?? "after \(fault.waitsFor ?? "")"
      lines.append("fault \(fault.name) to come \(when)")
    }
    return lines.isEmpty ? ["no fault is under way or to come"] : lines
  }

  // MARK: JSON

  /// The same for programs.
  public var json: OutputText {
    var json = JSONWriter()
    json.object { json in
      json.member("format", JSONFormat.version)
      json.member("file", session.scenario.file)
      json.member("seed", session.seed)
      json.member("partial", isPartial)
      json.member("time", session.now)
      json.member("events", session.eventCount)
      json.member("fingerprint", session.digest.text)
      json.array("agents", of: agents) { json, agent in write(session.inspect(agent), &json) }
      json.array("inFlight", of: messages) { json, message in write(message, &json) }
      json.array("faults", of: session.pendingFaults()) { json, fault in
        json.object { json in
          json.member("name", fault.name)
          json.member("due", fault.due)
          json.member("waitsFor", fault.waitsFor)
        }
      }
      json.member("replay", replay)
    }
    return OutputText(json: json)
  }

  private func write(_ agent: AgentInspection, _ json: inout JSONWriter) {
    json.object { json in
      json.member("agent", agent.agent.description)
      json.member("life", agent.life)
      if let version = agent.version { json.member("version", version) }
      json.member("clock", agent.localTime)
      json.key("machine")
      json.value(agent.machine)
      json.key("disk")
      json.value(agent.disk)
      json.array("timers", of: agent.timers) { json, timer in
        json.object { json in
          json.key("timer")
          json.value(timer.timer)
          json.member("due", timer.due)
        }
      }
      json.array("pendingWrites", of: agent.pendingWrites) { json, write in json.value(write) }
      json.member("heldSends", agent.heldSends)
      json.member("waitingInputs", agent.waitingInputs)
      if let service = agent.service { write(service, &json) }
    }
  }

  private func write(_ service: ServiceInspection, _ json: inout JSONWriter) {
    json.key("service")
    json.object { json in
      json.member("workers", service.workers)
      json.array("works", of: service.works) { json, work in
        json.object { json in
          json.key("input")
          json.value(work.input)
          json.member("until", work.end)
        }
      }
      json.array("waiting", of: service.waiting) { json, input in json.value(input) }
    }
  }

  private func write(_ message: InFlight, _ json: inout JSONWriter) {
    json.object { json in
      json.member("message", message.message)
      json.member("kind", message.kind.word)
      json.member("from", message.source?.description)
      json.member("to", message.target?.description)
      json.member("client", message.client.map { $0 + 1 })
      json.member("sentAt", message.sentAt)
      json.member("arriving", message.arriving)
      json.member("cut", message.isCut)
      json.key("content")
      json.value(message.content)
    }
  }

  /// What its JSON holds.
  public static let fields = [
    JSONFormat.field,
    JSONField("file", .text, "The scenario."),
    JSONField("seed", .number, "The seed."),
    JSONField("partial", .flag, "Whether it was stopped before the moment that was asked for."),
    JSONField("time", .number, "The moment, in nanoseconds of virtual time."),
    JSONField("events", .number, "Number of events so far."),
    JSONField("fingerprint", .text, "The digest of all events so far."),
    JSONField(
      "agents", .list(.object([])),
      "Each agent's life, clock, machine, disk, timers, what waits at it and, where inputs take time, what it works on."
    ),
    JSONField("inFlight", .list(.object([])), "What is on its way, in the order it arrives."),
    JSONField("faults", .list(.object([])), "The faults to come."),
    JSONField("replay", .text, "The command that shows the same again."),
  ]
}
