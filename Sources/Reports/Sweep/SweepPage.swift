public import Experiments
import Scenarios
import Simulator

/// A sweep's result as text for people: the same rows give the same bytes.
public struct SweepPage {
  private let result: SweepResult
  private let replay: ReplayLine
  private let isPartial: Bool
  private var lines: [String] = []

  /// - Parameters:
  ///   - program: the name of the program that replays a run.
  ///   - isPartial: whether the sweep was stopped before all of its runs were done.
  public init(
    _ result: SweepResult, program: String = ReplayLine.lockstep, isPartial: Bool = false
  ) {
    self.result = result
    self.isPartial = isPartial
    replay = ReplayLine(program: program)
    addTitle()
    for variant in result.variants { add(variant) }
    lines += [
      "",
      "fingerprint of all runs: "
        + FingerprintText.text(result.fingerprint, engine: result.header.engine),
    ]
  }

  /// The lines, each with its end.
  public var output: OutputText { OutputText(lines: lines) }
  /// The same as a text.
  public var text: String { output.text }

  private mutating func addTitle() {
    let header = result.header
    if !header.about.isEmpty { lines.append(header.about) }
    lines.append("\(header.file): \(header.protocolName), seeds \(header.seeds.text)")
    if result.runCount < header.runCount {
      let why = isPartial ? "PARTIAL, the sweep was stopped" : "stopped after failures"
      lines.append(
        "\(why): \(CountText.grouped(result.runCount)) of "
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
    let undecided = variant.undecided.count
    if share.part > 0 || undecided == 0 { lines.append(SweepPage.verdict(share)) }
    if undecided > 0 {
      lines.append(
        "UNDECIDED in \(CountText.grouped(undecided)) of "
          + "\(CountText.counted(share.whole, "run")): a check gave up, and nothing was proven of them"
      )
    }
    lines.append(
      "\(CountText.counted(variant.eventCount, "event")) in "
        + "\(SweepPage.length(variant.milliseconds)) of virtual time")
    addMeasures(variant)
    addFaults(variant)
    addFailing(variant)
  }

  private static func verdict(_ share: Share) -> String {
    let interval = share.interval
    let low = PercentText.text(interval.lowerBound, .down)
    let range = "\(low) to \(PercentText.text(interval.upperBound, .up))"
    let rate = "\(PercentText.text(share.partsPerMillion)) fail, 95 % interval \(range)"
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
    let title = "over \(CountText.counted(variant.runCount, "run"))"
    var table = TextTable(
      [title, "", "min", "p50", "p90", "p99", "max", "mean ± 95 %", "in all"], leading: 2)
    var notes: [String] = []
    for measure in variant.measures {
      if let note = SweepPage.note(measure, variant.runCount) { notes.append(note) }
      if measure.measure.form == .flag { continue }
      for index in measure.lines.indices { table.add(SweepPage.row(measure, index)) }
    }
    if !table.isEmpty { lines += [""] + table.lines }
    if !notes.isEmpty { lines += [""] + notes }
    let pooled = WindowTable(variant).lines
    if variant.runCount > 1, !pooled.isEmpty { lines += [""] + pooled }
  }

  /// One statistic of a measure; the first one has the name and the sum as well.
  private static func row(_ measure: SweepResult.MeasureSpread, _ index: Int) -> [String] {
    let (statistic, spread) = measure.lines[index]
    let unit = measure.measure.unit
    let isFirst = index == 0
    let isSum = measure.measure.form == .histogram
    let total = measure.total.map { isSum ? CountText.grouped($0) : value($0, unit) }
    let values = [spread.minimum, spread.p50, spread.p90, spread.p99, spread.maximum]
    return [isFirst ? measure.measure.name : "", statistic == .total ? "" : statistic.name]
      + values.map { value($0, unit) } + [mean(spread.mean, unit), isFirst ? total ?? "" : ""]
  }

  /// What the table cannot say of a measure: flags, and runs without a sample.
  private static func note(_ spread: SweepResult.MeasureSpread, _ runs: Int64) -> String? {
    let name = spread.measure.name
    if spread.runsWithout == runs { return "\(name): no sample in any run" }
    let without = "no sample in \(CountText.counted(spread.runsWithout, "run"))"
    guard spread.measure.form == .flag, let total = spread.total else {
      return spread.runsWithout == 0 ? nil : "\(name): \(without)"
    }
    return "\(name): in \(CountText.grouped(total)) of \(CountText.counted(runs, "run"))"
      + (spread.runsWithout == 0 ? "" : ", \(without)")
  }

  static func value(_ value: Int64, _ unit: Measure.Unit) -> String {
    switch unit {
    case .duration: DurationText.rounded(value)
    case .count, .bytes: CountText.grouped(value)
    case .ratio: CountText.thousandths(value / 1_000 + (value % 1_000 + 500) / 1_000)
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
        fault.kind.name, CountText.grouped(fault.runsDeclared),
        CountText.grouped(fault.runsTookEffect), PercentText.text(share.partsPerMillion),
        CountText.grouped(fault.declared), CountText.grouped(fault.tookEffect),
      ])
    }
    if !table.isEmpty { lines += [""] + table.lines }
  }

  private mutating func addFailing(_ variant: SweepResult.Variant) {
    if !variant.reasons.isEmpty { addReasons(variant) }
    add("failing runs", variant.failed, variant.label)
    add("undecided runs", variant.undecided, variant.label)
  }

  /// Runs with what is to be said of each, and how each is run again.
  private mutating func add(_ title: String, _ runs: SweepResult.Listed, _ label: String) {
    if runs.count == 0 { return }
    lines += ["", title]
    for row in runs.first {
      let texts = FailureText.lines(row.failures + row.undecided)
      lines += texts.map { $0.first == " " ? "    \($0)" : "  seed \(row.seed): \($0)" }
      lines += row.notReached.map { "    not reached: \($0)" }
      let line = replay.text(
        file: result.header.file, seed: row.seed, label: label,
        overrides: result.header.overrides)
      lines.append("    \(line)")
    }
    let rest = runs.count - Int64(runs.first.count)
    if rest > 0 { lines.append("  and \(CountText.grouped(rest)) more; --json lists all") }
  }

  /// What failed in how many runs, what failed first listed first.
  private mutating func addReasons(_ variant: SweepResult.Variant) {
    lines += ["", "what failed"]
    for reason in variant.reasons {
      lines.append("  \(reason.name)  in \(CountText.counted(reason.runs, "run"))")
    }
  }
}
