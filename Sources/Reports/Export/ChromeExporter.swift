import Experiments
import Scenarios
import Simulator

/// Chrome's trace events, as Perfetto reads them.
///
/// An agent is a process with two tracks: what it handles, a slice for each moment at which it does
/// something, and what it was (role and term). Messages are flows from slice to slice. Clients and faults
/// are asynchronous slices of process 0, as they overlap. Times are microseconds with all digits.
struct ChromeExporter: TraceExporter {
  private let agentCount: Int
  private var isFirst = true
  /// By agent, the slice that is still growing: several events at one instant are one.
  private var open: [Int: Slice] = [:]
  /// By number of a message, the flows that its copies take, first to arrive first.
  private var flows: [Int64: [Int64]] = [:]
  private var nextFlow: Int64 = 1

  private struct Slice {
    let time: Nanoseconds
    let name: String
    var details: [String]
    var leaving: [Int64] = []
    var arriving: [Int64] = []
  }

  init(_ session: Session) { agentCount = session.agentCount }

  mutating func begin() -> OutputText {
    var output: OutputText = "{\"traceEvents\":[\n"
    name(process: 0, "clients and faults", &output)
    for agent in 0..<agentCount {
      name(process: agent + 1, AgentID(agent).description, &output)
      name(thread: 1, of: agent + 1, "handles", &output)
      name(thread: 2, of: agent + 1, "is", &output)
    }
    return output
  }

  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText {
    var output = OutputText()
    for record in event.records {
      if record.isSend { depart(record) }
      if record.isLoss, let message = record.message { _ = take(message) }
      operation(record, &output)
      guard let agent = record.agent?.index, ChromeExporter.isAtAgent(record) else { continue }
      if let slice = open[agent], slice.time < event.time { close(agent, event.time, &output) }
      note(record, agent)
    }
    return output
  }

  mutating func end(_ session: Session) -> OutputText {
    var output = OutputText()
    for agent in 0..<agentCount { close(agent, .never, &output) }
    let outcome = session.outcome()
    states(outcome, &output)
    faults(outcome, &output)
    output += "\n]}\n"
    return output
  }

  // MARK: Slices and flows

  private static func isAtAgent(_ record: Record) -> Bool {
    switch record.kind {
    case .sent, .delivered, .requestDelivered, .replySent, .expired, .durable, .note, .life, .write:
      true
    default: false
    }
  }

  private mutating func note(_ record: Record, _ agent: Int) {
    var slice =
      open[agent] ?? Slice(time: record.time, name: ChromeExporter.title(record), details: [])
    slice.details.append(record.text)
    if record.isSend, let message = record.message { slice.leaving += flows[message] ?? [] }
    if record.isDelivery, let message = record.message, let flow = take(message) {
      slice.arriving.append(flow)
    }
    open[agent] = slice
  }

  private static func title(_ record: Record) -> String {
    switch record.kind {
    case .sent, .replySent: "send \(record.contentName)"
    case .delivered, .requestDelivered: "receive \(record.contentName)"
    case .expired: "timer \(record.contentName)"
    default: "\(record.kind.word) \(record.contentName)"
    }
  }

  /// A flow for each copy; requests come from no slice, so they have none.
  private mutating func depart(_ record: Record) {
    guard let message = record.message, record.kind != .requestSent, record.copies > 0 else {
      return
    }
    flows[message] = (0..<record.copies).map { nextFlow + Int64($0) }
    nextFlow += Int64(record.copies)
  }

  private mutating func take(_ message: Int64) -> Int64? {
    guard var left = flows[message], !left.isEmpty else { return nil }
    let flow = left.removeFirst()
    flows[message] = left.isEmpty ? nil : left
    return flow
  }

  /// A slice lasts a microsecond, or less if the agent does something before, as slices must not overlap.
  private mutating func close(_ agent: Int, _ next: Nanoseconds, _ output: inout OutputText) {
    guard let slice = open.removeValue(forKey: agent) else { return }
    let length = Swift.min(1_000, next - slice.time)
    add(&output) { json in
      json.member("ph", "X")
      json.member("name", slice.name)
      json.member("cat", "agent")
      ChromeExporter.place(agent + 1, 1, slice.time, &json)
      ChromeExporter.time("dur", length, &json)
      json.object("args") { json in
        json.array("records", slice.details)
      }
    }
    for flow in slice.leaving { self.flow("s", flow, agent, slice.time, &output) }
    for flow in slice.arriving { self.flow("f", flow, agent, slice.time, &output) }
  }

  private mutating func flow(
    _ phase: String, _ number: Int64, _ agent: Int, _ time: Nanoseconds,
    _ output: inout OutputText
  ) {
    add(&output) { json in
      json.member("ph", phase)
      json.member("name", "message")
      json.member("cat", "network")
      json.member("id", number)
      if phase == "f" { json.member("bp", "e") }
      ChromeExporter.place(agent + 1, 1, time, &json)
    }
  }

  // MARK: Clients, states, faults

  private mutating func operation(_ record: Record, _ output: inout OutputText) {
    guard let step = OperationStep(record) else { return }
    let isStart = step.phase == .invoked
    if step.phase == .other { return }
    add(&output) { json in
      json.member("ph", isStart ? "b" : "e")
      json.member("name", "operation \(step.operation)")
      json.member("cat", "client")
      json.member("id", step.operation + 1)
      ChromeExporter.place(0, 1, record.time, &json)
      json.object("args") { json in json.member("said", record.content.text) }
    }
  }

  private mutating func states(_ outcome: Outcome, _ output: inout OutputText) {
    let history = StateHistory(outcome.timeline, end: outcome.end)
    for (agent, stretches) in history.stretches.enumerated() {
      for stretch in stretches where stretch.end > stretch.start {
        let name = stretch.status.state?.name ?? (stretch.status == .down ? "down" : "paused")
        add(&output) { json in
          json.member("ph", "X")
          json.member("name", stretch.number > 0 ? "\(name) \(stretch.number)" : name)
          json.member("cat", "state")
          ChromeExporter.place(agent + 1, 2, stretch.start, &json)
          ChromeExporter.time("dur", stretch.end - stretch.start, &json)
        }
      }
    }
  }

  private mutating func faults(_ outcome: Outcome, _ output: inout OutputText) {
    for (index, fault) in outcome.faults.enumerated() {
      guard let began = fault.began else { continue }
      let ended = fault.isInstant ? began : fault.ended ?? outcome.end
      for (phase, time) in [("b", began), ("e", ended)] {
        add(&output) { json in
          json.member("ph", phase)
          json.member("name", fault.name)
          json.member("cat", "fault")
          json.member("id", index + 1)
          ChromeExporter.place(0, 2, time, &json)
          json.object("args") { json in json.member("targets", fault.targets) }
        }
      }
    }
  }

  // MARK: JSON

  private mutating func name(process: Int, _ name: String, _ output: inout OutputText) {
    add(&output) { json in
      json.member("ph", "M")
      json.member("name", "process_name")
      json.member("pid", process)
      json.object("args") { json in json.member("name", name) }
    }
  }

  private mutating func name(
    thread: Int, of process: Int, _ name: String, _ output: inout OutputText
  ) {
    add(&output) { json in
      json.member("ph", "M")
      json.member("name", "thread_name")
      json.member("pid", process)
      json.member("tid", thread)
      json.object("args") { json in json.member("name", name) }
    }
  }

  private static func place(
    _ process: Int, _ thread: Int, _ time: Nanoseconds, _ json: inout JSONWriter
  ) {
    json.member("pid", process)
    json.member("tid", thread)
    ChromeExporter.time("ts", time, &json)
  }

  /// Microseconds as a numeric string, which is read to the nanosecond.
  private static func time(_ name: String, _ time: Nanoseconds, _ json: inout JSONWriter) {
    let rest = String(time % 1_000)
    let digits = String(repeating: "0", count: 3 - rest.utf8.count) + rest
    json.member(name, "\(time / 1_000).\(digits)")
  }

  private mutating func add(_ output: inout OutputText, _ members: (inout JSONWriter) -> Void) {
    var json = JSONWriter(.oneLine)
    json.object(members)
    if !isFirst { output += ",\n" }
    isFirst = false
    output += OutputText(part: json)
  }
}
