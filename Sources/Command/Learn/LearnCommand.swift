import Foundation
import Reports
import Scenarios

/// `lockstep learn`: lessons that run scenarios.
enum LearnCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program, name: "learn", summary: "teaches coordination by lessons that run scenarios",
      operands: "[LESSON]", operandCount: 0...1,
      options: [
        Syntax.Option("--answer", "N", about: "Answers the lesson's question."),
        Syntax.Option(
          "--html", "DIR",
          about: "Makes a folder of pages for a browser: of all lessons, or of one."),
        Syntax.Option(
          "--check",
          about: "Runs lessons, and says where not one answer is right or a trial is not as told."),
        Syntax.Option("--width", "N", about: "Columns of the page, 60 to 160."),
        Syntax.Option("--ascii", about: "Draws the page with ASCII characters alone."),
      ] + Limits.options,
      details: """
        Without LESSON the lessons are listed. LESSON is a name or a number of that list. A lesson says what
        to think about, runs a scenario, shows what happened and what it means, asks a question, and gives
        something to change and try. No answer is marked as right: each claims something of the run, and
        the run decides. On a terminal it waits for you; elsewhere it takes --answer, or shows what the run
        says of every answer. Lessons are the files below Scenarios/ that end in .lesson, in JSON5: write
        your own beside them, and try them with --check. Exit status 1 if an answer was wrong.
        """,
      examples: [
        ("learn", "the lessons"), ("learn 1", "the first"),
        ("learn 1 --answer 2", "the first, answered"),
        ("learn --html course", "a folder of pages for a course"),
      ])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let limits = try Limits(arguments)
    let finder = LessonFinder(context)
    let width = try arguments.number("--width", in: 60...160)
    let answer = try arguments.number("--answer", in: 1...99)
    var chosen: [LessonFinder.Entry]?
    if let word = arguments.operands.first { chosen = [try finder.find(word)] }
    if answer != nil && (chosen == nil || arguments.flag("--check")) {
      throw Complaint("'--answer' answers the question of one lesson; name it")
    }
    if arguments.flag("--check") {
      if let chosen { return try check(chosen, limits, context) }
      return try check(finder.all(), limits, context)
    }
    if let folder = arguments.text("--html") {
      return try makePages(finder.all(), chosen, in: folder, limits, context)
    }
    guard let entry = chosen?.first else {
      try list(finder.all(), context)
      return .held
    }
    if let answer, answer > entry.lesson.answers.count {
      throw Complaint("the question has \(entry.lesson.answers.count) answers, and no \(answer)")
    }
    let taught = try LessonRunner(entry, limits, context).teach()
    let page = LessonPage(
      taught, width: width ?? context.console.width, color: context.console.hasColor,
      ascii: arguments.flag("--ascii"), program: context.program.name)
    return teach(taught, page, answer, context)
  }

  private static func list(_ entries: [LessonFinder.Entry], _ context: Context) {
    var table = Listing("lessons", ["number", "name", "title"])
    for (place, entry) in entries.enumerated() {
      table.add([String(place + 1), entry.name, entry.lesson.title])
    }
    context.console.out(table.output)
  }

  // MARK: One lesson

  private static func teach(
    _ taught: TaughtLesson, _ page: LessonPage, _ answer: Int?, _ context: Context
  ) -> ExitStatus {
    let waits = context.console.isTerminal && isatty(STDIN_FILENO) == 1 && answer == nil
    context.console.out(page.beginning)
    if waits {
      context.console.out("Return shows what happened. ")
      _ = readLine()
    }
    context.console.out(page.middle)
    context.console.out(page.question)
    let status: ExitStatus
    if let answer {
      context.console.out(page.reply(to: answer - 1))
      status = taught.verdicts[answer - 1].isRight ? .held : .failed
    } else if waits {
      status = ask(taught, page, context)
    } else {
      for place in taught.verdicts.indices { context.console.out(page.reply(to: place)) }
      status = .held
    }
    context.console.out(page.ending)
    return status
  }

  /// Asks until the answer is right, or there is none.
  private static func ask(
    _ taught: TaughtLesson, _ page: LessonPage, _ context: Context
  ) -> ExitStatus {
    var status = ExitStatus.held
    while true {
      context.console.out("Your answer, 1 to \(taught.verdicts.count) (Return to go on): ")
      guard let line = readLine(), !line.isEmpty else { return status }
      guard let number = Int(line), taught.verdicts.indices.contains(number - 1) else { continue }
      context.console.out(page.reply(to: number - 1))
      if taught.verdicts[number - 1].isRight { return .held }
      status = .failed
    }
  }

  // MARK: All lessons

  private static func check(
    _ entries: [LessonFinder.Entry], _ limits: Limits, _ context: Context
  ) throws(Complaint) -> ExitStatus {
    var status = ExitStatus.held
    for entry in entries {
      let mistakes = try LessonRunner(entry, limits, context).mistakes()
      context.console.out("\(entry.name): \(mistakes.isEmpty ? "as it says" : "NOT as it says")\n")
      for mistake in mistakes { context.console.out("  \(mistake)\n") }
      if !mistakes.isEmpty { status = .failed }
    }
    return status
  }

  private static func makePages(
    _ all: [LessonFinder.Entry], _ chosen: [LessonFinder.Entry]?, in folder: String,
    _ limits: Limits, _ context: Context
  ) throws(Complaint) -> ExitStatus {
    let links = all.map { LessonHTML.Link(name: $0.name, title: $0.lesson.title) }
    let index = try OutputFile("\(folder)/index.html", context)
    for (place, entry) in all.enumerated() {
      if let chosen, !chosen.contains(where: { $0.path == entry.path }) { continue }
      let page = try OutputFile("\(folder)/\(entry.name).html", context)
      let whole = try OutputFile("\(folder)/\(entry.name)-run.html", context)
      let runner = LessonRunner(entry, limits, context)
      let html = LessonHTML(
        try runner.teach(), program: context.program.name,
        before: place > 0 ? links[place - 1] : nil,
        after: place + 1 < links.count ? links[place + 1] : nil)
      try page.write(html.output.text)
      try whole.write(runner.page().output.text)
      context.console.showProgress("\(entry.name).html")
    }
    if chosen == nil { try index.write(LessonHTML.index(links).text) }
    if context.console.showsProgress { context.console.showProgress("") }
    let file = chosen?.first.map { "\($0.name).html" } ?? "index.html"
    context.console.out("wrote \(folder)/\(file)\n")
    return .held
  }
}
