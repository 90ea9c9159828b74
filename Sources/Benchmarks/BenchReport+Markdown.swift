import Foundation

extension BenchReport {
  static let beginMark = "<!-- measured: begin -->"
  static let endMark = "<!-- measured: end -->"

  /// The measured part of `Results/performance.md`.
  var markdown: String {
    let rows = measurements.map { markdownRow($0) }
    var lines = [
      "\(machine.line). \(runs) \(runs == 1 ? "round" : "rounds") each, alternating with the reference in one program;",
      "median (least..most) by CPU time of the thread. The ratio is that of the same round.", "",
      "| what | name | units a CPU second | ns each | ratio to the reference | goal | verdict |",
      "|---|---|---|---|---|---|---|",
    ]
    if isPartial { lines.insert("PARTIAL: stopped before all was measured.", at: 0) }
    lines += rows + markdownDetails + markdownGrowth + markdownInstructions
    return lines.joined(separator: "\n")
  }

  private func markdownRow(_ one: Measurement) -> String {
    let rate =
      "\(Figures.short(one.rate.median)) \(one.unit) "
      + "(\(Figures.short(one.rate.minimum))..\(Figures.short(one.rate.maximum)))"
    let ratio =
      "\(Figures.significant(one.ratio.median)) "
      + "(\(Figures.significant(one.ratio.minimum))..\(Figures.significant(one.ratio.maximum)))"
    let verdict = one.isCapped ? "missed: capped" : one.verdict == .none ? "" : one.verdict.rawValue
    let cells = [
      one.about, "`\(one.name)`", rate, one.nanosecondsText, ratio, one.goalText, verdict,
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private var markdownDetails: [String] {
    let rows = measurements.flatMap { one in
      one.details.map { "| `\(one.name)` | \($0.name) | \(Figures.short($0.median)) |" }
    }
    return rows.isEmpty ? [] : ["", "| benchmark | figure | median |", "|---|---|---|"] + rows
  }

  private var markdownGrowth: [String] {
    guard let growth else { return [] }
    return [
      "", "Cost of a message by what is in flight:", "",
      "| in flight | ns | ns / log2 | yardstick ns | yardstick ns / log2 | instructions |",
      "|---|---|---|---|---|---|",
    ]
      + growth.points.map { "| " + $0.cells.joined(separator: " | ") + " |" } + [""]
      + growth.sentences.map { "- \($0)" }
  }

  private var markdownInstructions: [String] {
    if instructions.isEmpty { return [] }
    return [
      "", "Instructions by callgrind, of the difference between N and 2N events:", "",
      "| benchmark | instructions | for each of |", "|---|---|---|",
    ]
      + instructions.map {
        "| `\($0.name)` | \(Figures.significant($0.instructionsEach)) | \($0.unit) |"
      }
  }

  /// A file's text with the Markdown between its marks, or at the end of one that has none.
  func replacing(in text: String) -> String {
    var text = text
    let block = "\(Self.beginMark)\n\(markdown)\n\(Self.endMark)"
    if let begin = text.range(of: Self.beginMark), let end = text.range(of: Self.endMark),
      begin.upperBound <= end.lowerBound
    {
      text.replaceSubrange(begin.lowerBound..<end.upperBound, with: block)
    } else {
      text += (text.isEmpty ? "" : "\n") + block + "\n"
    }
    return text
  }
}
