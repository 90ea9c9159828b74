import Experiments
import Scenarios
import Simulator

/// A sequence diagram of Mermaid: messages as they arrive or are lost, facts and faults as notes.
///
/// Its rows have no lengths, so a message stands where it arrives. A viewer takes 50,000 characters; what
/// would not fit is left out.
struct MermaidExporter: TraceExporter {
  private let hosts: [String]
  private let lastAgent: String
  private var length = 0
  private(set) var omitted = 0

  private static var mostCharacters: Int { 49_000 }

  init(_ session: Session) {
    let agents = (0..<session.agentCount).map { AgentID($0).description }
    hosts = (0..<session.clientCount).map { "c\($0 + 1)" } + agents
    lastAgent = agents.last ?? "n1"
  }

  var omission: String? {
    omitted == 0
      ? nil
      : "\(CountText.counted(Int64(omitted), "row")) left out, as Mermaid takes 50,000 characters; "
        + "--from and --until name a part"
  }

  mutating func begin() -> OutputText {
    let lines = ["sequenceDiagram"] + hosts.map { "  participant \($0)" }
    length = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    return OutputText(lines: lines)
  }

  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText {
    var lines: [String] = []
    for record in event.records {
      guard let row = row(record) else { continue }
      if omitted > 0 || length + row.utf8.count > MermaidExporter.mostCharacters {
        omitted += 1
      } else {
        length += row.utf8.count + 1
        lines.append(row)
      }
    }
    return OutputText(lines: lines)
  }

  private func row(_ record: Record) -> String? {
    let words = MermaidExporter.escaped(record.content.text)
    if record.isDelivery, let host = record.host, let other = record.otherHost {
      return "  \(other)-)\(host): \(words)"
    }
    if record.isLoss || record.isSend && record.copies == 0, let ends = ends(record) {
      return "  \(ends.from)-x\(ends.to): \(words) (lost)"
    }
    switch record.kind {
    case .note, .life: return record.host.map { "  Note over \($0): \(words)" }
    case .fault: return "  Note over n1,\(lastAgent): fault \(words)"
    default: return nil
    }
  }

  /// Where a message that is lost came from and was to go.
  private func ends(_ record: Record) -> (from: String, to: String)? {
    guard let host = record.host, let other = record.otherHost else { return nil }
    return (host, other)
  }

  /// Mermaid ends a statement at a semicolon, begins an entity at a number sign, and takes `end` for its own.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case ";": escaped += "#59;"
      case "#": escaped += "#35;"
      case "<": escaped += "#lt;"
      case ">": escaped += "#gt;"
      default: escaped.append(character)
      }
    }
    return escaped.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0.lowercased() == "end" ? "(\($0))" : String($0) }.joined(separator: " ")
  }
}
