import Experiments
import Reports
import Scenarios

/// `lockstep run`: one run of a scenario.
enum RunCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "run", summary: "runs a scenario once and tells what happened", operands: "FILE",
      operandCount: 1...1, completes: .scenarios,
      options: [
        Syntax.Option("--seed", "N", about: "The seed, instead of the one that the file names."),
        Syntax.Option(
          "--variant", "LABEL", about: "Only this variant of a file with 'vary', instead of all."),
        Syntax.Option("--width", "N", about: "Columns of the page, 60 to 160."),
        Syntax.Option("--ascii", about: "Draws the page with ASCII characters alone."),
      ] + Limits.options + [Syntax.json],
      details: """
        FILE is a path, a name below Scenarios/ such as \(program.example), or - for standard input.
        Scenarios/ is looked for here and in every directory above. The page shows who led when, each
        fault and what it did, latencies before, during and after, and the line that runs exactly this
        again. On SIGINT, SIGTERM or SIGHUP it shows the run so far, marked as partial, and exits with
        status 130, 143 or 129; a second signal ends it at once.
        """,
      examples: [
        ("run \(program.example) --seed 7", "seed 7 decides the luck"),
        ("run Scenarios/\(program.example).json5 --json", "the same numbers for a program"),
      ])
  }

  static var json: [JSONField] { OutcomeJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let seed = try arguments.number("--seed", in: UInt64.min...UInt64.max)
    let width = try arguments.number("--width", in: 60...160)
    let limits = try Limits(arguments)
    let source = try ScenarioSource(arguments.operands[0], context)
    let runs = try source.runs(variant: arguments.text("--variant"))
    try limits.review(runs, source, context.registry)
    let outcomes = try outcomes(of: runs, seed: seed, RunLoop(limits, context), context.console)
    if arguments.flag("--json") {
      context.console.out(Rendering.json(outcomes))
    } else {
      let pages = outcomes.map {
        Rendering.page(
          $0, width: width ?? context.console.width, color: context.console.hasColor,
          ascii: arguments.flag("--ascii"), program: context.program.name)
      }
      context.console.out(.joined(pages))
    }
    let isPartial = outcomes.count < runs.count || outcomes.contains { $0.isPartial }
    if isPartial, let status = context.stop.status {
      let whole = outcomes.count { !$0.isPartial }
      context.console.complain(
        "stopped by \(context.stop.name) after \(whole) of "
          + CountText.counted(Int64(runs.count), "run"))
      return status
    }
    try limits.complain(
      ofEnded: outcomes.filter { $0.eventLimit != nil }.map {
        Limits.name($0.scenario, seed: $0.seed)
      })
    return ExitStatus(
      failed: outcomes.contains { $0.verdict == .failed },
      passed: outcomes.allSatisfy { $0.passed })
  }

  /// What the runs gave; fewer than there are if it was asked to stop.
  private static func outcomes(
    of runs: [Scenario], seed: UInt64?, _ loop: RunLoop, _ console: Console
  ) throws(Complaint) -> [Outcome] {
    var outcomes: [Outcome] = []
    for run in runs {
      let session = loop.open(run, seed: seed ?? run.seed)
      var progress = RunProgress(console, end: run.duration)
      defer { progress.finish() }
      let isWhole = try loop.run(session) { progress.show($0) }
      outcomes.append(session.outcome())
      if !isWhole || loop.stop.isAsked { break }
    }
    return outcomes
  }
}
