import Experiments
import Reports
import Scenarios

/// `lockstep test`: scenarios against what they expect and what was recorded of them.
enum TestCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "test", summary: "runs scenarios against their expectations and recorded results",
      operands: "[PATH...]", operandCount: 0...100_000, completes: .scenarios,
      options: [
        Syntax.Option(
          "--update", about: "Records what the scenarios give now, all of it or nothing."),
        Syntax.Option("--failing", about: "With --update, also records what fails."),
        Syntax.Option("--junit", "FILE", about: "Writes the results as JUnit XML too."),
        Syntax.Option(
          "--markdown", "FILE",
          about: "Writes a summary in Markdown too, for a build's page or a note on a change."),
        Syntax.Option(
          "--annotate", "KIND",
          about: "github: prints workflow commands behind the page, which mark lines of files; "
            + "gitlab: prints a code quality report, and the page on standard error."),
        Syntax.Option("--jobs", "N", about: "Threads, instead of one for each core."),
      ] + Limits.options + [Syntax.json],
      details: """
        Runs every scenario below Scenarios/, or the files and directories named, over the seeds that
        each names, else \(Scenario.testSeeds.text). What it gave is kept in Results/, beside Scenarios/ or, of another directory,
        in it: NAME.txt is read in reviews, a line a measure; NAME.seeds has the fingerprint of every run
        and its numbers.

        Where runs differ from those, each seed is compared with itself: a number is called worse, better
        or different where Student's t says so with all numbers counted that were looked at, and all
        scenarios that moved ('\(program.name) compare'). What moved most comes first. Where the runs differ and no
        number does by more than luck, it says that no difference is seen. Few seeds tell little: with
        fewer than about a dozen nothing is called.

        Variants that are expected to behave differently, as a defect and its repair are, stand side by side in a
        table. With --update, records without a scenario are removed as well; a scenario that fails keeps
        its record unless --failing is given. On SIGINT, SIGTERM or SIGHUP it prints what is done, records
        nothing, and exits with status 130, 143 or 129.
        """,
      examples: [
        ("test", "all scenarios"),
        (
          "test \(program.exampleProtocol) --junit results.xml",
          "those of a folder, for a build server"
        ),
        (
          "test --annotate github --markdown summary.md", "marks the files of a change on GitHub"
        ),
        ("test --update", "after a change that was meant; then look at the diff"),
      ])
  }

  static var json: [JSONField] { TestJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let options = try Options(arguments)
    let finder = ScenarioFinder(context)
    let tests = try read(finder.findAll(arguments.operands), options.limits, context)
    let outputs = try TestOutputs(arguments, context)
    let records = RecordUpdate(tests, context)
    try records.recover()
    if options.updates { try records.attempt() }
    let result = try TestRunner(context: context, jobs: options.jobs, limits: options.limits)
      .run(tests)
    let orphans = records.orphans(finder.directories(arguments.operands))
    var page = TestPage(
      reports: result.reports, unfinished: result.unfinished.map { $0.path.name },
      orphans: orphans.map { $0.spelling })
    var failure: ExitStatus?
    func attempt(_ body: () throws(Complaint) -> Void) {
      do throws(Complaint) {
        try body()
      } catch {
        for line in error.lines { context.console.complain(line) }
        failure = error.status
      }
    }
    if options.updates, page.unfinished.isEmpty {
      attempt { () throws(Complaint) in
        let reports = page.reports.map { $0.updated(includingFailing: options.updatesFailing) }
        try records.commit(reports, removing: orphans.flatMap { $0.files })
        page.reports = reports
        page.isRecorded = true
      }
    }
    attempt { () throws(Complaint) in try outputs.write(page) }
    outputs.print(page, context.console)
    if !page.unfinished.isEmpty, let status = context.stop.status {
      context.console.complain(
        "stopped by \(context.stop.name)\(options.updates ? "; nothing was recorded" : "")")
      return status
    }
    return failure ?? page.status
  }

  /// The options, read.
  private struct Options {
    let jobs: Int
    let limits: Limits
    let updates: Bool
    let updatesFailing: Bool

    init(_ arguments: Arguments) throws(Complaint) {
      jobs = try arguments.number("--jobs", in: 1...1_024) ?? Workers.processorCount
      updates = arguments.flag("--update")
      updatesFailing = arguments.flag("--failing")
      if updatesFailing, !updates {
        throw Complaint("'--failing' tells what '--update' records; add that, or leave it out")
      }
      limits = try Limits(arguments)
    }
  }

  /// Reads all files, and reports the mistakes of all of them.
  private static func read(
    _ paths: [ScenarioPath], _ limits: Limits, _ context: Context
  ) throws(Complaint) -> [ScenarioTest] {
    var tests: [ScenarioTest] = []
    var mistakes: [String] = []
    for path in paths {
      do throws(Complaint) {
        tests.append(
          try ScenarioTest(
            ScenarioSource(path, context), version: context.program.rowVersion, limits,
            context.registry))
      } catch {
        mistakes += error.lines(of: "test")
      }
    }
    if !mistakes.isEmpty { throw Complaint(mistakes, isPlaced: true) }
    return tests
  }
}
