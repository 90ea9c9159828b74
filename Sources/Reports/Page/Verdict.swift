import Experiments
import Scenarios
import Simulator

/// The head of a page: what was run, and whether it held.
struct Verdict {
  let outcome: Outcome
  let width: Int

  init(_ outcome: Outcome, width: Int) {
    self.outcome = outcome
    self.width = width
  }

  private var scenario: Scenario { outcome.scenario }

  var lines: [PageLine] { facts + [PageLine()] + sentence }

  /// What was run.
  var facts: [PageLine] {
    var lines: [PageLine] = []
    if !scenario.about.isEmpty {
      lines += Columns.wrap(scenario.about, to: width).map { PageLine($0, .heading) }
    }
    var facts = [
      scenario.file, scenario.vocabulary.name,
      CountText.counted(Int64(outcome.timeline.agentCount), "agent"),
      DurationText.text(scenario.duration), "seed \(outcome.seed)",
    ]
    if !scenario.label.isEmpty { facts.insert(scenario.label, at: 1) }
    if let mutant = scenario.mutant { facts.append("mutant \(mutant)") }
    return lines
      + Columns.wrap(facts.joined(separator: ", "), to: width).map { PageLine($0, .faint) }
  }

  /// What hangs at the end of a run that held: more than these go untold at its head.
  private static var mostHanging: Int { 3 }

  /// Whether it held, and what did not, or what hangs.
  var sentence: [PageLine] {
    if outcome.isPartial {
      return wrapped(
        "PARTIAL: the run was stopped at \(DurationText.rounded(outcome.end)) of "
          + "\(DurationText.text(scenario.duration)); this is what there was by then", .bad,
        indent: 2)
    }
    if outcome.passed {
      let hanging = outcome.timeline.remarks.filter { $0.qualifiesVerdict }.map { $0.text }
      return wrapped("Held: \(held)", .good, indent: 2)
        + hanging.prefix(Verdict.mostHanging).flatMap { wrapped("  but \($0)", .bad, indent: 4) }
        + (hanging.count > Verdict.mostHanging
          ? [PageLine("  and \(hanging.count - Verdict.mostHanging) more such", .bad)] : [])
    }
    let failures = outcome.failures.map { FailureText.head($0) }
    let undecided = outcome.undecided.flatMap { wrapped("  ? \($0)", .bad, indent: 4) }
    if failures.isEmpty {
      return [PageLine("UNDECIDED: nothing failed, but not all was proven", .bad)] + undecided
    }
    if failures.count == 1 {
      return wrapped("FAILED: \(failures[0])", .bad, indent: 2) + undecided + notReached
    }
    let count = CountText.counted(Int64(failures.count), "thing")
    return [PageLine("FAILED: \(count) did not hold", .bad)]
      + failures.flatMap { wrapped("  ✗ \($0)", .bad, indent: 4) } + undecided + notReached
  }

  /// What the run did not come to, which is neither held nor failed.
  private var notReached: [PageLine] {
    let count = Int64(outcome.notReached.count)
    if count == 0 { return [] }
    return [PageLine("  · \(CountText.counted(count, "expectation")) not reached", .faint)]
  }

  /// What held, in words.
  private var held: String {
    if let violation = outcome.violation { return "\(violation.check) was violated, as it must be" }
    let expected = outcome.findings.count
    let checked = outcome.verdicts.filter { $0.result == .held }.count
    var parts: [String] = []
    if expected > 0 { parts.append(expected == 1 ? "1 expectation" : "\(expected) expectations") }
    if checked > 0 { parts.append(checked == 1 ? "1 check" : "\(checked) checks") }
    if parts.isEmpty { return "nothing was expected or checked" }
    return (expected + checked > 1 ? "all " : "") + parts.joined(separator: " and ")
  }

  private func wrapped(_ text: String, _ style: Style, indent: Int) -> [PageLine] {
    let blanks = String(text.prefix { $0 == " " })
    let lines = Columns.wrap(text, to: width - indent)
    return lines.enumerated().map { number, line in
      PageLine((number == 0 ? blanks : String(repeating: " ", count: indent)) + line, style)
    }
  }
}
