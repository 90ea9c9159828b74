import Experiments
import Scenarios
import Simulator

/// Quantiles of each measure that has samples: over the run, and before, during and after the faults.
struct LatencyTable {
  private struct Column {
    let title: String
    let window: MeasureWindow
  }

  private let outcome: Outcome
  private let results: [MeasureResult]
  private let silent: [MeasureResult]
  private let columns: [Column]
  private let nameWidth: Int
  private let cellWidth: Int

  private static var narrowestCell: Int { 10 }
  private static var widestCell: Int { 14 }

  init(_ outcome: Outcome, width: Int) {
    self.outcome = outcome
    let samples = outcome.measures.filter { $0.measure.form == .histogram }
    results = samples.filter { !LatencyTable.isEmpty($0, outcome) }
    silent = samples.filter { LatencyTable.isEmpty($0, outcome) }
    let widest = results.map { Columns.count($0.measure.name) }.max() ?? 0
    nameWidth = Swift.min(widest, width / 4)
    let room = width - nameWidth - 9
    columns = LatencyTable.columns(of: outcome, most: room / (LatencyTable.narrowestCell + 1))
    let fair = room / Swift.max(1, columns.count) - 1
    cellWidth = Swift.min(fair, LatencyTable.widestCell)
  }

  private static func isEmpty(_ result: MeasureResult, _ outcome: Outcome) -> Bool {
    result.amount(in: .whole, outcome.ledger) == .nothing
  }

  // MARK: Columns

  private static func columns(of outcome: Outcome, most: Int) -> [Column] {
    let whole = Column(title: "whole run", window: .whole)
    let begun = outcome.faults.indices.filter { outcome.faults[$0].began != nil }
    if begun.isEmpty { return [whole] }
    var names: [String] = []
    var alike: [String: [Int]] = [:]
    for index in begun {
      let name = FaultRow.baseName(outcome.faults[index].name)
      if alike[name] == nil { names.append(name) }
      alike[name, default: []].append(index)
    }
    var during = names.map { Column(title: $0, window: .during(alike[$0] ?? [])) }
    let sides = sides(of: outcome)
    if 1 + sides.count + during.count > most {
      during = [Column(title: "in faults", window: .during(begun))]
    }
    return [whole] + sides.filter { $0.window == .before } + during
      + sides.filter { $0.window != .before }
  }

  /// The windows without a fault that the run has.
  private static func sides(of outcome: Outcome) -> [Column] {
    let all = [
      Column(title: "before", window: .before), Column(title: "between", window: .between),
      Column(title: "after", window: .after),
    ]
    let ledger = outcome.ledger
    return all.filter { column in
      ledger.phases(in: column.window).contains {
        ledger.phases[$0].start < ledger.end(of: $0, runEnd: outcome.end)
      }
    }
  }

  // MARK: Lines

  var lines: [PageLine] {
    var lines: [PageLine] = []
    if !results.isEmpty {
      lines.append(line("", "", columns.map { $0.title }, .faint))
      for result in results { lines += rows(of: result) }
    }
    if !silent.isEmpty {
      let names = silent.map { $0.measure.name }.joined(separator: ", ")
      lines.append(PageLine("  no sample: \(names)", .faint))
    }
    return lines
  }

  private func rows(of result: MeasureResult) -> [PageLine] {
    let amounts = columns.map { result.amount(in: $0.window, outcome.ledger) }
    let isFew = (amounts[0].value(.count) ?? 0) <= 2
    let statistics: [Statistic] = isFew ? [.max, .count] : [.p50, .p99, .max, .count]
    return statistics.enumerated().map { place, statistic in
      let cells = amounts.map { text($0, result.measure.unit, statistic) }
      return line(
        place == 0 ? result.measure.name : "", statistic == .count ? "n" : statistic.name, cells,
        statistic == .count ? .faint : .plain)
    }
  }

  private func text(_ amount: Amount, _ unit: Measure.Unit, _ statistic: Statistic) -> String {
    guard let value = amount.value(statistic), amount != .nothing else { return "—" }
    if statistic == .count { return CountText.grouped(value) }
    return switch unit {
    case .duration: DurationText.rounded(value)
    case .count: CountText.grouped(value)
    case .bytes: CountText.grouped(value) + " B"
    case .ratio: UnitText.text(value, unit, statistic)
    }
  }

  private func line(
    _ name: String, _ statistic: String, _ cells: [String], _ style: Style
  ) -> PageLine {
    var line = PageLine("  ")
    line.append(Columns.flushLeft(Columns.cut(name, to: nameWidth), nameWidth))
    line.append(" " + Columns.flushLeft(statistic, 4), .faint)
    for cell in cells {
      line.append(" " + Columns.flushRight(Columns.cut(cell, to: cellWidth), cellWidth), style)
    }
    return line
  }
}
