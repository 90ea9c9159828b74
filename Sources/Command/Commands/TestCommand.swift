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
        Syntax.Option("--update", about: "Records what the scenarios give now."),
        Syntax.Option("--junit", "FILE", about: "Writes the results as JUnit XML too."),
        Syntax.Option("--jobs", "N", about: "Threads, instead of one for each core."),
        Syntax.json,
      ],
      details: """
        Runs every scenario below Scenarios/, or the files and directories named, over the seeds that
        each names. What it gave on its first seed is kept in Results/, with one fingerprint of all its
        seeds; in virtual time a latency is exact, so whatever moved is a change of behaviour. Prints
        what moved and by how much; variants that are expected to behave differently, as a defect and its
        repair are, stand side by side in a table. With --update, records without a scenario are removed as well.
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
    let paths = try scenarioPaths(arguments.operands, context)
    let tests = try read(paths, context)
    let updates = arguments.flag("--update")
    let reports = try TestRunner(context: context, jobs: jobs, updates: updates).run(tests)
    let home = Home(context.files)
    let orphans = arguments.operands.isEmpty ? orphanRecords(tests, home) : []
    if updates { for path in orphans { try home.files.remove(path) } }
    if let junit = arguments.text("--junit") {
      try context.files.write(JUnitReport(reports).text, to: junit)
    }
    let passed = reports.allSatisfy { $0.passed } && (orphans.isEmpty || updates)
    if arguments.flag("--json") {
      context.console.out(TestJSON(reports: reports, orphans: orphans).output)
    } else {
      show(reports, orphans, updates, context)
    }
    return passed ? .held : .failed
  }

  private static func show(
    _ reports: [TestReport], _ orphans: [String], _ updates: Bool, _ context: Context
  ) {
    for report in reports { context.console.out(report.output) }
    for path in orphans {
      context.console.out(
        updates ? "removed \(path)\n" : "ORPHAN  \(path): no scenario gives it\n")
    }
    context.console.out(reports.contrastTable)
    let failed = reports.filter { !$0.failing.isEmpty }.count
    let moved = reports.filter { $0.failing.isEmpty && !$0.passed }.count
    let held = reports.count - failed - moved
    context.console.out(
      "\n\(CountText.counted(Int64(reports.count), "scenario")): \(held) held, \(failed) failed, "
        + "\(moved) moved or new\(unrecorded(reports))\n")
  }

  private static func unrecorded(_ reports: [TestReport]) -> String {
    let count = reports.count { !$0.isRecorded }
    return count == 0 ? "" : "; \(count) without a record, guarded by expectations and checks alone"
  }

  /// The files meant, each once, in order.
  private static func scenarioPaths(
    _ words: [String], _ context: Context
  ) throws(Complaint) -> [ScenarioPath] {
    let finder = ScenarioFinder(context)
    var paths: [ScenarioPath] = []
    for word in words { paths += try finder.findAll(word) }
    if words.isEmpty {
      guard finder.home.hasScenarios else {
        throw Complaint(
          "there is no folder Scenarios/ here or in any directory above, so nothing was tested; "
            + "name a file, or a directory with -C")
      }
      paths = finder.all
      if paths.isEmpty { throw Complaint("there is no scenario below Scenarios/") }
    }
    var seen: Set<String> = []
    return paths.filter { seen.insert($0.absolute).inserted }
  }

  /// Reads all files, and reports the mistakes of all of them.
  private static func read(
    _ paths: [ScenarioPath], _ context: Context
  ) throws(Complaint) -> [ScenarioTest] {
    var tests: [ScenarioTest] = []
    var mistakes: [String] = []
    for path in paths {
      do throws(Complaint) {
        tests.append(
          try ScenarioTest(
            ScenarioSource(path, context), version: context.program.rowVersion))
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
