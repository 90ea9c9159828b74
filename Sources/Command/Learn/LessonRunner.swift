import Experiments
import Reports
import Scenarios
import Simulator

/// Runs the scenarios of a lesson.
struct LessonRunner {
  private let entry: LessonFinder.Entry
  private let loop: RunLoop
  private let context: Context
  private let limits: Limits

  init(_ entry: LessonFinder.Entry, _ limits: Limits, _ context: Context) {
    self.entry = entry
    self.limits = limits
    self.context = context
    loop = RunLoop(limits, context)
  }

  private var lesson: Lesson { entry.lesson }

  /// The lesson's scenario, with more settings besides its own.
  private func scenario(
    _ more: [Choice], at position: Position
  ) throws(Complaint) -> Scenario {
    do throws(Complaint) {
      let path = try ScenarioFinder(context).find("\(Home.scenarios)/\(lesson.run.scenario)")
      let source = try ScenarioSource(
        path, context, overrides: lesson.run.settings(besides: more))
      let runs = try source.runs(variant: lesson.run.variant)
      guard runs.count == 1, let run = runs.first else {
        throw Complaint("\(path.file) has variants; name one of them with 'variant'")
      }
      try limits.review(runs, source, context.registry)
      return run
    } catch {
      // Said of the lesson, whose line it is.
      let place = Diagnostic(file: entry.path, position: position, message: "in this lesson")
      throw Complaint(["\(place)"] + error.lines, error.status, isPlaced: true)
    }
  }

  private func run(
    _ scenario: Scenario, seed: UInt64?, while visit: ((Session) -> Bool)? = nil,
    recording: RecordLog.Mode = .off
  ) throws(Complaint) -> Outcome {
    let session = loop.open(
      scenario, seed: seed ?? lesson.run.seed ?? scenario.seed, recording: recording)
    let isWhole = try loop.run(session, while: visit) { _ in }
    try loop.complain(of: session)
    if !isWhole {
      throw Complaint("stopped by \(context.stop.name)", context.stop.status ?? .programFailed)
    }
    return session.outcome()
  }

  /// Whether a claim is true of the lesson's run, or of one with other settings.
  private func verdict(
    _ claim: Lesson.Claim, _ settings: [Choice] = [], seed: UInt64? = nil
  ) throws(Complaint) -> TaughtLesson.Verdict {
    let scenario = try scenario(settings + claim.settings, at: claim.position)
    return TaughtLesson.Verdict(claim, try run(scenario, seed: seed))
  }

  /// Runs the lesson's scenario, and holds the run against what each answer claims.
  func teach() throws(Complaint) -> TaughtLesson {
    let scenario = try scenario([], at: lesson.run.position)
    let seed = lesson.run.seed ?? scenario.seed
    let session = loop.open(scenario, seed: seed, recording: .recording)
    var archive = DiagramArchive(session, part: lesson.part ?? 0...scenario.duration)
    let visit = { (session: Session) in
      archive.add(session)
      return true
    }
    let isWhole = try loop.run(session, while: visit) { _ in }
    try loop.complain(of: session)
    if !isWhole {
      throw Complaint("stopped by \(context.stop.name)", context.stop.status ?? .programFailed)
    }
    archive.finish()
    var verdicts: [TaughtLesson.Verdict] = []
    for answer in lesson.answers { verdicts.append(try verdict(answer.claim)) }
    return TaughtLesson(lesson, name: entry.name, session.outcome(), archive, verdicts)
  }

  /// The whole run as a page for a browser.
  func page() throws(Complaint) -> WebPage {
    let scenario = try scenario([], at: lesson.run.position)
    let part = 0...scenario.duration
    var archive = RunArchive(agentCount: scenario.agents.count, part: part)
    let outcome = try run(
      scenario, seed: nil,
      while: {
        archive.add($0)
        return true
      }, recording: .recording)
    return WebPage(outcome, archive, program: context.program.name)
  }

  /// What is wrong with the lesson: nothing if one answer is right and every trial is as it says.
  func mistakes() throws(Complaint) -> [String] {
    var mistakes: [String] = []
    let taught = try teach()
    let right = taught.verdicts.indices.filter { taught.verdicts[$0].isRight }
    if right.count != 1 {
      let numbers = right.map { String($0 + 1) }.joined(separator: " and ")
      mistakes.append(
        right.isEmpty
          ? "the run makes no answer right" : "the run makes the answers \(numbers) right")
      for (place, verdict) in taught.verdicts.enumerated() {
        mistakes.append("  \(place + 1): \(verdict.seen.joined(separator: "; "))")
      }
    }
    for (place, trial) in lesson.trials.enumerated() {
      let verdict = try verdict(trial.claim, trial.settings, seed: trial.seed)
      if verdict.isRight { continue }
      mistakes.append(
        "trial \(place + 1) is not as it says: \(verdict.seen.joined(separator: "; "))")
    }
    return mistakes
  }
}
