import Experiments

/// One thing that a record says otherwise than the one before.
struct RecordDifference: Hashable, Sendable {
  /// What it is of: `commit latency p99, during split`.
  let name: String
  let was: String?
  let now: String?

  /// `commit latency p99: 12.3ms → 14.1ms (+14.6 %)`.
  var text: String {
    switch (was, now) {
    case (let was?, let now?):
      let change = RecordDifference.percent(was, now).map { " (\($0))" } ?? ""
      return "\(name): \(was) → \(now)\(change)"
    case (nil, let now?): return "\(name): \(now), which is new"
    case (let was?, nil): return "\(name): was \(was), and is gone"
    case (nil, nil): return name
    }
  }

  /// By how much a quantity moved, if both are of the same unit and the first is not zero.
  static func percent(_ was: String, _ now: String) -> String? {
    guard let before = Quantity(was), let after = Quantity(now), before.isTime == after.isTime,
      before.value != 0
    else { return nil }
    let tenths = ((after.value - before.value) / before.value.magnitude * 1_000).rounded()
    guard tenths.magnitude < 1e15 else { return nil }
    let text = CountText.thousandths(Int64(tenths.magnitude) * 100)
    return (tenths < 0 ? "−" : "+") + text + " %"
  }

  /// A number with its unit; only for telling how far two are apart.
  private struct Quantity {
    let value: Double
    let isTime: Bool

    init?(_ text: String) {
      let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
      guard let number = Double(digits) else { return nil }
      let units = ["s": 1e9, "ms": 1e6, "us": 1e3, "ns": 1, "": 1, " bytes": 1]
      let unit = String(text.dropFirst(digits.count))
      guard let factor = units[unit] else { return nil }
      value = number * factor
      isTime = !unit.isEmpty && unit != " bytes"
    }
  }
}

extension RecordDifference {
  /// Everything that two records say differently, in the order of the newer one.
  static func all(from old: String, to new: String) -> [RecordDifference] {
    let before = RecordEntry.entries(of: old)
    let after = RecordEntry.entries(of: new)
    let places = Dictionary(
      before.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var isMatched = Array(repeating: false, count: before.count)
    var differences: [RecordDifference] = []
    for entry in after {
      guard let place = places[entry.key] else {
        differences.append(RecordDifference(name: entry.name, was: nil, now: entry.value))
        continue
      }
      isMatched[place] = true
      if before[place].value != entry.value {
        differences.append(
          RecordDifference(name: entry.name, was: before[place].value, now: entry.value))
      }
    }
    for (entry, isMatched) in zip(before, isMatched) where !isMatched {
      differences.append(RecordDifference(name: entry.name, was: entry.value, now: nil))
    }
    return differences
  }
}

/// One fact of a record.
private struct RecordEntry {
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
    } else if label.hasPrefix("  "), !label.hasPrefix("  failed") {
      addStatistics("\(measure) \(label.drop { $0 == " " })", value)
    } else if label.hasPrefix("messages ") {
      addCounts(label, value)
    } else {
      append(label, value)
    }
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
