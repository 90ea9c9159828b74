import Experiments
import Reports

/// What became of one scenario under test.
struct TestReport: Sendable {
  let path: ScenarioPath
  /// The name of the program that records it.
  let program: String
  let runCount: Int
  /// In the order of the plan; empty without `vary`.
  let variants: [VariantReport]
  /// Whether the variants are expected to behave differently.
  let isContrast: Bool
  /// Runs that did not hold, or of which a check gave up.
  let failing: [Failure]
  var change: Change
  /// What is to be recorded, if anything else is.
  let record: String?
  /// Whether an update left it out, as it fails.
  var isLeftOut = false

  /// A run that did not hold.
  struct Failure: Sendable {
    let label: String
    let seed: UInt64
    let reasons: [String]
    /// Checks that gave up.
    let undecided: [String]
    /// Expectations that a violation kept the run from coming to.
    let notReached: [String]
    let replay: String

    /// Whether the run only did not pass, since a check gave up.
    var isUndecided: Bool { reasons.isEmpty }
  }

  /// How the result compares with the recorded one.
  enum Change: Sendable {
    case none
    /// Nothing is recorded of files outside of every folder of scenarios.
    case notRecorded
    case missing
    /// There is a record that cannot be read, and why.
    case unreadable(String)
    case moved([RecordDifference])
    /// Written by `--update`, with what moved; nothing if there was no record.
    case updated([RecordDifference])
  }

  var passed: Bool {
    switch change {
    case .none, .notRecorded, .updated: failing.isEmpty
    case .missing, .unreadable, .moved: false
    }
  }

  /// Whether it can have a record.
  var isRecorded: Bool {
    if case .notRecorded = change { false } else { true }
  }

  /// The same after an update: recorded, or left out because it fails.
  func updated(includingFailing: Bool) -> TestReport {
    var report = self
    if record == nil { return report }
    if !failing.isEmpty, !includingFailing {
      report.isLeftOut = true
      return report
    }
    if case .moved(let differences) = change {
      report.change = .updated(differences)
    } else {
      report.change = .updated([])
    }
    return report
  }

  /// Whether any run failed, and not only a check gave up.
  var failed: Bool { failing.contains { !$0.isUndecided } }

  /// Whether all that keeps it from passing is that a check gave up.
  var isUndecided: Bool {
    switch change {
    case .none, .notRecorded, .updated: !failing.isEmpty && !failed
    case .missing, .unreadable, .moved: false
    }
  }

  /// The most lines that are shown of what moved, and of failing runs.
  static let mostLines = 30

  /// What is to be said of a file that has no record, and cannot have one.
  static func unrecorded(_ program: String) -> String {
    "no record to compare with, so a change of behaviour goes unnoticed: a file below a folder Scenarios/ "
      + "has one in Results/ beside it, which '\(program) test --update' writes"
  }

  /// A line with the verdict, and below it what there is to say.
  var output: OutputText {
    var lines = ["\(word)  \(path.name), \(CountText.counted(Int64(runCount), "run"))"]
    for failure in failing.prefix(TestReport.mostLines) {
      let variant = failure.label.isEmpty ? "" : "\(failure.label), "
      for reason in failure.reasons + failure.undecided {
        lines.append("        \(variant)seed \(failure.seed): \(FailureText.head(reason))")
        lines += FailureText.tail(reason).map { "        \($0)" }
      }
      lines += failure.notReached.map { "          not reached: \($0)" }
      lines.append("          \(failure.replay)")
    }
    if failing.count > TestReport.mostLines {
      let rest = Int64(failing.count - TestReport.mostLines)
      lines.append("        and \(CountText.counted(rest, "more failing run"))")
    }
    return OutputText(lines: lines + changeLines)
  }

  private var word: String {
    if failed { return "FAILED" }
    if !failing.isEmpty { return "UNDECIDED" }
    switch change {
    case .none, .notRecorded: return "held  "
    case .missing: return "NEW   "
    case .unreadable: return "UNREAD"
    case .moved: return "MOVED "
    case .updated: return "wrote "
    }
  }

  private var changeLines: [String] {
    switch change {
    case .none: return []
    case .notRecorded: return ["        \(TestReport.unrecorded(program))"]
    case .missing where isLeftOut: return leftOut
    case .missing: return ["        no recorded result; '\(program) test --update' writes it"]
    case .unreadable(let reason):
      return ["        \(path.record?.spelling ?? "") cannot be read: \(reason)"] + leftOut
    case .moved(let differences), .updated(let differences):
      let shown = differences.prefix(TestReport.mostLines).map { "        \($0.text)" }
      let rest = differences.count - TestReport.mostLines
      return (rest > 0 ? shown + ["        and \(rest) more"] : shown) + leftOut
    }
  }

  private var leftOut: [String] {
    isLeftOut
      ? ["        not recorded, as it fails; '\(program) test --update --failing' records it"] : []
  }
}
