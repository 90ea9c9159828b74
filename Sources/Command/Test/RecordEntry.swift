/// One fact of a record.
struct RecordEntry {
  /// Unique within a record: the variant, the line's label, and how often it came before.
  let key: String
  let name: String
  let value: String
  /// Whether it tells of a measure or of messages, by their means over the seeds.
  let isMean: Bool

  static func entries(of record: String) -> [RecordEntry] {
    var variant = ""
    var seen: [String: Int] = [:]
    return record.split(separator: "\n").map { line in
      let label = labelEnd(line).map { String(line[..<$0]) } ?? String(line)
      let value = String(line.dropFirst(label.count + 1).drop { $0 == " " })
      if label == "variant" { variant = value }
      let name = variant.isEmpty || label == "variant" ? label : "\(variant): \(label)"
      seen[name, default: 0] += 1
      return RecordEntry(
        key: "\(name)\n\(seen[name, default: 0])", name: name, value: value,
        isMean: ["measure ", "measures ", "messages ", "faults "].contains { label.hasPrefix($0) })
    }
  }

  /// Where the label ends: at the first `: `, or at the last, as expectations may hold others.
  private static func labelEnd(_ line: Substring) -> Substring.Index? {
    let colons = line.indices.filter { index in
      line[index] == ":" && line[line.index(after: index)...].first.map { $0 == " " } ?? true
    }
    return line.hasPrefix("expected ") ? colons.last : colons.first
  }
}
