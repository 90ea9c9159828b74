import Experiments
import Reports
import Scenarios
import Simulator

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
        Syntax.set,
        Syntax.Option("--width", "N", about: "Columns of the page, 60 to 160."),
        Syntax.Option(
          "--zoom", "FROM..TO", about: "Draws and tells only a part of the run, such as 4s..6s."),
        Syntax.Option(
          "--watch",
          about: "Shows the run as it goes on, and then its page; a line now and then elsewhere."),
        Syntax.Option(
          "--speed", "X",
          about: "For --watch: virtual seconds for a second, such as 0.1; 1 without it."),
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
    let part = try arguments.part("--zoom")
    if part != nil, arguments.flag("--json") {
      throw Complaint("--zoom draws a part of the page, which --json has none of; leave one out")
    }
    let watch = try watch(arguments)
    let limits = try Limits(arguments)
    let source = try ScenarioSource(
      arguments.operands[0], context, overrides: arguments.settings())
    let runs = try source.runs(variant: arguments.text("--variant"))
    try limits.review(runs, source, context.registry)
    if let part, let run = runs.first(where: { part.upperBound > $0.duration }) {
      throw Complaint("--zoom: the run ends at \(DurationText.exact(run.duration))")
    }
    if watch != nil, runs.count > 1 {
      throw Complaint("--watch shows one run; name a variant with --variant")
    }
    let outcomes = try outcomes(of: runs, seed, limits, context, watch)
    if arguments.flag("--json") {
      context.console.out(Rendering.json(outcomes))
    } else {
      let pages = outcomes.map {
        Rendering.page(
          $0, width: width ?? context.console.width, color: context.console.hasColor,
          ascii: arguments.flag("--ascii"), program: context.program.name, part: part)
      }
      context.console.out(.joined(pages))
    }
    let isPartial =
      context.stop.isAsked && outcomes.count < runs.count || outcomes.contains { $0.isPartial }
    // A view is left by a key, without a signal.
    let status = context.stop.status ?? (watch == nil ? nil : .interrupted)
    if isPartial, let status {
      let whole = outcomes.count { !$0.isPartial }
      context.console.complain(
        "stopped by \(context.stop.name) after \(whole) of "
          + CountText.counted(Int64(runs.count), "run"))
      return status
    }
    let ended =
      outcomes.filter { $0.eventLimit != nil }.map { $0.scenario } + runs.dropFirst(outcomes.count)
    try limits.complain(
      ofEnded: ended.map { Limits.name($0, seed: seed ?? $0.seed) }, areTogether: runs.count > 1)
    for outcome in outcomes where outcome.verdict == .undecided {
      let name = Limits.name(outcome.scenario, seed: outcome.seed)
      for line in outcome.undecided { context.console.complain("\(name): \(line)") }
    }
    return ExitStatus(
      failed: outcomes.contains { $0.verdict == .failed },
      passed: outcomes.allSatisfy { $0.passed })
  }

  /// The speed of `--watch`; nil without it.
  private static func watch(_ arguments: Arguments) throws(Complaint) -> Double? {
    let text = arguments.text("--speed")
    guard arguments.flag("--watch") else {
      if text != nil { throw Complaint("--speed belongs to --watch") }
      return nil
    }
    if arguments.flag("--json") { throw Complaint("--watch is for people; leave --json out") }
    guard let text else { return 1 }
    guard let speed = Double(text), WatchView.speeds.contains(speed) else {
      throw Complaint("--speed takes a number such as 0.1 or 20, not '\(text)'")
    }
    return speed
  }

  /// The outcomes of the variants of a file, which share the limit of events; those for which nothing is
  /// left of it are missing, and those that it was asked to stop before.
  private static func outcomes(
    of runs: [Scenario], _ seed: UInt64?, _ limits: Limits, _ context: Context, _ watch: Double?
  ) throws(Complaint) -> [Outcome] {
    var limits = limits
    var outcomes: [Outcome] = []
    for run in runs where limits.events > 0 {
      let loop = RunLoop(limits, context)
      let session = loop.open(
        run, seed: seed ?? run.seed, recording: watch == nil ? .off : .recording)
      var progress = RunProgress(context.console, end: run.duration)
      defer { progress.finish() }
      let isWhole: Bool
      if let watch {
        var view = WatchView(speed: watch, loop, context)
        isWhole = try view.run(session)
      } else {
        isWhole = try loop.run(session) { progress.show($0) }
      }
      let outcome = session.outcome()
      outcomes.append(outcome)
      if !isWhole || loop.stop.isAsked { break }
      limits.events = outcome.eventLimit == nil ? limits.events - outcome.eventCount : 0
    }
    return outcomes
  }
}
