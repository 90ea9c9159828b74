import Experiments
import Reports

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
        Syntax.Option("--jobs", "N", about: "Threads, instead of one for each core."),
      ] + Limits.options + [Syntax.json],
      details: """
        Runs every scenario below Scenarios/, or the files and directories named, over the seeds that
        each names. What it gave on its first seed is kept in Results/, with one fingerprint of all its
        seeds; in virtual time a latency is exact, so whatever moved is a change of behaviour. Prints
        what moved and by how much; variants that are expected to behave differently, as a defect and its
        repair are, stand side by side in a table. With --update, records without a scenario are removed as well;
        a scenario that fails keeps its record unless --failing is given. On SIGINT, SIGTERM or SIGHUP it
        prints what is done, records nothing, and exits with status 130, 143 or 129.
        """,
      examples: [
        ("test", "all scenarios"),
        (
          "test \(program.exampleProtocol) --junit results.xml",
          "those of a folder, for a build server"
        ),
        ("test --update", "after a change that was meant; then look at the diff"),
      ])
  }

  static var json: [JSONField] { TestJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let jobs = try arguments.number("--jobs", in: 1...1_024) ?? Workers.processorCount
    let updates = arguments.flag("--update")
    if arguments.flag("--failing"), !updates {
      throw Complaint("'--failing' tells what '--update' records; add that, or leave it out")
    }
    let limits = try Limits(arguments)
    let paths = try ScenarioFinder(context).findAll(arguments.operands)
    let tests = try read(paths, limits, context)
    let junit = try arguments.text("--junit").map { name throws(Complaint) in
      try OutputFile(name, context)
    }
    let records = RecordUpdate(tests, context)
    try records.recover()
    if updates { try records.attempt() }
    let result = try TestRunner(context: context, jobs: jobs, limits: limits).run(tests)
    let home = Home(context.files)
    var page = Page(
      reports: result.reports, unfinished: result.unfinished.map { $0.path.name },
      orphans: arguments.operands.isEmpty ? orphanRecords(tests, home) : [])
    var failure: ExitStatus?
    func attempt(_ body: () throws(Complaint) -> Void) {
      do throws(Complaint) {
        try body()
      } catch {
        for line in error.lines { context.console.complain(line) }
        failure = error.status
      }
    }
    if updates, page.unfinished.isEmpty {
      attempt { () throws(Complaint) in
        let reports = page.reports.map {
          $0.updated(includingFailing: arguments.flag("--failing"))
        }
        try records.commit(reports, removing: page.orphans.map { home.files.absolute($0) })
        page.reports = reports
        page.isRecorded = true
      }
    }
    if let junit {
      attempt { () throws(Complaint) in
        try junit.write(JUnitReport(page.reports, unfinished: page.unfinished).text)
      }
    }
    context.console.out(arguments.flag("--json") ? page.json : page.output)
    if !page.unfinished.isEmpty, let status = context.stop.status {
      context.console.complain(
        "stopped by \(context.stop.name)\(updates ? "; nothing was recorded" : "")")
      return status
    }
    return failure ?? page.status
  }

  /// What is printed at the end.
  private struct Page {
    var reports: [TestReport]
    let unfinished: [String]
    /// Records without a scenario.
    let orphans: [String]
    /// Whether the records are up to date now.
    var isRecorded = false

    var passed: Bool {
      reports.allSatisfy { $0.passed } && (orphans.isEmpty || isRecorded) && unfinished.isEmpty
    }

    /// A run of which a check gave up is all that may be left of a test that neither held nor failed.
    var status: ExitStatus {
      let isOpen =
        !passed && reports.allSatisfy { $0.passed || $0.isUndecided }
        && (orphans.isEmpty || isRecorded)
      return ExitStatus(failed: !passed && !isOpen, passed: passed)
    }

    var json: OutputText {
      TestJSON(reports: reports, orphans: orphans, unfinished: unfinished).output
    }

    var output: OutputText {
      var text = reports.reduce(into: OutputText()) { $0 += $1.output }
      for path in orphans {
        text += isRecorded ? "removed \(path)\n" : "ORPHAN  \(path): no scenario gives it\n"
      }
      for name in unfinished { text += "PARTIAL \(name): stopped before all its runs were done\n" }
      text += reports.contrastTable
      let failed = reports.count { $0.failed }
      let undecided = reports.count { !$0.failed && !$0.failing.isEmpty }
      let moved = reports.count { $0.failing.isEmpty && !$0.passed }
      let held = reports.count - failed - undecided - moved
      let partial = unfinished.isEmpty ? "" : ", \(unfinished.count) not finished"
      let count = CountText.counted(Int64(reports.count + unfinished.count), "scenario")
      text += "\n\(count): \(held) held, \(failed) failed, "
      if undecided > 0 { text += "\(undecided) undecided, " }
      text += "\(moved) moved or new"
      text += "\(partial)\(unrecorded)\n"
      return text
    }

    private var unrecorded: String {
      let count = reports.count { !$0.isRecorded }
      return count == 0
        ? "" : "; \(count) without a record, guarded by expectations and checks alone"
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

  /// Records whose scenario is gone, as paths from the home. `Results/` holds other files too: a
  /// record names its scenario.
  private static func orphanRecords(_ tests: [ScenarioTest], _ home: Home) -> [String] {
    let known = Set(tests.compactMap { $0.path.record?.absolute })
    return home.files.list(Home.results, endings: [".txt"]).filter { path in
      guard !known.contains(home.files.absolute(path)),
        let bytes = home.files.bytes(path, limit: 1 << 20)
      else { return false }
      return String(decoding: bytes, as: UTF8.self).hasPrefix("scenario: ")
    }
  }
}
