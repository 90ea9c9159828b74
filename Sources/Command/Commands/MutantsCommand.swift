import Experiments
import Reports
import Scenarios

/// `lockstep mutants`: what scenarios would see of known mistakes.
enum MutantsCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "mutants", summary: "tells which known mistakes scenarios would catch",
      operands: "[PATH...]", operandCount: 0...100_000, completes: .scenarios,
      options: MutantBudget.options + [
        Syntax.Option(
          "--only", "WHAT", about: "Tries one mutant, or those of one harm; see below."),
        Syntax.Option("--jobs", "N", about: "Threads, instead of one for each core."),
      ] + Limits.options + [Syntax.json],
      details: """
        Plants each known mistake of a protocol ('\(program.name) describe PROTOCOL' lists them) into each
        of its scenarios below Scenarios/, or in the files and directories named, and runs seeds 1, 2, 3
        and so on, of each all variants, until a check fires or an expectation fails that holds without
        the mistake on the same seed. Prints which scenario catches a mutant first, by what, after how many
        seeds, and how many others catch it; then what each scenario catches. Variants that plant a mistake
        or expect a violation themselves are left out. Without --seeds a trial of a mutant in a scenario
        ends after 100 seeds or 3,000,000 events, whichever comes first.

        --only takes the name of a mutant, or safety, liveness, statistics or nothing for all that harm that.
        The score counts mutants that harm safety; the exit status is 1 if one of them is missed by all.
        Those that harm liveness or statistics alone are told apart, and legal changes are there to fail
        nothing. The output is the same with any number of jobs. On SIGINT, SIGTERM or SIGHUP it prints
        what is done, marked as partial, and exits with status 130, 143 or 129.
        """,
      examples: [
        ("mutants \(program.exampleProtocol)", "all mutants in all scenarios of a folder"),
        (
          "mutants \(program.example) --seeds 1000 --ranges 10",
          "how many seeds of one scenario each takes: the median of ten ranges of a thousand"
        ),
      ])
  }

  static var json: [JSONField] { MutantJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let jobs = try arguments.number("--jobs", in: 1...1_024) ?? Workers.processorCount
    let limits = try Limits(arguments)
    let budget = try MutantBudget(arguments)
    let paths = try ScenarioFinder(context).findAll(arguments.operands)
    let suites = try MutantSuite.all(
      of: read(paths, limits, context), only: arguments.text("--only"), context.registry)
    let runs = suites.flatMap { $0.stages.flatMap { $0.runs } }
    let runner = MutantRunner(
      suites, budget, RunLoop(limits, context), jobs: limits.jobs(jobs, runs, context.registry))
    let trials = runner.trials
    let results = try runner.run(trials, context.console)
    let scores = MutantScore.all(suites, budget, trials, results)
    let isPartial = results.contains { $0 == nil }
    context.console.out(
      arguments.flag("--json")
        ? MutantJSON(scores: scores, budget: budget).output
        : page(scores, results, isPartial: isPartial, context))
    if isPartial, let status = context.stop.status {
      context.console.complain("stopped by \(context.stop.name)")
      return status
    }
    return scores.allSatisfy { $0.missed.isEmpty } ? .held : .failed
  }

  private static func page(
    _ scores: [MutantScore], _ results: [MutantTrial.Result?], isPartial: Bool, _ context: Context
  ) -> OutputText {
    let pages = scores.map { MutantPage(score: $0).output }
    if !isPartial { return .joined(pages) }
    let done = CountText.grouped(Int64(results.count { $0 != nil }))
    let total = CountText.counted(Int64(results.count), "trial")
    return .joined(
      ["PARTIAL: \(done) of \(total) done; what is missing here may be found\n"] + pages)
  }

  /// Reads all files, and reports the mistakes of all of them.
  private static func read(
    _ paths: [ScenarioPath], _ limits: Limits, _ context: Context
  ) throws(Complaint) -> [ScenarioSource] {
    var sources: [ScenarioSource] = []
    var mistakes: [String] = []
    for path in paths {
      do throws(Complaint) {
        let source = try ScenarioSource(path, context)
        try limits.review(source.scenario.runs, source, context.registry)
        sources.append(source)
      } catch {
        mistakes += error.lines(of: "mutants")
      }
    }
    if !mistakes.isEmpty { throw Complaint(mistakes, isPlaced: true) }
    return sources
  }
}
