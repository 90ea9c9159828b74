import Experiments
import Scenarios

/// What a scenario expected and what the checks said.
struct Judgement {
  let outcome: Outcome
  let width: Int

  init(_ outcome: Outcome, width: Int) {
    self.outcome = outcome
    self.width = width
  }

  // MARK: Expectations

  /// Each with its mark, as the file says it, and what was seen.
  var expectations: [PageLine] {
    let widest = outcome.findings.map { Columns.count($0.text) }.max() ?? 0
    let textWidth = Swift.min(widest, width / 2)
    return outcome.findings.flatMap { finding in
      var line = mark(finding.result)
      line.append(Columns.flushLeft(finding.text, textWidth))
      let room = width - line.columns - 2
      let text = FailureText.head(Judgement.seen(finding))
      let seen = Columns.wrap(text, to: Swift.max(room, width / 3))
      if Columns.count(finding.text) <= textWidth, let first = seen.first {
        line.append("  " + first, finding.result == .failed ? .bad : .faint)
        return [line] + continued(seen.dropFirst(), indent: textWidth + 6)
      }
      return [line] + continued(Columns.wrap(text, to: width - 8)[...], indent: 8)
    }
  }

  /// What was seen, and that it was seen too early.
  private static func seen(_ finding: Finding) -> String {
    finding.result == .notReached ? "not reached: \(finding.seen)" : finding.seen
  }

  private func mark(_ result: Finding.Result) -> PageLine {
    var line = PageLine("  ")
    switch result {
    case .held: line.append("✓", .good)
    case .failed: line.append("✗", .bad)
    case .undecided: line.append("?", .bad)
    case .notReached: line.append("·", .faint)
    }
    line.append(" ")
    return line
  }

  private func continued(_ lines: ArraySlice<String>, indent: Int) -> [PageLine] {
    lines.map { PageLine(String(repeating: " ", count: indent) + $0, .faint) }
  }

  // MARK: Checks

  /// Those that held on one line, every other with what it saw.
  var checks: [PageLine] {
    var lines: [PageLine] = []
    let held = outcome.verdicts.filter { $0.result == .held }.map { $0.name }
    if !held.isEmpty { lines += sentence("held: " + held.joined(separator: ", "), .held) }
    for verdict in outcome.verdicts {
      switch verdict.result {
      case .held, .notChecked: break
      case .violated(let message): lines += sentence("\(verdict.name): \(message)", .failed)
      case .undecided: lines += sentence("\(verdict.name): \(verdict.words)", .undecided)
      }
    }
    let unchecked = outcome.verdicts.filter { $0.result == .notChecked }.map { $0.name }
    if !unchecked.isEmpty {
      let text = "not checked: " + unchecked.joined(separator: ", ")
      lines += continued(Columns.wrap(text, to: width - 4)[...], indent: 4)
    }
    return lines
  }

  private func sentence(_ text: String, _ result: Finding.Result) -> [PageLine] {
    let lines = Columns.wrap(FailureText.head(text), to: width - 4)
    var first = mark(result)
    first.append(lines[0], result == .held ? .plain : .bad)
    return [first] + continued(lines.dropFirst(), indent: 4)
      + continued(FailureText.tail(text)[...], indent: 4)
  }
}
