import Experiments
import Reports
import Scenarios
import Simulator

/// The results of a test in Markdown, as a page of a build or a note on a change takes it: GitHub's and
/// GitLab's, both of which know tables and folded parts.
struct MarkdownSummary {
  private let page: TestPage

  init(_ page: TestPage) { self.page = page }

  /// A comment on GitHub has at most 65,536 characters.
  private static var mostBytes: Int { 60_000 }

  var text: String {
    var text = head
    let ordered = TestReport.ordered(page.reports)
    let sections = ordered.compactMap { section($0) } + rest
    for (index, section) in sections.enumerated() {
      guard text.utf8.count + section.utf8.count <= MarkdownSummary.mostBytes else {
        let left = Int64(sections.count - index)
        return text + "\n… and \(CountText.counted(left, "more scenario")), left out for length.\n"
      }
      text += section
    }
    return text
  }

  private var head: String {
    let summary = page.summary
    let program = page.reports.first?.program ?? "lockstep"
    var text =
      "### \(MarkdownSummary.escaped(program)) test: \(page.passed ? "passed" : "not passed")\n\n"
    text += MarkdownSummary.escaped(summary.head) + "\n"
    if let moved = summary.movedText { text += "\n" + MarkdownSummary.escaped(moved) + "\n" }
    let most = summary.mostMoved
    if !most.isEmpty {
      text += "\n#### Moved most\n\n"
      text += MarkdownSummary.table(
        ["", "measure", "window", "scenario", "recorded", "now", "± 95 %", "change", "scenarios"],
        most.prefix(SuiteSummary.mostNumbers).map { SuiteSummary.cells($0) }, leading: 4)
    }
    return text
  }

  /// What there is to say of a scenario; nil if it held.
  private func section(_ report: TestReport) -> String? {
    var text = ""
    if !report.failing.isEmpty { text += failures(report) }
    switch report.change {
    case .none, .notRecorded, .updated(nil): break
    case .missing: text += "\nIt has no recorded result.\n"
    case .unreadable(let reason): text += "\n\(MarkdownSummary.escaped(reason))\n"
    case .moved(let movement), .updated(let movement?): text += moved(movement)
    }
    if text.isEmpty { return nil }
    let name = MarkdownSummary.escaped(report.path.name)
    return "\n<details><summary><b>\(MarkdownSummary.word(report))</b> \(name)</summary>\n"
      + "\n\(MarkdownSummary.code(report.place))\n" + text + "\n</details>\n"
  }

  private static func word(_ report: TestReport) -> String {
    if report.failed { return "failed" }
    if !report.failing.isEmpty { return "undecided" }
    switch report.change {
    case .missing: return "new"
    case .unreadable: return "unreadable"
    case .updated: return "recorded"
    case .none, .notRecorded, .moved: return report.movement?.verdict?.word ?? "moved"
    }
  }

  private func failures(_ report: TestReport) -> String {
    var text = "\n"
    let groups = report.failureGroups
    for group in groups.prefix(TestReport.mostLines) {
      let label = group.label.isEmpty ? "" : "\(group.label), "
      let place = group.position.map { "line \($0.line), " } ?? ""
      let reason = "\(place)\(label)\(FailureText.head(group.reason))"
      text += "- \(MarkdownSummary.escaped(reason))\\\n"
      text += "  \(MarkdownSummary.escaped(group.seedText)): "
      text += MarkdownSummary.code(group.first.replay) + "\n"
    }
    let rest = groups.count - TestReport.mostLines
    if rest > 0 { text += "- and \(CountText.counted(Int64(rest), "more failure"))\n" }
    return text
  }

  private func moved(_ movement: Movement) -> String {
    var text = "\n"
    for line in movement.lines.prefix(TestReport.mostLines) {
      text += "- \(MarkdownSummary.escaped(line.text))\n"
    }
    let rest = movement.lines.count - TestReport.mostLines
    if rest > 0 { text += "- and \(CountText.counted(Int64(rest), "more line"))\n" }
    if let note = movement.note { text += "- \(MarkdownSummary.escaped(note))\n" }
    for variant in movement.byMove {
      let label = variant.label.isEmpty ? "" : "\(MarkdownSummary.code(variant.label)): "
      text += "\n\(label)\(MarkdownSummary.escaped(MovementText.head(variant)))\n"
      let called = variant.called
      if called.isEmpty { continue }
      text +=
        "\n"
        + MarkdownSummary.table(
          ["", "measure", "", "window", "recorded", "now", "± 95 %", "change"],
          called.prefix(TestReport.mostNumbers).map {
            [$0.verdict.word] + DifferenceText($0).cells
          }, leading: 4)
    }
    return text
  }

  /// Records without a scenario, and scenarios whose runs were stopped.
  private var rest: [String] {
    let orphans = page.isRecorded ? [] : page.orphans
    let lines =
      orphans.map { "record without a scenario: \($0)" }
      + page.unfinished.map { "stopped before all its runs were done: \($0)" }
    return lines.isEmpty
      ? [] : ["\n" + lines.map { "- \(MarkdownSummary.escaped($0))\n" }.joined()]
  }

  // MARK: Syntax

  private static func table(_ header: [String], _ rows: [[String]], leading: Int) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let rule = header.indices.map { $0 < leading ? "---" : "---:" }
    return line(header) + line(rule) + rows.map { line($0.map { escaped($0) }) }.joined()
  }

  /// Text as it is, on one line: what Markdown, HTML or a mention of a person would be made of, is escaped.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "@": escaped += "&#64;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "|", "~", "$", "!":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Text as code, fenced by more backticks than it holds in a row.
  static func code(_ text: String) -> String {
    let text = VisibleText.line(text)
    var (longest, run) = (0, 0)
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "\(fence)\(text)\(fence)" : "\(fence) \(text) \(fence)"
  }
}
