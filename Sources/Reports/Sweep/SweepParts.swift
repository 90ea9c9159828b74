public import Experiments
import Scenarios
public import Simulator

/// Joins the parts of a sweep that were run apart.
public enum SweepParts {
  /// A part by what was read of its file.
  public struct Part: Sendable {
    /// The file's name, for complaints.
    public let name: String
    /// Which sweep it is a part of, and which part.
    public let header: SweepHeader
    /// Its rows.
    public private(set) var rowCount: Int64 = 0
    /// The first place among its runs at which another row stands.
    fileprivate private(set) var firstGap: Int64?
    /// What its rows gave.
    public private(set) var digest = Digest()

    /// A part of a file of this name, still without rows.
    public init(name: String, header: SweepHeader) {
      self.name = name
      self.header = header
    }

    /// Takes the next row, as a `RowReader` has it.
    public mutating func add(_ row: SweepRow) {
      if firstGap == nil, header.index(of: row) != rowCount { firstGap = rowCount }
      rowCount += 1
      digest.feed(row.fingerprint.value)
    }
  }

  /// Why parts make no whole, one line for each reason.
  public struct Mismatch: Error, Hashable, Sendable {
    /// What is wrong, in words, with the names of the files; never empty.
    public let reasons: [String]
  }

  /// Whether parts make a whole by what they say of themselves, whatever order they come in.
  ///
  /// Parts of another sweep, parts that overlap, and a part or a run that is missing are refused.
  public static func check(_ parts: [Part]) throws(Mismatch) {
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
    let (own, wanted) = (header.ownSeedCount, header.ownRunCount)
    if wanted < .max, part.rowCount == wanted { return nil }
    let gap = part.firstGap ?? part.rowCount
    let place = shard.number - 1 + gap % max(own, 1) * shard.count
    return "\(part.name) is not finished: it has \(part.rowCount) of "
      + CountText.counted(wanted, "run")
      + "; the first that is missing is of seed "
      + "\(header.seeds[UInt64(place)])"
  }
}
