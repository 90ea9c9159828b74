import Checks
import Experiments
import Scenarios
import Simulator
import Testing

@Suite struct ComparisonTests {
  private static let measures = [
    Measure("latency", .duration, .histogram, about: ""),
    Measure("operations", .count, .count, better: .more, about: ""),
    Measure("elections", .count, .count, about: ""),
    Measure("settled", .count, .flag, about: ""),
  ]

  /// Rows of which each number is drawn about a mean, skewed as latencies are.
  private static func side(
    seeds: ClosedRange<UInt64>, factor: Double = 1, luck: UInt64 = 0
  ) -> Comparison.Side {
    let header = SweepHeader(
      version: "1", file: "a.json5", content: "", protocolName: "raft", about: "",
      seeds: SeedSet([seeds]), labels: [""], windows: [.whole, .before, .after],
      measures: measures, shard: .whole)
    let rows = seeds.map { seed -> SweepRow in
      var random = RandomStream(seed: seed, .test, luck)
      var cells: [WindowCell] = []
      for _ in header.windows {
        let median = Int64((5_000_000 + Double(random.below(2_000_000))) * factor)
        let tail = Int64(random.below(1 << 24)) * Int64(random.below(8)) / 4
        cells.append(
          WindowCell(
            .samples(
              Summary(
                count: 100, mean: median, minimum: median / 2, maximum: median + 2 * tail,
                p50: median, p90: median + tail / 2, p99: median + tail, p999: median + 2 * tail)),
            censored: Int64(random.below(4)) / 3))
        cells.append(WindowCell(.value(900 + Int64(random.below(100)))))
        cells.append(WindowCell(.value(Int64(random.below(20)) / 19)))
        cells.append(WindowCell(.value(1)))
      }
      return SweepRow(
        variant: 0, place: Int64(seed - seeds.lowerBound), seed: seed, fingerprint: Digest(),
        eventCount: 1, end: 1, measures: cells.prefix(4).map { $0.amount }, faults: [],
        violation: nil, failures: [], cells: CellTable(cells))
    }
    return Comparison.Side(header, rows: rows)
  }

  private func verdict(
    _ comparison: Comparison, _ measure: String, _ statistic: Statistic,
    _ window: Scenarios.Expectation.Window = .whole
  ) throws -> Difference {
    try #require(
      comparison.differences.first {
        $0.subject.measure.name == measure && $0.subject.statistic == statistic
          && $0.subject.window == window && !$0.subject.isCensored
      })
  }

  @Test func `a system and itself on the same seeds are identical in everything`() {
    let side = Self.side(seeds: 1...30)
    let comparison = Comparison(side, side, isPaired: true, relative: 0.05)
    #expect(comparison.differences.count > 15)
    #expect(comparison.differences.allSatisfy { $0.verdict == .identical })
    #expect(comparison.called.isEmpty && comparison.runs == (30, 30))
  }

  @Test func `a slower system is worse in its latencies and nothing else`() throws {
    let comparison = Comparison(
      Self.side(seeds: 1...60), Self.side(seeds: 1...60, factor: 1.05), isPaired: true,
      relative: 0.05)
    let median = try verdict(comparison, "latency", .p50)
    #expect(median.verdict == .worse && median.difference > 0)
    let margin = try #require(median.margin)
    #expect((median.difference / median.means.first - 0.05).magnitude < 0.001)
    #expect(margin < median.difference / 10)
    #expect(try verdict(comparison, "operations", .total).verdict == .identical)
    #expect(comparison.called.allSatisfy { $0.subject.measure.name == "latency" })
    let back = Comparison(
      Self.side(seeds: 1...60, factor: 1.05), Self.side(seeds: 1...60), isPaired: true,
      relative: 0.05)
    #expect(try verdict(back, "latency", .p50).verdict == .better)
  }

  @Test func `only seeds of both are paired`() {
    let comparison = Comparison(
      Self.side(seeds: 1...30), Self.side(seeds: 21...60), isPaired: true, relative: 0.05)
    #expect(comparison.runs == (10, 10))
    #expect(comparison.differences.allSatisfy { $0.verdict == .identical })
    let apart = Comparison(
      Self.side(seeds: 1...30), Self.side(seeds: 31...60), isPaired: false, relative: 0.05)
    #expect(apart.runs == (30, 30))
    #expect(apart.differences.contains { $0.verdict == .notSeen })
  }

  @Test func `two or three runs prove nothing`() throws {
    for count in UInt64(1)...4 {
      let comparison = Comparison(
        Self.side(seeds: 1...count), Self.side(seeds: 1...count, factor: 3), isPaired: true,
        relative: 0.05)
      #expect(comparison.called.isEmpty)
    }
  }

  @Test func `a system and itself on other seeds differ in at most one comparison of twenty`() {
    var calls = 0
    for round in UInt64(0)..<1_000 {
      let comparison = Comparison(
        Self.side(seeds: 1...20, luck: 2 * round + 1),
        Self.side(seeds: 1...20, luck: 2 * round + 2),
        isPaired: false, relative: 0.05)
      calls += comparison.called.isEmpty ? 0 : 1
    }
    #expect(calls <= 64, "\(calls) of 1000")
  }

  @Test(arguments: [true, false])
  func `the seeds that are asked for see the difference in nine of ten`(_ isPaired: Bool) throws {
    // Luck of its own for each system, so that pairs have something to tell apart.
    let pilot = Comparison(
      Self.side(seeds: 1...40, luck: 1), Self.side(seeds: 1...40, luck: 2), isPaired: isPaired,
      relative: 0.05)
    let wanted = try #require(try verdict(pilot, "latency", .p50).seedsForRelative)
    #expect((10...400).contains(wanted))
    var seen = 0
    for round in UInt64(0)..<200 {
      let comparison = Comparison(
        Self.side(seeds: 1...UInt64(wanted), luck: 2 * round + 11),
        Self.side(seeds: 1...UInt64(wanted), factor: 1.05, luck: 2 * round + 12),
        isPaired: isPaired, relative: 0.05)
      seen += try verdict(comparison, "latency", .p50).verdict == .worse ? 1 : 0
    }
    #expect(seen >= 170, "\(seen) of 200 with \(wanted) seeds")
  }
}
