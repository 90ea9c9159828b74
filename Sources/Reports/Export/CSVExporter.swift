import Experiments
import Simulator

/// A row a record (RFC 4180), with a heading; what a record does not have is empty.
struct CSVExporter: TraceExporter {
  private static let names = [
    "event", "time_ns", "kind", "agent", "peer", "client", "message", "cause", "content", "details",
  ]

  mutating func begin() -> OutputText { OutputText(lines: [Self.names.joined(separator: ",")]) }

  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText {
    OutputText(lines: event.records.map { CSVExporter.row($0) })
  }

  private static func row(_ record: Record) -> String {
    let cells = [
      String(record.event), String(record.time), record.kind.word,
      record.agent?.description ?? "", record.peer?.description ?? "",
      record.client.map { String($0 + 1) } ?? "", record.message.map { String($0) } ?? "",
      record.cause.map { String($0) } ?? "", record.content.text, Fields(record.details).text,
    ]
    return cells.map { quoted($0) }.joined(separator: ",")
  }

  static func quoted(_ cell: String) -> String {
    if !cell.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\"")].contains($0) }) {
      return cell
    }
    let parts = cell.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"\(parts.joined(separator: "\"\""))\""
  }
}
