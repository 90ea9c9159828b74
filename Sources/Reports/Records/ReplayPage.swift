public import Experiments
import Scenarios

/// What came of holding a trace against Raft, as a page.
public struct ReplayPage {
  private let verdict: TraceVerdict

  /// A page of a verdict.
  public init(_ verdict: TraceVerdict) { self.verdict = verdict }

  /// The page, each line with its end.
  public var output: OutputText {
    var lines = [headline, ""]
    if let refusal = verdict.refusal { lines += self.lines(refusal) + [""] }
    lines += table
    if !notes.isEmpty { lines += [""] + notes }
    return OutputText(lines: lines)
  }

  private var headline: String {
    let size = CountText.counted(Int64(verdict.lineCount), "line")
    let records = CountText.counted(verdict.recordCount, "record")
    let agents = CountText.counted(Int64(verdict.agents.count), "agent")
    guard let refusal = verdict.refusal else {
      return
        "\(verdict.file): accepted: \(size), \(records) of \(agents), read as \(verdict.dialect)"
    }
    return "\(verdict.file):\(refusal.line): no correct agent could have taken this step"
  }

  private func lines(_ refusal: TraceVerdict.Refusal) -> [String] {
    var lines = ["  \(refusal.message)", "  rule    \(refusal.rule) (\(refusal.source))"]
    if let record = refusal.record { lines.append("  record  \(record)") }
    lines.append(
      "  after   \(CountText.counted(verdict.recordCount, "record")), read as \(verdict.dialect)")
    return lines
  }

  /// How often each rule was held against. One that had no occasion is told apart.
  private var table: [String] {
    var table = TextTable(["Rule", "written in", "held", "left open"], leading: 2)
    var idle: [String] = []
    for rule in verdict.rules {
      if rule.held == 0, rule.open == 0 {
        idle.append(rule.name)
        continue
      }
      table.add([
        rule.name, rule.source, CountText.grouped(rule.held), CountText.grouped(rule.open),
      ])
    }
    if idle.isEmpty { return table.lines }
    return table.lines + ["", "No occasion: " + idle.joined(separator: ", ")]
  }

  private var notes: [String] {
    var notes: [String] = []
    if let omission = verdict.omission {
      notes.append(
        "Whole logs were compared up to line \(omission.line) and not from there on: \(omission.reason)"
      )
    }
    if verdict.unknownCount > 0, let first = verdict.firstUnknown {
      notes.append(
        "\(CountText.counted(verdict.unknownCount, "record")) of kinds that \(verdict.dialect) does not name were "
          + "left out, the first of them '\(first.name)' at line \(first.line)")
    }
    return notes
  }
}
