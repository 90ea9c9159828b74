import Experiments
import Simulator

/// Two lines an event of a host, as ShiViz reads them without further ado: what happened, then the host and
/// its vector clock.
///
/// Hosts are agents and clients. Every send and every delivery is an event, so that both ends of an edge
/// are; so is every fact that an agent or a client states, and every start or stop of a process. A host's
/// own counter rises by one with each; an entry of another host is one that it has told of.
struct ShiVizExporter: TraceExporter {
  /// By host, its clock: how many events of each host it has heard of. Only looked up; keys are sorted to
  /// be written.
  private var clocks: [String: [String: Int64]] = [:]
  /// By number of a message, the clock that goes with it and the copies that are still on their way.
  private var sent: [Int64: (clock: [String: Int64], copies: Int)] = [:]

  mutating func begin() -> OutputText {
    // The form of lines that is ShiViz's own, and one execution.
    OutputText(lines: [#"(?<event>.*)\n(?<host>\S*) (?<clock>{.*})"#, ""])
  }

  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText {
    var lines: [String] = []
    for record in event.records {
      guard let host = record.host, ShiVizExporter.isEvent(record) else {
        if record.isLoss { land(record) }
        continue
      }
      if record.isDelivery { hear(record, host) }
      clocks[host, default: [:]][host, default: 0] += 1
      if record.isSend, let message = record.message, record.copies > 0 {
        sent[message] = (clocks[host] ?? [:], record.copies)
      }
      lines += [record.text, "\(host) \(ShiVizExporter.json(clocks[host] ?? [:], of: host))"]
    }
    return OutputText(lines: lines)
  }

  private static func isEvent(_ record: Record) -> Bool {
    record.isSend || record.isDelivery
      || record.kind == .note || record.kind == .clientNote && record.client != nil
      || record.kind == .life
  }

  private mutating func hear(_ record: Record, _ host: String) {
    guard let message = record.message, let heard = sent[message] else { return }
    for (other, count) in heard.clock {
      let known = clocks[host]?[other] ?? 0
      if count > known { clocks[host, default: [:]][other] = count }
    }
    land(record)
  }

  private mutating func land(_ record: Record) {
    guard let message = record.message, let left = sent[message]?.copies else { return }
    if left <= 1 { sent[message] = nil } else { sent[message]?.copies = left - 1 }
  }

  /// The host's own entry first, the others by name.
  private static func json(_ clock: [String: Int64], of host: String) -> String {
    let others = clock.keys.filter { $0 != host }.sorted()
    let entries = ([host] + others).map { "\"\($0)\":\(clock[$0] ?? 0)" }
    return "{\(entries.joined(separator: ","))}"
  }
}
