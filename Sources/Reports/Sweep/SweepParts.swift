public import Experiments
import Scenarios

/// Joins the parts of a sweep that were run apart.
public enum SweepParts {
  /// A part with the name of its file.
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
    guard let first = parts.first else { throw Mismatch(reasons: ["no parts to join"]) }
    var reasons: [String] = []
    for part in parts.dropFirst() {
      let words = part.header.differences(from: first.header)
      if !words.isEmpty {
        reasons.append(
          "\(part.name) is of another sweep than \(first.name): "
            + words.joined(separator: "; "))
      } else if part.header.shard.count != first.header.shard.count {
        reasons.append(
          "\(part.name) is part \(part.header.shard.text), "
            + "but \(first.name) is part \(first.header.shard.text)")
      }
    }
    if reasons.isEmpty { reasons = gaps(parts, first.header.shard.count) }
    if reasons.isEmpty { for part in parts { reasons += faults(of: part) } }
    if !reasons.isEmpty { throw Mismatch(reasons: reasons) }
    return SweepResult(first.header, rows: parts.flatMap { $0.rows })
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

  /// Rows that a part lacks, has twice, or should not have.
  private static func faults(of part: Part) -> [String] {
    let header = part.header
    let seeds = header.seeds
    var expected: Int64 = 0
    let shard = header.shard
    let places = Int64(clamping: seeds.count)
    if places >= shard.number { expected = (places - shard.number) / shard.count + 1 }
    let wanted = expected * Int64(header.labels.count)
    let ordered = part.rows.sorted(by: SweepRow.precedes)
    for row in ordered
    where !shard.contains(place: row.place) || row.variant >= header.labels.count
      || row.place >= places || seeds[UInt64(row.place)] != row.seed
    {
      return ["\(part.name) has a run of seed \(row.seed) that is none of its own"]
    }
    for (left, right) in zip(ordered, ordered.dropFirst())
    where left.variant == right.variant && left.place == right.place {
      return ["\(part.name) has the run of seed \(left.seed) twice"]
    }
    if Int64(ordered.count) != wanted {
      return [
        "\(part.name) is not finished: it has \(ordered.count) of "
          + CountText.counted(wanted, "run")
      ]
    }
    return []
  }
}
