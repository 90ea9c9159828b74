public import Experiments
import Scenarios

/// Joins the parts of a sweep that were run apart.
public enum SweepParts {
  /// A part with the name of its file, its rows as a `RowFile` without a mistake has them.
  public struct Part: Sendable {
    /// The file's name, for complaints.
    public let name: String
    /// Which sweep it is a part of, and which part.
    public let header: SweepHeader
    /// Its rows, in any order.
    public let rows: [SweepRow]

    /// A part that was read from a file of this name.
    public init(name: String, header: SweepHeader, rows: [SweepRow]) {
      self.name = name
      self.header = header
      self.rows = rows
    }
  }

  /// Why parts make no whole, one line for each reason.
  public struct Mismatch: Error, Hashable, Sendable {
    /// What is wrong, in words, with the names of the files; never empty.
    public let reasons: [String]
  }

  /// The whole that the parts make, whatever order they come in.
  ///
  /// Parts of another sweep, parts that overlap, and a part or a run that is missing are refused.
  public static func joined(_ parts: [Part]) throws(Mismatch) -> SweepResult {
    try check(parts)
    return SweepResult(parts[0].header, rows: parts.flatMap { $0.rows })
  }

  /// Whether parts make a whole by what they say of themselves.
  private static func check(_ parts: [Part]) throws(Mismatch) {
    guard let first = parts.first else { throw Mismatch(reasons: ["no parts to join"]) }
    var reasons: [String] = []
    for part in parts.dropFirst() { reasons += differences(of: part, from: first) }
    if reasons.isEmpty { reasons = gaps(parts, first.header.shard.count) }
    if reasons.isEmpty { reasons = parts.compactMap { shortfall(of: $0) } }
    if !reasons.isEmpty { throw Mismatch(reasons: reasons) }
  }

  private static func differences(of part: Part, from first: Part) -> [String] {
    let (mine, theirs) = (part.header, first.header)
    if mine.engine != theirs.engine || mine.version != theirs.version {
      return [
        "\(part.name) and \(first.name) are of different builds (version \(mine.version), engine "
          + "\(mine.engine); version \(theirs.version), engine \(theirs.engine)): parts of one build "
          + "are joined, and builds are not compared here"
      ]
    }
    let words = mine.differences(from: theirs)
    if !words.isEmpty {
      return [
        "\(part.name) is of another sweep than \(first.name): " + words.joined(separator: "; ")
      ]
    }
    if mine.shard.count == theirs.shard.count { return [] }
    return [
      "\(part.name) is part \(mine.shard.text), but \(first.name) is part \(theirs.shard.text)"
    ]
  }

  /// Parts that are there twice or not at all.
  private static func gaps(_ parts: [Part], _ count: Int64) -> [String] {
    var reasons: [String] = []
    let ordered = parts.sorted { $0.header.shard.number < $1.header.shard.number }
    for (left, right) in zip(ordered, ordered.dropFirst())
    where left.header.shard.number == right.header.shard.number {
      reasons.append("\(left.name) and \(right.name) are both part \(left.header.shard.text)")
    }
    var missing: [String] = []
    var next = ordered.startIndex
    for number in 1...count {
      while next < ordered.count, ordered[next].header.shard.number < number { next += 1 }
      if next < ordered.count, ordered[next].header.shard.number == number { continue }
      missing.append("\(number)/\(count)")
      if missing.count > 10 { break }
    }
    if !missing.isEmpty {
      let more = missing.count > 10 ? " and more" : ""
      let names = missing.prefix(10).joined(separator: ", ")
      reasons.append("missing: part \(names)\(more)")
    }
    return reasons
  }

  /// Runs that a part lacks: its rows are its own, in order, and each is there once.
  private static func shortfall(of part: Part) -> String? {
    let (header, shard) = (part.header, part.header.shard)
    let places = Int64(clamping: header.seeds.count)
    let own = places < shard.number ? 0 : (places - shard.number) / shard.count + 1
    let (wanted, overflow) = own.multipliedReportingOverflow(by: Int64(header.labels.count))
    if !overflow, Int64(part.rows.count) == wanted { return nil }
    let first = part.rows.indices.first { index in
      part.rows[index].place != shard.number - 1 + Int64(index) % own * shard.count
    }
    let place = shard.number - 1 + Int64(first ?? part.rows.count) % max(own, 1) * shard.count
    return "\(part.name) is not finished: it has \(part.rows.count) of "
      + CountText.counted(overflow ? .max : wanted, "run")
      + "; the first that is missing is of seed "
      + "\(header.seeds[UInt64(place)])"
  }
}
