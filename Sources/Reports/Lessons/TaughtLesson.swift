public import Experiments
public import Scenarios
import Simulator

/// A lesson whose scenario was run, with what the run says of each answer.
public struct TaughtLesson {
  /// What it is called: `majority`.
  public let name: String
  /// What it says and asks.
  public let lesson: Lesson
  /// What its scenario gave.
  public let outcome: Outcome
  /// What is drawn of it.
  let archive: DiagramArchive
  /// In the order of the lesson's answers.
  public let verdicts: [Verdict]

  /// What the run says of an answer.
  public struct Verdict: Sendable {
    /// Whether its claim is true of the run.
    public let isRight: Bool
    /// What was claimed, and what was seen instead or as well.
    public let seen: [String]

    /// - Parameter outcome: what the same run gave, held against the answer's claim.
    public init(_ claim: Lesson.Claim, _ outcome: Outcome) {
      isRight = outcome.passed && (claim.wantsViolation || outcome.violation == nil)
      var seen = outcome.findings.map { "\($0.text): \($0.seen)" }
      if let violation = outcome.violation { seen.append("violation: \(violation.text)") }
      self.seen = seen
    }
  }

  /// A lesson with the run of its scenario.
  public init(
    _ lesson: Lesson, name: String, _ outcome: Outcome, _ archive: DiagramArchive,
    _ verdicts: [Verdict]
  ) {
    self.lesson = lesson
    self.name = name
    self.outcome = outcome
    self.archive = archive
    self.verdicts = verdicts
  }

  /// The place of the answer that the run makes right.
  public var rightAnswer: Int? { verdicts.firstIndex { $0.isRight } }

  /// The line that runs it with other settings.
  func line(of trial: Lesson.Trial, program: String) -> String {
    let settings = lesson.run.settings(besides: trial.settings)
    return ReplayLine(program: program).text(
      file: outcome.scenario.file, seed: trial.seed ?? outcome.seed,
      label: outcome.scenario.label, overrides: settings)
  }
}
