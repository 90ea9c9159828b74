import Experiments
import Scenarios

/// A lesson as a page for a browser: text, the picture of its run, and the question, whose answers open.
///
/// The page is one file that asks nothing of anybody and needs no script.
public struct LessonHTML {
  private let taught: TaughtLesson
  private let program: String
  /// The lessons before and after it, by name and title.
  private let neighbours: (before: Link?, after: Link?)

  /// Another lesson.
  public struct Link: Sendable {
    let name: String
    let title: String

    /// A lesson of a name.
    public init(name: String, title: String) {
      self.name = name
      self.title = title
    }
  }

  /// - Parameters:
  ///   - program: the name of the program.
  ///   - before: the lesson before it, if there is one.
  ///   - after: the one behind it.
  public init(
    _ taught: TaughtLesson, program: String = ReplayLine.lockstep, before: Link?, after: Link?
  ) {
    self.taught = taught
    self.program = program
    neighbours = (before, after)
  }

  /// The list of lessons.
  public static func index(_ links: [Link]) -> OutputText {
    let rows = links.map {
      "<li><a href=\"\(escaped($0.name)).html\">\(escaped($0.title))</a></li>\n"
    }
    return OutputText(
      html: page(
        "Lessons in coordination",
        "<h1>Lessons in coordination</h1>\n<ol>\n\(rows.joined())</ol>\n"
          + "<p>Each runs a scenario of a deterministic simulator: the same file and seed give the same "
          + "run, to the last event, on every machine.</p>\n"))
  }

  /// The page.
  public var output: OutputText {
    let lesson = taught.lesson
    var body = navigation + "<h1>\(LessonHTML.escaped(lesson.title))</h1>\n"
    body += paragraphs(lesson.idea)
    body += "<h2>Before you look</h2>\n" + paragraphs([lesson.predict])
    body += "<h2>What happened</h2>\n<figure>\n" + picture + "</figure>\n" + story
    body +=
      "<p><a href=\"\(LessonHTML.escaped(taught.name))-run.html\">The whole run</a>, to be "
      + "stepped through event by event.</p>\n"
    body += "<h2>What it shows</h2>\n" + paragraphs(lesson.explanation)
    body += "<h2>Question</h2>\n" + paragraphs([lesson.question]) + "<ol class=\"answers\">\n"
    for (answer, verdict) in zip(lesson.answers, taught.verdicts) {
      let word = verdict.isRight ? "Right." : "No."
      let seen = verdict.seen.map { "<br><small>the run: \(LessonHTML.escaped($0))</small>" }
      body +=
        "<li><details><summary>\(LessonHTML.escaped(answer.text))</summary><p><strong>\(word)"
        + "</strong> \(LessonHTML.escaped(answer.why))\(seen.joined())</p></details></li>\n"
    }
    body += "</ol>\n<h2>Change something</h2>\n"
    for trial in lesson.trials {
      let line = taught.line(of: trial, program: program)
      body += "<p>\(LessonHTML.escaped(trial.look))</p>\n<pre>\(LessonHTML.escaped(line))</pre>\n"
    }
    return OutputText(html: LessonHTML.page(lesson.title, body + navigation))
  }

  private var navigation: String {
    var links = ["<a href=\"index.html\">All lessons</a>"]
    if let before = neighbours.before {
      links.append(
        "<a href=\"\(LessonHTML.escaped(before.name)).html\">← \(LessonHTML.escaped(before.title))</a>"
      )
    }
    if let after = neighbours.after {
      links.append(
        "<a href=\"\(LessonHTML.escaped(after.name)).html\">\(LessonHTML.escaped(after.title)) →</a>"
      )
    }
    return "<nav>\(links.joined(separator: " · "))</nav>\n"
  }

  private var picture: String {
    SpaceTimeDiagram(taught.outcome, taught.archive, program: program, judges: false).output.text
  }

  private var story: String {
    let lines = Story(taught.outcome).lines(width: 110).map { line in
      LessonHTML.escaped(line.pieces.map { $0.text }.joined())
    }
    if lines.isEmpty { return "" }
    return "<pre class=\"story\">\(lines.joined(separator: "\n"))</pre>\n"
  }

  private func paragraphs(_ texts: [String]) -> String {
    texts.reduce("") { $0 + "<p>\(LessonHTML.escaped($1))</p>\n" }
  }

  /// Text that no browser takes for anything else, its hidden characters by their numbers.
  private static func escaped(_ text: String) -> String {
    VisibleText.line(text).reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
  }

  private static func page(_ title: String, _ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <style>
    :root { color-scheme: light dark; --ink: #1b1b1b; --faint: #595959; --back: #ffffff; --panel: #f3f4f6; --accent: #0b5cad; }
    @media (prefers-color-scheme: dark) { :root { --ink: #ececec; --faint: #a9adb3; --back: #15181c; --panel: #22272d; --accent: #7fbef5; } }
    body { margin: 0 auto; padding: 1rem; max-width: 76rem; color: var(--ink); background: var(--back); font: 17px/1.55 system-ui, sans-serif; }
    p, ol, nav { max-width: 46rem; } h1 { line-height: 1.2; } h2 { margin-top: 2rem; }
    a { color: var(--accent); } nav { font-size: 0.9rem; } figure { margin: 0; overflow-x: auto; } svg { max-width: 100%; height: auto; }
    pre { background: var(--panel); padding: 0.7rem; overflow-x: auto; font-size: 0.85rem; }
    summary { cursor: pointer; } small { color: var(--faint); } .answers li { margin: 0.4rem 0; }
    </style></head><body>
    \(body)</body></html>

    """
  }
}
