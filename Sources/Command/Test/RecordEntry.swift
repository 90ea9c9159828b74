/// One fact of a record.
struct RecordEntry {
  /// Unique within a record: the variant, the line's label, and how often it came before.
  let key: String
  let name: String
  let value: String

  static func entries(of record: String) -> [RecordEntry] {
    var builder = EntryBuilder()
    for line in record.split(separator: "\n") { builder.add(line) }
    return builder.entries
  }
}

/// Takes a record apart: measures by statistic, other lines as they are.
private struct EntryBuilder {
  private(set) var entries: [RecordEntry] = []
  private var variant = ""
  private var measure = ""
  private var seen: [String: Int] = [:]

  mutating func add(_ line: Substring) {
    guard let colon = EntryBuilder.labelEnd(line) else {
      append(String(line), "")
      return
    }
    let label = String(line[..<colon])
    let value = String(line[colon...].dropFirst().drop { $0 == " " })
    if label == "variant" { variant = value }
    if label.hasPrefix("measure ") {
      measure = String(label.dropFirst("measure ".count))
      addStatistics(measure, value)
    } else if label.hasPrefix("  "), !EntryBuilder.isReason(label) {
      addStatistics("\(measure) \(label.drop { $0 == " " })", value)
    } else if label.hasPrefix("messages ") {
      addCounts(label, value)
    } else {
      append(label, value)
    }
  }

  /// Whether a line says why a verdict is not that all held.
  private static func isReason(_ label: String) -> Bool {
    ["  failed", "  undecided", "  not reached"].contains { label.hasPrefix($0) }
  }

  /// Where the label ends: at `: ` or at a last colon, as expectations may hold other colons.
  private static func labelEnd(_ line: Substring) -> Substring.Index? {
    let isExpectation = line.hasPrefix("expected ")
    let colons = line.indices.filter { index in
      line[index] == ":" && line[line.index(after: index)...].first.map { $0 == " " } ?? true
    }
    return isExpectation ? colons.last : colons.first
  }

  /// `count 5, p50 1ms` as one fact each.
  private mutating func addStatistics(_ name: String, _ value: String) {
    for part in value.split(separator: ",") {
      let words = part.drop { $0 == " " }.split(separator: " ", maxSplits: 1)
      if words.count == 2, words[0] == "count" || words[1].first?.isNumber == true {
        append("\(name) \(words[0])", String(words[1]))
      } else {
        append(name, String(part.drop { $0 == " " }))
      }
    }
  }

  /// `5 sent, 4 delivered` as one fact each.
  private mutating func addCounts(_ name: String, _ value: String) {
    for part in value.split(separator: ",") {
      let words = part.drop { $0 == " " }.split(separator: " ", maxSplits: 1)
      append("\(name) \(words.last ?? "")", String(words.first ?? ""))
    }
  }

  private mutating func append(_ name: String, _ value: String) {
    let full = variant.isEmpty ? name : "\(variant): \(name)"
    seen[full, default: 0] += 1
    entries.append(
      RecordEntry(key: "\(full)\n\(seen[full, default: 0])", name: full, value: value))
  }
}
