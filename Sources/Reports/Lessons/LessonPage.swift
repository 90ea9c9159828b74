import Experiments
import Scenarios

/// A lesson as pages for a terminal, one after another: what to predict, what happened, the question.
public struct LessonPage {
  private let taught: TaughtLesson
  private let width: Int
  private let look: Look
  private let program: String

  /// - Parameters:
  ///   - width: columns of the terminal; used from 60 to 160.
  ///   - color: whether to colour it with the codes of ECMA-48.
  ///   - ascii: whether the terminal shows ASCII only.
  ///   - program: the name of the program.
  public init(
    _ taught: TaughtLesson, width: Int, color: Bool = false, ascii: Bool = false,
    program: String = ReplayLine.lockstep
  ) {
    self.taught = taught
    self.width = Swift.min(Swift.max(60, width), 160)
    self.program = program
    look = Look(
      width: self.width, hasColor: color, isASCII: ascii,
      substitutes: taught.outcome.timeline.states.reduce(into: [:]) {
        $0[Character($1.glyph)] = Character($1.ascii)
      })
  }

  private func output(_ lines: [PageLine]) -> OutputText {
    lines.reduce(into: OutputText()) { $0 += OutputText($1, look) }
  }

  private func wrapped(_ text: String, _ style: Style = .plain, indent: Int = 0) -> [PageLine] {
    let blank = String(repeating: " ", count: indent)
    return Columns.wrap(text, to: width - indent).map { PageLine(blank + $0, style) }
  }

  private func paragraphs(_ texts: [String]) -> [PageLine] {
    texts.flatMap { wrapped($0) + [PageLine()] }
  }

  /// The idea, and what to predict.
  public var beginning: OutputText {
    let lesson = taught.lesson
    return output(
      [PageLine(lesson.title, .heading), PageLine()] + paragraphs(lesson.idea)
        + [PageLine("Before you look", .heading)] + wrapped(lesson.predict) + [PageLine()])
  }

  /// What happened, drawn and told.
  public var middle: OutputText {
    let outcome = taught.outcome
    let replay = ReplayLine(program: program).text(outcome.scenario, seed: outcome.seed)
    // What the scenario expects is not what the lesson is about.
    let verdict = Verdict(outcome, width: width)
    var lines = outcome.violation == nil ? verdict.facts : verdict.lines
    lines += [PageLine()] + Strip(outcome, width: width).lines
    let story = Story(outcome).lines(width: width)
    if !story.isEmpty { lines += [PageLine(), PageLine("What happened", .heading)] + story }
    lines = lines.map { $0.cut(to: width) } + [PageLine(replay, .faint), PageLine()]
    lines += [PageLine("What it shows", .heading)] + paragraphs(taught.lesson.explanation)
    return output(lines)
  }

  /// The question and its answers.
  public var question: OutputText {
    var lines = [PageLine("Question", .heading)] + wrapped(taught.lesson.question)
    for (place, answer) in taught.lesson.answers.enumerated() {
      let words = wrapped(answer.text, indent: 5)
      let number = PageLine("  \(place + 1). ")
      for (row, line) in words.enumerated() {
        guard row == 0 else {
          lines.append(line)
          continue
        }
        var first = number
        first.append(String(line.pieces[0].text.dropFirst(5)))
        lines.append(first)
      }
    }
    return output(lines + [PageLine()])
  }

  /// What the run says of an answer, by its place.
  public func reply(to place: Int) -> OutputText {
    let (answer, verdict) = (taught.lesson.answers[place], taught.verdicts[place])
    let words =
      verdict.isRight ? "Right. \(answer.why)" : "No, it is not \(place + 1). \(answer.why)"
    var lines = wrapped(words, verdict.isRight ? .good : .bad)
    lines += verdict.seen.flatMap { wrapped("the run: \($0)", .faint, indent: 2) }
    return output(lines + [PageLine()])
  }

  /// What to try next.
  public var ending: OutputText {
    var lines = [PageLine("Change something", .heading)]
    for trial in taught.lesson.trials {
      lines += wrapped(trial.look)
      lines.append(PageLine("  " + taught.line(of: trial, program: program), .faint))
    }
    return output(lines)
  }
}
