import Checks
public import Experiments
import Scenarios
import Simulator

/// A sweep as a tidy table (RFC 4180): a row for each seed, variant, window and measure.
///
/// Settings that set variants apart are columns of their own, under their paths. Durations are whole
/// nanoseconds; a ratio is a decimal; yes and no are 1 and 0. A measure with samples has their number and
/// statistics, any other a value; what there was not is empty. `censored` counts what was asked in the
/// window and never answered.
public struct SweepCSV {
  private let result: SweepResult
  private let paths: [String]

  /// The table of a result that has its rows.
  public init(_ result: SweepResult) {
    self.result = result
    var paths: [String] = []
    for choice in result.header.choices.flatMap({ $0 }) where !paths.contains(choice.path) {
      paths.append(choice.path)
    }
    self.paths = paths
  }

  /// The columns behind those of the settings.
  private static let statistics = ["value", "mean", "min", "p50", "p90", "p99", "p99.9", "max"]

  /// The table with its head, each line with its end, piece by piece.
  public func write(to put: (String) -> Void) {
    let head =
      ["seed", "variant"] + paths + ["verdict", "window", "measure", "unit", "count", "censored"]
      + SweepCSV.statistics
    put(SweepCSV.line(head))
    let variants = result.header.labels.indices.map { start(variant: $0) }
    let cells = result.header.windows.flatMap { window in
      result.header.measures.map { measure in
        SweepCSV.fields([window.name, measure.name, measure.unit.name])
      }
    }
    let measures = result.header.measures
    result.rows.visit { row in
      let start = "\(row.seed),\(variants[row.variant]),\(row.verdict.word),"
      var text = ""
      for (place, cell) in (row.cells.cells(cells.count) ?? []).enumerated() {
        text += start + cells[place]
        text += SweepCSV.text(of: cell, measures[place % measures.count])
        text += "\n"
      }
      put(text)
    }
  }

  /// A variant's label and its settings.
  private func start(variant: Int) -> String {
    let choices = result.header.choices[variant]
    return SweepCSV.fields(
      [result.header.labels[variant]]
        + paths.map { path in choices.first { $0.path == path }?.value ?? "" })
  }

  /// From the number of samples on, each with a comma in front.
  private static func text(of cell: WindowCell, _ measure: Measure) -> String {
    let none = String(repeating: ",", count: statistics.count)
    switch cell.amount {
    case .nothing:
      return measure.form == .histogram ? ",0,\(cell.censored)\(none)" : ",,\(none)"
    case .value(let value):
      let text =
        measure.unit == .ratio ? DurationText.decimal(value, 1_000_000) : String(value)
      return ",,,\(text)" + none.dropFirst()
    case .samples(let samples):
      var text = ",\(samples.count),\(cell.censored),"
      for value in [
        samples.mean, samples.minimum, samples.p50, samples.p90, samples.p99, samples.p999,
        samples.maximum,
      ] {
        text += ",\(value)"
      }
      return text
    }
  }

  private static func line(_ fields: [String]) -> String { self.fields(fields) + "\n" }

  private static func fields(_ fields: [String]) -> String {
    var text = ""
    for (index, field) in fields.enumerated() { text += (index == 0 ? "" : ",") + quoted(field) }
    return text
  }

  /// In quotation marks where it has a comma, a mark or the end of a line.
  private static func quoted(_ field: String) -> String {
    let marks: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13]
    if !field.utf8.contains(where: { marks.contains($0) }) { return field }
    var text = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
