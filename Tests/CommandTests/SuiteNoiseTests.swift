import Checks
import Experiments
import Scenarios
import Simulator
import Testing

@testable import Command
@testable import Reports

/// Suites whose runs are all other ones: luck is told from change.
@Suite struct SuiteNoiseTests {
  /// A fixed sequence without a pattern.
  private struct Noise {
    var state: UInt64

    /// About normal: the sum of twelve even numbers, in thousandths of the standard deviation.
    mutating func next() -> Int64 {
      (0..<12).reduce(0) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Int64(state >> 33) % 1_000
      } - 6_000
    }
  }

  private static let measures = (0..<15).map {
    Measure("measure \($0)", .duration, .count, better: .less, about: "")
  }

  /// A scenario's record over twenty seeds, all numbers around a million.
  private func record(_ noise: inout Noise, shifted: Int64 = 0) -> SeedRecord {
    let rows = (0..<20).map { place -> SweepRow in
      var digest = Digest()
      noise.state &+= 2
      digest.feed(noise.state)
      let cells = Self.measures.indices.map { index in
        WindowCell(.value(1_000_000 + noise.next() * 10 + (index == 3 ? shifted : 0)))
      }
      let row = SweepRow(
        variant: 0, place: Int64(place), seed: UInt64(place + 1), fingerprint: digest,
        eventCount: 0, end: 0, measures: [], faults: [], violation: nil, failures: [])
      return SeedNumbers.kept(row, cells)
    }
    let header = SweepHeader(
      version: "", file: "a", content: "", protocolName: "raft", about: "",
      seeds: SeedSet([1...20]), labels: [""], measures: Self.measures, shard: .whole)
    return SeedRecord(
      scenario: "a", header: header,
      variants: [
        SeedRecord.Variant(
          label: "", outcome: Digest(), eventCount: 0, fingerprint: Digest(), rows: rows)
      ])
  }

  private func report(_ old: SeedRecord, _ new: SeedRecord) -> TestReport {
    TestReport(
      path: .standardInput, place: "a", program: "lockstep", runCount: 20, variants: [],
      isContrast: false, failing: [], change: .moved(Movement(from: old, to: new)), record: nil,
      duration: .zero)
  }

  @Test func `of suites in which nothing changed but luck, hardly any names a difference`() {
    var noise = Noise(state: 1)
    var naming = 0
    for _ in 0..<40 {
      let reports = (0..<10).map { _ in report(record(&noise), record(&noise)) }
      let counted = TestReport.counted(together: reports)
      #expect(counted.allSatisfy { $0.movement?.variants.first?.seeds.count == 20 })
      let verdicts = counted.compactMap { $0.movement?.verdict }
      #expect(verdicts.count == 10)
      naming += verdicts.allSatisfy { $0 == .notSeen } ? 0 : 1
    }
    // Two are to be expected of forty.
    #expect(naming <= 5, "\(naming)")
  }

  @Test func `one change among much luck is found, and stands on top`() {
    var noise = Noise(state: 2)
    var found = 0
    for _ in 0..<20 {
      // Three standard deviations of a run: about seven of the mean of twenty.
      var reports = (0..<9).map { _ in report(record(&noise), record(&noise)) }
      reports.insert(report(record(&noise), record(&noise, shifted: 30_000)), at: 4)
      let counted = TestReport.counted(together: reports)
      let moved = SuiteSummary(counted, unfinished: 0).mostMoved
      guard counted[4].movement?.verdict == .worse else { continue }
      #expect(moved.first?.name == "measure 3")
      #expect(TestReport.ordered(counted).first?.movement?.verdict == .worse)
      found += 1
    }
    #expect(found >= 19, "\(found)")
  }
}
