import Experiments
import Scenarios
import Simulator

extension SeedRecord {
  /// Reads what `text` wrote.
  public init(text: String) throws(SeedRecordMistake) {
    var reader = LineReader(text)
    try self.init(&reader)
  }

  private init(_ reader: inout LineReader) throws(SeedRecordMistake) {
    try reader.signature()
    scenario = try reader.value("scenario") { $0 }
    let engine = try reader.value("engine") { Int($0) }
    let protocolName = try reader.value("protocol") { $0 }
    let seeds = try reader.value("seeds", SeedSet.init(text:))
    let windows = try reader.values("window", Expectation.Window.init(name:))
    guard windows.first == .whole else { throw reader.mistake("the first window is the whole run") }
    let measures = try reader.values("measure", Measure.init(headerText:))
    guard seeds.count <= UInt64(SweepHeader.mostRuns) else {
      throw reader.mistake("too many seeds")
    }
    var variants: [Variant] = []
    while !reader.isAtEnd {
      variants.append(
        try SeedRecord.variant(
          variants.count, seeds, (windows.count, measures.count), &reader))
    }
    self.variants = variants
    var header = SweepHeader(
      version: "", engine: engine, file: scenario, content: "", protocolName: protocolName,
      about: "", seeds: seeds, labels: variants.map { $0.label }, measures: measures,
      shard: .whole)
    header.windows = windows
    self.header = header
  }

  private static func variant(
    _ index: Int, _ seeds: SeedSet, _ counts: (windows: Int, measures: Int),
    _ reader: inout LineReader
  ) throws(SeedRecordMistake) -> Variant {
    let label = try reader.value("variant") { $0 }
    let first = try reader.value("seed") {
      text -> (fingerprint: Digest, outcome: Digest, events: Int64)? in
      let words = RowText.parts(text, at: UInt8(ascii: " "))
      guard words.count == 4, let fingerprint = Digest(text: words[1]),
        let outcome = Digest(text: words[2]), let events = Int64(words[3])
      else { return nil }
      return (fingerprint, outcome, events)
    }
    let all = try reader.value("all", Digest.init(text:))
    let count = Int(seeds.count)
    let fingerprints = try reader.value("fingerprints") { text -> [Digest]? in
      let digests = SeedRecord.fingerprints(text)
      return digests?.count == count ? digests : nil
    }
    guard fingerprints.first == first.fingerprint else {
      throw reader.mistake("the first of the fingerprints is not that of the first seed")
    }
    let runs = try reader.value("numbers") { text in
      SeedNumbers.runs(of: text, count: count, cellCount: counts.windows * counts.measures)
    }
    let rows = runs.enumerated().map { place, run in
      SweepRow(
        variant: index, place: Int64(place), seed: seeds[UInt64(place)],
        fingerprint: fingerprints[place], eventCount: 0, end: 0,
        measures: run.cells.prefix(counts.measures).map { $0.amount }, faults: [], violation: nil,
        failures: run.failed ? ["failed"] : [], cells: CellTable(run.cells))
    }
    return Variant(
      label: label, outcome: first.outcome, eventCount: first.events, fingerprint: all, rows: rows)
  }
}

/// The lines of a record, each of which begins with its name.
private struct LineReader {
  private let lines: [String]
  private var next = 0

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { String($0) }
  }

  var isAtEnd: Bool { next >= lines.count }

  func mistake(_ message: String) -> SeedRecordMistake {
    SeedRecordMistake(line: next + 1, message: message)
  }

  mutating func signature() throws(SeedRecordMistake) {
    guard !isAtEnd, lines[next] == SeedRecord.signature else {
      throw mistake("the first line is not '\(SeedRecord.signature)'")
    }
    next += 1
  }

  /// What the next line says, which has this name.
  mutating func value<Value>(
    _ name: String, _ read: (String) -> Value?
  ) throws(SeedRecordMistake) -> Value {
    guard !isAtEnd, lines[next].utf8.starts(with: "\(name) ".utf8) else {
      throw mistake("the line '\(name)' belongs here")
    }
    let text = RowText.unescaped(Array(lines[next].utf8.dropFirst(name.utf8.count + 1)))
    guard let value = read(text) else { throw mistake("the line '\(name)' is damaged") }
    next += 1
    return value
  }

  /// What all further lines of this name say, of which there may be none.
  mutating func values<Value>(
    _ name: String, _ read: (String) -> Value?
  ) throws(SeedRecordMistake) -> [Value] {
    var values: [Value] = []
    while !isAtEnd, lines[next].utf8.starts(with: "\(name) ".utf8) {
      values.append(try value(name, read))
    }
    return values
  }
}

extension Digest {
  /// Reads sixteen hexadecimal digits.
  fileprivate init?(text: String) {
    guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
    self.init()
    self.value = value
  }
}
