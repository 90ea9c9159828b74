import Checks
import Experiments
import Scenarios
import Simulator

@testable import Reports

/// A small sweep of two variants, as files of rows have it.
enum RowSample {
  static let measures = [
    Measure("latency", .duration, .histogram, about: ""),
    Measure("commits", .count, .count, about: ""), Measure("share", .ratio, .count, about: ""),
    Measure("settled", .duration, .flag, about: ""),
  ]

  static let secret = RowSeal(secret: (0..<16).map { UInt8($0) }) ?? .open

  static func header(
    build: String? = nil, seeds: [ClosedRange<UInt64>] = [5...8], labels: [String] = ["", "b=2"],
    shard: SweepHeader.Shard = .whole
  ) -> SweepHeader {
    SweepHeader(
      version: "1", build: build, file: "Scenarios/a.json5", content: "0123456789abcdef",
      protocolName: "raft", about: "A\ttab and\na line", seeds: SeedSet(seeds), labels: labels,
      measures: measures, shard: shard)
  }

  static func row(
    _ variant: Int = 0, _ place: Int64 = 0, seed: UInt64? = nil, eventCount: Int64 = 900,
    end: Int64 = 1_000_000_000, measures: [SweepRow.MeasureCell]? = nil,
    faults: [SweepRow.FaultCell] = [cell(.partition), cell(.crash)], failures: [String] = ["a: b"]
  ) -> SweepRow {
    var fingerprint = Digest()
    fingerprint.feed(place)
    return SweepRow(
      variant: variant, place: place, seed: seed ?? UInt64(clamping: place) &+ 5,
      fingerprint: fingerprint, eventCount: eventCount, end: end,
      measures: measures ?? [.samples(summary()), .value(3), .nothing, .value(1)], faults: faults,
      violation: place == 1 ? "linearizable: no" : nil, failures: failures,
      sketches: sketches(of: measures?.first ?? .samples(summary())))
  }

  /// Samples such as a summary of the first measure is of.
  private static func sketches(of cell: SweepRow.MeasureCell) -> SketchTable {
    var histogram = Histogram()
    if case .samples(let samples) = cell, samples.count > 0 {
      histogram.record(samples.minimum)
      histogram.record(samples.maximum, times: samples.count - 1)
    }
    return SketchTable([Sketch(histogram)])
  }

  static func summary(_ count: Int64 = 9, _ values: [Int64] = [1, 2, 3, 4, 5, 6]) -> Summary {
    Summary(
      count: count, mean: 3, minimum: values[0], maximum: values[5], p50: values[1],
      p90: values[2], p99: values[3], p999: values[4])
  }

  static func cell(
    _ kind: FaultKind, _ declared: Int64 = 2, _ began: Int64 = 1, _ tookEffect: Int64 = 1,
    _ effects: Int64 = 7
  ) -> SweepRow.FaultCell {
    SweepRow.FaultCell(
      kind: kind, declared: declared, began: began, tookEffect: tookEffect, effects: effects)
  }

  /// The whole sweep's rows, in order.
  static let rows = (0..<2).flatMap { variant in (0..<4).map { row(variant, $0) } }

  static func file(_ rows: [SweepRow]) -> [UInt8] { file(header(), rows) }

  /// A file of these rows, whatever they say.
  static func file(
    _ header: SweepHeader, _ rows: [SweepRow], _ seal: RowSeal = .open
  ) -> [UInt8] {
    var writer = RowWriter(header, seal)
    var text = header.text(seal)
    for row in rows { text += writer.line(row) }
    return Array(text.utf8)
  }

  /// The file with the seals that its lines would have if they had been written so.
  static func sealed(_ bytes: [UInt8], _ seal: RowSeal) -> [UInt8] {
    var result: [UInt8] = []
    var rowSeal: RowSeal?
    var index = 0
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
      if let rowSeal {
        let body = Array(line[..<((line.lastIndex(of: 9) ?? line.startIndex - 1) + 1)])
        result += body + Array(rowSeal.tag(ofRow: body, at: index).utf8)
        index += 1
      } else if line.starts(with: Array("end ".utf8)) {
        rowSeal = seal.ofRows(below: result)
        let isJournal = line.contains(32) && line.dropFirst(4).contains(32)
        let tags = [RowSeal.open.tag(ofHeader: result), seal.tag(ofHeader: result)]
        result += "end \(tags.prefix(isJournal ? 2 : 1).joined(separator: " "))".utf8
      } else {
        result += line
      }
      result.append(10)
    }
    return result
  }
}
