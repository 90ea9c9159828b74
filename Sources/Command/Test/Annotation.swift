import Experiments
import Reports
import Scenarios
import Simulator

/// A remark on a line of a scenario file, as tools show it beside a change.
struct Annotation: Hashable, Sendable {
  /// The tools that are known.
  enum Kind: String, CaseIterable {
    case github
    case gitlab
  }

  /// How grave it is.
  enum Level: Hashable {
    /// Something that had to hold did not.
    case failure
    /// A number got worse, or a record cannot be read.
    case worse
    /// Anything else that keeps the test from passing.
    case moved
    /// Runs differ, and no difference is seen.
    case unseen
  }

  let level: Level
  /// As the repository names it.
  let file: String
  /// From 1; the first line where the file has no line that it is about.
  let line: Int
  let column: Int?
  /// One line.
  let title: String
  /// One line or several.
  let message: String
  /// What it is about, which stays the same from build to build.
  let subject: String

  /// Of all reports, the gravest first.
  static func all(_ page: TestPage) -> [Annotation] {
    TestReport.ordered(page.reports).flatMap { failures($0) + changes($0) }
      + page.unfinished.map { name in
        Annotation(
          level: .moved, file: name, line: 1, column: nil, title: "\(name) was stopped",
          message: "The test was stopped before all runs were done.", subject: "stopped")
      }
  }

  /// One for each expectation of a variant that some seeds do not meet, and one for each other reason.
  private static func failures(_ report: TestReport) -> [Annotation] {
    report.failureGroups.map { group in
      let label = group.label.isEmpty ? "" : " (\(group.label))"
      return Annotation(
        level: .failure, file: report.place, line: group.position?.line ?? 1,
        column: group.position?.column,
        title: "\(report.path.name)\(label) \(group.first.isUndecided ? "is undecided" : "failed")",
        message: "\(FailureText.head(group.reason))\n\(group.seedText)\n\(group.first.replay)",
        subject: "\(group.subject)\n\(group.label)")
    }
  }

  /// What became of the record, in one remark: few are shown of many.
  private static func changes(_ report: TestReport) -> [Annotation] {
    func annotation(_ level: Level, _ title: String, _ lines: [String]) -> [Annotation] {
      [
        Annotation(
          level: level, file: report.place, line: 1, column: nil,
          title: "\(report.path.name): \(title)", message: lines.joined(separator: "\n"),
          subject: "record")
      ]
    }
    switch report.change {
    case .none, .notRecorded, .updated: return []
    case .missing:
      return annotation(
        .moved, "no recorded result", ["\(report.program) test --update records it"])
    case .unreadable(let reason): return annotation(.worse, "unreadable record", [reason])
    case .moved(let movement):
      let text = MovementText(movement)
      return annotation(movement.verdict.map { level($0) } ?? .moved, text.title, text.sentences)
    }
  }

  private static func level(_ verdict: Movement.Verdict) -> Level {
    switch verdict {
    case .worse: .worse
    case .differs, .better, .tooFew: .moved
    case .notSeen, .same: .unseen
    }
  }
}
