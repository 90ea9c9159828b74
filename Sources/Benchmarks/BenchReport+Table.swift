extension BenchReport {
  /// The page that a person reads.
  var table: String {
    var lines = [
      machine.line,
      "\(runs) \(runs == 1 ? "round" : "rounds") each, alternating with the yardstick; "
        + "median (least..most) by CPU time", "",
      row("", ["", "", "ns", "ratio to the", "", ""]),
      row("what", ["a CPU second", "", "each", "reference", "goal", ""]),
    ]
    var group = ""
    for measurement in measurements {
      let own = String(measurement.name.prefix { $0 != "-" })
      if own != group {
        group = own
        lines.append("")
      }
      lines.append(line(of: measurement))
      lines += notes(on: measurement)
    }
    lines += growthLines + instructionLines
    if isPartial { lines += ["", "PARTIAL: stopped before all was measured."] }
    if isQuick { lines += ["", "Quick: too short to judge, so no goal has a verdict."] }
    return lines.joined(separator: "\n")
  }

  private func row(_ first: String, _ rest: [String]) -> String {
    let widths = [9, 20, 7, 24, 7, 7]
    let isRight = [true, false, true, false, true, false]
    var text = Figures.padded(first, 48)
    for (place, cell) in rest.enumerated() {
      text += " " + Figures.padded(cell, widths[place], left: isRight[place])
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  private func line(of one: Measurement) -> String {
    row(
      one.about,
      [
        Figures.short(one.rate.median),
        "(\(Figures.short(one.rate.minimum))..\(Figures.short(one.rate.maximum)))",
        one.nanosecondsText,
        "\(Figures.significant(one.ratio.median)) "
          + "(\(Figures.significant(one.ratio.minimum))..\(Figures.significant(one.ratio.maximum)))",
        one.goalText, one.verdict == .none ? "" : one.verdict.rawValue,
      ])
  }

  private func notes(on one: Measurement) -> [String] {
    var lines = one.details.map { "    \($0.name): \(Figures.short($0.median))" }
    if !one.reference.hasPrefix("yardstick") {
      lines.append("    reference: \(one.reference)")
    }
    if one.isCapped { lines.append("    stopped by its cap of events before it was done") }
    if !one.isRepeatable { lines.append("    RUNS DIFFER: the same seed gave different digests") }
    return lines
  }

  private var growthLines: [String] {
    guard let growth else { return [] }
    let heading = ["in flight", "ns", "ns/log2", "yardstick", "ns/log2", "instructions"]
    return ["", "cost of a message by what is in flight", growthRow(heading)]
      + growth.points.map { growthRow($0.cells) } + growth.sentences.map { "    " + $0 }
  }

  private func growthRow(_ cells: [String]) -> String {
    "    " + cells.map { Figures.padded($0, 10, left: true) }.joined(separator: " ")
  }

  private var instructionLines: [String] {
    if instructions.isEmpty { return [] }
    return ["", "instructions each (callgrind, start-up subtracted)"]
      + instructions.map {
        "    " + Figures.padded($0.name, 28)
          + Figures.padded(Figures.significant($0.instructionsEach), 9, left: true) + " \($0.unit)"
      } + comparisons
  }

  /// Instructions of what is measured beside another benchmark, as a multiple of that one's.
  private var comparisons: [String] {
    measurements.compactMap { one in
      guard let own = instructions.first(where: { $0.name == one.name }),
        let other = instructions.first(where: { $0.name == one.reference })
      else { return nil }
      let ratio = Figures.significant(own.instructionsEach / other.instructionsEach)
      return "    \(one.name) takes \(ratio) times the instructions of \(other.name)"
    }
  }
}

extension Measurement {
  /// Nothing where a unit is not an event: a second of virtual time.
  var nanosecondsText: String {
    unit.contains("seconds") ? "" : Figures.significant(nanosecondsEach)
  }

  var goalText: String {
    guard let goal else { return "" }
    return goal.of == "ratio" ? String(goal.value) : Figures.short(goal.value)
  }
}

extension Growth.Point {
  /// Number pending; ours, and ours by the logarithm; the yardstick's in the same way; instructions.
  var cells: [String] {
    [
      Figures.grouped(Int64(pending)), Figures.significant(nanoseconds),
      Figures.significant(perLogarithm(nanoseconds)),
      Figures.significant(yardstickNanoseconds),
      Figures.significant(perLogarithm(yardstickNanoseconds)),
      instructions.map(Figures.significant) ?? "-",
    ]
  }
}
