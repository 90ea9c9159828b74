import Experiments
import Simulator

/// States as Apalache and Quint write them (ITF): one after the start and one after each event in which an
/// agent stated a fact, started or stopped.
///
/// The variables are the event's number, its time, and by agent what it believes. Integers are `#bigint`,
/// what is absent is a variant `Absent` of the unit type, and an enumeration's case is the field `kind`.
struct ITFExporter: TraceExporter {
  private let agentCount: Int
  private var count = 0

  init(_ session: Session) { agentCount = session.agentCount }

  mutating func begin() -> OutputText {
    var json = JSONWriter(.oneLine)
    json.object { json in
      json.member("format", "ITF")
      json.member("description", "a run of Lockstep")
    }
    var output: OutputText = "{\"#meta\":"
    output += OutputText(part: json)
    output += ",\"vars\":[\"event\",\"time\",\"agents\"],\"states\":[\n"
    return output
  }

  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText {
    let isTold = event.records.contains { $0.kind == .note || $0.kind == .life }
    guard event.number == 0 || isTold else { return OutputText() }
    var json = JSONWriter(.oneLine)
    json.object { json in
      json.object("#meta") { json in json.member("index", count) }
      json.key("event")
      write(.integer(event.number), &json)
      json.key("time")
      write(.integer(event.time), &json)
      json.object("agents") { json in
        for agent in 0..<agentCount {
          let inspection = session.inspect(AgentID(agent))
          json.key(inspection.agent.description)
          write(
            .composite(
              Fields(
                [Field("life", .text(inspection.life))]
                  + [Field("believes", .composite(inspection.machine))])), &json)
        }
      }
    }
    var output = count == 0 ? OutputText() : ",\n"
    output += OutputText(part: json)
    count += 1
    return output
  }

  mutating func end(_ session: Session) -> OutputText { "\n]}\n" }

  private func write(_ value: FieldValue, _ json: inout JSONWriter) {
    switch value {
    case .none:
      json.object { json in
        json.member("tag", "Absent")
        json.member("value", "U_OF_UNIT")
      }
    case .integer(let integer), .time(let integer):
      json.object { json in json.member("#bigint", String(integer)) }
    case .flag(let flag): json.value(flag)
    case .agent(let agent): json.value(agent.description)
    case .text(let text): json.value(text)
    case .list(let values): json.array(of: values) { json, element in write(element, &json) }
    case .composite(let fields):
      json.object { json in
        if let kind = fields.kind { json.member("kind", kind) }
        for item in fields.items {
          json.key(ITFExporter.name(item.name, isBesideKind: fields.kind != nil))
          write(item.value, &json)
        }
      }
    }
  }

  /// A name that readers take for an identifier, in Quint and in Python.
  private static func name(_ name: String, isBesideKind: Bool) -> String {
    if isBesideKind, name == "kind" { return "kindOf" }
    var identifier = ""
    for scalar in name.unicodeScalars {
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
      let isDigit = ("0"..."9").contains(scalar)
      // None begins with a digit, and in Python none of a record begins with an underscore.
      if identifier.isEmpty && !isLetter { identifier = "x" }
      identifier.unicodeScalars.append(isLetter || isDigit ? scalar : "_")
    }
    return reserved.contains(identifier) ? identifier + "_" : identifier
  }

  /// Words of either language that a protocol could call a field.
  private static let reserved: Set<String> = [
    "and", "as", "assert", "async", "await", "break", "class", "const", "continue", "def", "del",
    "else", "except", "export", "false", "finally", "for", "from", "global", "if", "import", "in",
    "is", "lambda", "match", "module", "nonlocal", "not", "or", "pass", "pure", "raise", "return",
    "temporal", "true", "try", "type", "val", "var", "while", "with", "yield",
  ]
}
