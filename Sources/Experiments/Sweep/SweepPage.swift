import Scenarios
import Simulator

/// A sweep's result as text for people: the same rows give the same bytes.
public struct SweepPage {
  /// The most failing runs that are listed with what failed.
  public static var mostFailing: Int { 20 }

  private let result: SweepResult
  private var lines: [String] = []

  public init(_ result: SweepResult) {
    self.result = result
    addTitle()
    for variant in result.variants { add(variant) }
    lines += ["", "fingerprint of all runs: \(result.fingerprint.text)"]
  }

  public var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func addTitle() {
    let header = result.header
    if !header.about.isEmpty { lines.append(header.about) }
    lines.append("\(header.file): \(header.protocolName), seeds \(header.seeds)")
    if result.runCount < header.runCount {
      lines.append(
        "stopped after failures: \(CountText.grouped(result.runCount)) of "
          + CountText.counted(header.runCount, "run"))
    }
  }

  private mutating func add(_ variant: SweepResult.Variant) {
    lines.append("")
    if !variant.label.isEmpty { lines.append("variant \(variant.label)") }
    guard let share = variant.failureShare else {
      lines.append("not run")
      return
    }
    lines.append(SweepPage.verdict(share))
    lines.append(
      "\(CountText.grouped(variant.eventCount)) events in "
        + "\(SweepPage.length(variant.milliseconds)) of virtual time")
    addMeasures(variant)
    addFaults(variant)
    addFailing(variant)
  }

  private static func verdict(_ share: Share) -> String {
    let interval = share.interval
    let range = "\(Share.percent(interval.lowerBound)) to \(Share.percent(interval.upperBound))"
    let rate = "\(Share.percent(share.partsPerMillion)) fail, 95 % interval \(range)"
    if share.part == 0 { return "HELD in all \(CountText.counted(share.whole, "run")): \(rate)" }
    return "FAILED in \(CountText.grouped(share.part)) of "
      + "\(CountText.counted(share.whole, "run")): \(rate)"
  }

  /// `55h 33min 20s`, by the units that count.
  static func length(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1_000
    if seconds < 60 { return DurationText.rounded(milliseconds * .millisecond) }
    let parts = [(seconds / 3_600, " h"), (seconds / 60 % 60, " min"), (seconds % 60, " s")]
    return parts.filter { $0.0 > 0 }.map { CountText.grouped($0.0) + $0.1 }.joined(separator: " ")
  }

  private mutating func addMeasures(_ variant: SweepResult.Variant) {
    var table = TextTable(
      [
        "over \(CountText.counted(variant.runCount, "run"))", "", "min", "p50", "p90", "p99", "max",
        "mean ± 95 %",
      ], leading: 2)
    var notes: [String] = []
    for measure in variant.measures {
      if let note = SweepPage.note(measure, variant.runCount) { notes.append(note) }
      if measure.measure.form == .flag { continue }
      for (index, line) in measure.lines.enumerated() {
        table.add(SweepPage.row(measure.measure, line.statistic, line.spread, isFirst: index == 0))
      }
    }
    if !table.isEmpty { lines += [""] + table.lines }
    if !notes.isEmpty { lines += [""] + notes }
  }

  private static func row(
    _ measure: Measure, _ statistic: Statistic, _ spread: Spread, isFirst: Bool
  ) -> [String] {
    func text(_ value: Int64) -> String { SweepPage.value(value, measure.unit) }
    let values = [spread.minimum, spread.p50, spread.p90, spread.p99, spread.maximum]
    return [isFirst ? measure.name : "", statistic == .total ? "" : statistic.name]
      + values.map(text) + [SweepPage.mean(spread.mean, measure.unit)]
  }

  /// What the table cannot say of a measure: flags, sums, and runs without a sample.
  private static func note(_ spread: SweepResult.MeasureSpread, _ runs: Int64) -> String? {
    let name = spread.measure.name
    if spread.runsWithout == runs { return "\(name): no sample in any run" }
    let without =
      spread.runsWithout == 0
      ? "" : ", no sample in \(CountText.counted(spread.runsWithout, "run"))"
    switch (spread.measure.form, spread.total) {
    case (.flag, let total?):
      return
        "\(name): in \(CountText.grouped(total)) of \(CountText.counted(runs, "run"))\(without)"
    case (.histogram, let total?):
      return "\(name): \(CountText.counted(total, "sample")) in all\(without)"
    case (.count, let total?):
      return "\(name): \(value(total, spread.measure.unit)) in all\(without)"
    case (_, nil): return without.isEmpty ? nil : "\(name)\(without)"
    }
  }

  static func value(_ value: Int64, _ unit: Measure.Unit) -> String {
    switch unit {
    case .duration: DurationText.rounded(value)
    case .count, .bytes: CountText.grouped(value)
    case .ratio: CountText.thousandths((value + 500) / 1_000)
    }
  }

  static func mean(_ mean: Spread.Estimate, _ unit: Measure.Unit) -> String {
    func text(_ value: Int64) -> String {
      mean.scale == 1 ? SweepPage.value(value, unit) : CountText.thousandths(value)
    }
    return mean.margin.map { "\(text(mean.value)) ± \(text($0))" } ?? text(mean.value)
  }

  private mutating func addFaults(_ variant: SweepResult.Variant) {
    var table = TextTable(
      ["faults", "runs with it", "took effect", "", "faults", "took effect"], leading: 1)
    for fault in variant.faults {
      let share = Share(fault.runsTookEffect, of: fault.runsDeclared)
      table.add([
        fault.name, CountText.grouped(fault.runsDeclared), CountText.grouped(fault.runsTookEffect),
        Share.percent((share.partsPerMillion + 500) / 1_000 * 1_000),
        CountText.grouped(fault.declared), CountText.grouped(fault.tookEffect),
      ])
    }
    if !table.isEmpty { lines += [""] + table.lines }
  }

  private mutating func addFailing(_ variant: SweepResult.Variant) {
    if variant.failing.isEmpty { return }
    lines += ["", "failing runs"]
    for row in variant.failing.prefix(SweepPage.mostFailing) {
      lines += row.failures.map { "  seed \(row.seed): \($0)" }
      let replay = ReplayLine.text(file: result.header.file, seed: row.seed, label: variant.label)
      lines.append("    \(replay)")
    }
    let rest = variant.failing.count - SweepPage.mostFailing
    if rest > 0 { lines.append("  and \(CountText.grouped(Int64(rest))) more; --json lists all") }
  }
}
