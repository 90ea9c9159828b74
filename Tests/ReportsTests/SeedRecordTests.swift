import Checks
import Experiments
import Scenarios
import Simulator
import Testing

@testable import Reports

/// Numbers that records keep seed by seed.
@Suite struct SeedRecordTests {
  /// Numbers without a pattern: the fixed sequence of a linear congruential generator.
  private func noise(_ count: Int) -> [Int64] {
    var state: UInt64 = 7
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33)
    }
  }

  @Test(
    arguments: [
      [], [nil, nil], [5], [5, 5, 5], [5, nil, 5], [Int32.min, Int32.max], [0, -1, nil, 1 << 20],
      [7, 8, 9, 9, 9, 100_000],
    ] as [[Int32?]])
  func `a column is read back as it was packed`(_ numbers: [Int32?]) {
    var writer = BitWriter()
    NumberColumn.put(numbers, into: &writer)
    var reader = BitReader(writer.bytes)
    let read = NumberColumn.numbers(numbers.count, from: &reader)
    #expect(read == numbers && reader.isAtEnd)
  }

  @Test func `a column that is cut off is none`() {
    var writer = BitWriter()
    NumberColumn.put([1, 2, 300, nil, 40_000], into: &writer)
    for count in 0..<writer.bytes.count {
      var reader = BitReader(Array(writer.bytes.prefix(count)))
      #expect(NumberColumn.numbers(5, from: &reader) == nil, "\(count) bytes")
    }
  }

  @Test func `equal numbers cost no bits a run, and near ones a few`() {
    var equal = BitWriter()
    NumberColumn.put(Array(repeating: 1_234_567, count: 1_000), into: &equal)
    #expect(equal.bytes.count <= 5)
    var near = BitWriter()
    NumberColumn.put(noise(1_000).map { 9_000 + Int32($0 % 64) }, into: &near)
    // Sixty-four values take six bits; the code of Rice takes at most about one more.
    #expect(near.bytes.count < 1_000 * 8 / 8)
  }

  private static let measures = [
    Measure("latency", .duration, .histogram, about: ""),
    Measure("commits", .count, .count, about: ""),
  ]

  private func header(_ labels: [String], windows: [Scenarios.Expectation.Window]) -> SweepHeader {
    var header = SweepHeader(
      version: "", file: "Scenarios/a b.json5", content: "", protocolName: "raft", about: "",
      seeds: SeedSet([1...3, 9...9]), labels: labels, measures: Self.measures, shard: .whole)
    header.windows = windows
    return header
  }

  private func record(_ labels: [String]) -> SeedRecord {
    let seeds: [UInt64] = [1, 2, 3, 9]
    let numbers = noise(40)
    let variants = labels.enumerated().map { index, label in
      let rows = seeds.enumerated().map { place, seed -> SweepRow in
        let number = numbers[index * 8 + place] % 1_000_000_000
        let samples = Summary(
          count: 3, mean: number, minimum: 0, maximum: number * 3, p50: number, p90: number,
          p99: number * 2, p999: number * 3)
        let cells = [
          WindowCell(place == 2 ? .nothing : .samples(samples), censored: Int64(place)),
          WindowCell(.value(number)), WindowCell(.nothing), WindowCell(.nothing),
        ]
        var digest = Digest()
        digest.feed(number)
        let row = SweepRow(
          variant: index, place: Int64(place), seed: seed, fingerprint: digest, eventCount: 5,
          end: 5, measures: [], faults: [], violation: nil, failures: place == 1 ? ["x"] : [])
        return SeedNumbers.kept(row, cells)
      }
      return SeedRecord.Variant(
        label: label, outcome: Digest(), eventCount: 7, fingerprint: Digest(), rows: rows)
    }
    return SeedRecord(
      scenario: "Scenarios/a b.json5", header: header(labels, windows: [.whole, .before]),
      variants: variants)
  }

  @Test(arguments: [[""], ["a=1", "b=\u{301} 2\n"]])
  func `a record is read back as it was written`(_ labels: [String]) throws {
    let record = record(labels)
    let text = record.text
    let read = try SeedRecord(text: text)
    #expect(read.text == text)
    #expect(read.variants.map { $0.label } == labels)
    for (variant, other) in zip(read.variants, record.variants) {
      #expect(variant.rows.map { $0.cells } == other.rows.map { $0.cells })
      #expect(variant.rows.map { $0.failed } == [false, true, false, false])
      #expect(variant.rows.map { $0.seed } == [1, 2, 3, 9])
    }
  }

  private func kept(_ number: Int64) -> Int64? {
    let row = SweepRow(
      variant: 0, place: 0, seed: 1, fingerprint: Digest(), eventCount: 0, end: 0, measures: [],
      faults: [], violation: nil, failures: [])
    let kept = SeedNumbers.kept(row, [WindowCell(.value(number))])
    guard case .value(let near)? = kept.cells.cells()?.first?.amount else { return nil }
    return near
  }

  @Test func `numbers are within two thousandths of what was measured, and stay so`() throws {
    for number in noise(200).flatMap({ [$0, -$0, $0 >> 20] }) {
      let near = try #require(kept(number))
      #expect((near - number).magnitude <= number.magnitude / 500)
      #expect(kept(near) == near)
    }
    for number in [Int64.min, .max, 0, 1, -1, 1_023] {
      let near = try #require(kept(number))
      #expect(kept(near) == near && (near < 0) == (number < 0))
    }
  }

  @Test func `round numbers stay what they are`() {
    for number in [1, 999, 1_000_000, 500_000, 12_000_000, 1_230_000, -4_000_000] as [Int64] {
      #expect(kept(number) == number)
    }
  }

  @Test func `what is damaged is refused with its line, whatever is done to it`() throws {
    let text = record(["", "b=2"]).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices.dropLast() {
      var cut = lines
      cut[index] = cut[index].dropLast(3)
      // A shorter text or number may say something else, and is then not what was written.
      guard let read = try? SeedRecord(text: cut.joined(separator: "\n")) else { continue }
      #expect(read.text != text, "line \(index + 1)")
    }
    #expect(
      throws: SeedRecordMistake(line: 1, message: "the first line is not 'lockstep record 1'")
    ) {
      try SeedRecord(text: "scenario: Scenarios/a.json5\n")
    }
    #expect(throws: SeedRecordMistake.self) {
      try SeedRecord(text: text.replacing("seeds 1..3, 9", with: "seeds 1..3"))
    }
  }
}
