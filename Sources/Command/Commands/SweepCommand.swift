import Experiments
import Reports
import Scenarios
import Simulator

/// `lockstep sweep`: a scenario over many seeds.
enum SweepCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "sweep", summary: "runs a scenario over many seeds, on all cores", operands: "FILE",
      operandCount: 1...1, completes: .scenarios,
      options: [
        Syntax.Option(
          "--seeds", "SEEDS", about: "Such as 1..10000 or 1..10,20; else those that the file names."
        ),
        Syntax.Option("--jobs", "N", about: "Threads, instead of one for each core."),
        Syntax.Option("--variant", "LABEL", about: "Only this variant of a file with 'vary'."),
        Syntax.set,
        Syntax.Option(
          "--stop-after-failures", "K", about: "Leaves out the seeds behind the K-th failing one."),
        Syntax.Option(
          "--shard", "K/N", about: "Only the K-th of N parts of the seeds; with --out."),
        Syntax.Option(
          "--out", "PART", about: "Writes the runs to a file for '\(program.name) merge'."),
        Syntax.Option(
          "--journal", "PATH",
          about: "Keeps finished runs there, not in the user's state folder, and leaves the file."),
      ] + SweepFiles.options + Limits.options + [Syntax.json],
      details: """
        Prints how many runs held, each measure's distribution over the seeds, what faults did, and the
        failing seeds, each with the line that replays it. The output is the same to the last byte with
        any number of jobs, in parts or whole, interrupted or not: a sweep that was stopped, even by a
        kill, goes on where it was when the same line is started again. On SIGINT, SIGTERM or SIGHUP it
        prints what it has, marked as partial, and exits with status 130, 143 or 129.

        Finished runs are kept in a journal in $XDG_STATE_HOME/\(program.name), else in
        ~/.local/state/\(program.name), until the sweep ends. A journal holds for one build of the program,
        scenario and seeds, and for the user and machine that wrote it, whose key (there as well) seals
        its rows; any other is refused. Runs are carried to other machines by --out and 'merge'.

        The mean's interval is Student's, over seeds; the failure rate's is Wilson's. Samples of all runs
        are pooled as well, before, during each fault and after: those quantiles are within 0.1 %, and
        their intervals know that samples of one seed belong together. An operation belongs to the window
        in which it was asked; one that was never answered is counted as censored.

        Memory does not grow with the number of runs: of each only what it adds is kept. Quantiles over the
        seeds are exact up to 10,000 runs of a variant, and within 0.1 % beyond; means, extremes and shares
        are always exact. --csv, --json, --out and 'seeds: ...' need every run, which lies in a file
        without a name meanwhile, in $TMPDIR, else in /var/tmp.
        """,
      examples: [
        ("sweep \(program.example) --seeds 1..10000", "ten thousand seeds on all cores"),
        (
          "sweep \(program.example) --seeds 1..100 --csv runs.csv --svg latency.svg",
          "every number for other programs, and a picture"
        ),
        (
          "sweep \(program.example) --seeds 1..10000 --shard 3/8 --out part3",
          "the third of eight parts, to be joined by '\(program.name) merge'"
        ),
      ])
  }

  static var json: [JSONField] { SweepJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let options = try Options(arguments)
    let source = try ScenarioSource(
      arguments.operands[0], context, overrides: arguments.settings())
    let runs = try source.runs(variant: arguments.text("--variant"))
    try options.limits.review(runs, source, context.registry)
    let plan = try SweepPlan(
      source, runs: runs,
      seeds: options.seeds ?? source.scenario.seeds, shard: options.shard,
      version: context.program.rowVersion)
    let out = try options.out.map { name throws(Complaint) in try OutputFile(name, context) }
    let files = try SweepFiles(arguments, plan.header, context)
    let journal = try JournalPlace.open(plan, options.journal, context)
    let needsRows = options.wantsJSON || files.needRows || out != nil
    let loop = RunLoop(options.limits, context)
    let runner = SweepRunner(
      plan: plan, loop: loop, jobs: options.limits.jobs(options.jobs, plan.runs, context.registry),
      mostFailures: options.mostFailures ?? .max,
      spool: needsRows ? RowSpool(keepsSamples: out != nil) : nil)
    return finish(runner.run(journal, context.console), plan, out, files, options, context)
  }

  /// Writes and prints what came out. Whatever cannot be written, the rest is, and the journal stays.
  private static func finish(
    _ done: SweepRunner.Result, _ plan: SweepPlan, _ out: OutputFile?, _ files: SweepFiles,
    _ options: Options, _ context: Context
  ) -> ExitStatus {
    let loss = Locked(done.spool?.failure)
    let result = done.result { reason in loss.use { $0 = $0 ?? reason } }
    var failure = write(done, plan, result, out, files, options, context)
    // A part alone is no result; its numbers come when the parts are joined.
    if options.shard == .whole {
      Rendering.print(
        result, asJSON: options.wantsJSON, context, isPartial: done.isPartial)
    }
    if let reason = loss.use({ $0 }) {
      context.console.complain(reason)
      failure = .programFailed
    }
    let isWanted =
      done.isPartial || done.complaint != nil || done.ended.count > 0 || failure != nil
      || context.console.failure() != nil
    let isNeeded = isWanted && done.done > 0
    let hasJournal = close(done.journal, isNeeded: isNeeded, options, context)
    if done.isPartial { tellStop(done, out, context) }
    if isNeeded, let journal = done.journal {
      context.console.complain(
        hasJournal
          ? "finished runs are kept in \(journal.path); the same line goes on from there"
          : "\(journal.path) does not hold all finished runs; the same line goes on from what it holds"
      )
    }
    // A journal that was named is relied on.
    if !hasJournal, options.journal != nil { failure = failure ?? .programFailed }
    if done.isPartial, let status = context.stop.status { return status }
    if let complaint = done.complaint {
      for line in complaint.lines { context.console.complain(line) }
      return complaint.status
    }
    if out == nil, failure == nil {
      do throws(Complaint) {
        try options.limits.complain(ofEnded: done.ended.count, done.ended.names)
      } catch {
        for line in error.lines { context.console.complain(line) }
        failure = error.status
      }
    }
    return failure ?? ExitStatus(failed: result.failed, passed: result.passed)
  }

  /// Writes what was asked for, as far as it can be.
  private static func write(
    _ done: SweepRunner.Result, _ plan: SweepPlan, _ result: SweepResult, _ out: OutputFile?,
    _ files: SweepFiles, _ options: Options, _ context: Context
  ) -> ExitStatus? {
    // Without all rows, a file of them would say what is not so.
    if done.spool?.failure != nil { return .programFailed }
    var failure: ExitStatus?
    func attempt(_ body: () throws(Complaint) -> Void) {
      do throws(Complaint) {
        try body()
      } catch {
        for line in error.lines { context.console.complain(line) }
        failure = error.status
      }
    }
    attempt { () throws(Complaint) in
      // A part is whole or none, and holds whole runs.
      if out != nil {
        try options.limits.complain(ofEnded: done.ended.count, done.ended.names)
      }
      if let out, !done.isPartial {
        try out.write { sink in RowFile.write(plan.header, result.rows) { sink.put($0) } }
        context.console.complain(
          "wrote \(CountText.counted(result.runCount, "run")) to \(out.name)")
      }
    }
    if options.shard == .whole { attempt { () throws(Complaint) in try files.write(result) } }
    return failure
  }

  /// Closes the journal, and removes it unless it is needed again or was named.
  /// - Returns: whether it holds all finished runs.
  private static func close(
    _ journal: Journal?, isNeeded: Bool, _ options: Options, _ context: Context
  ) -> Bool {
    guard var journal else { return false }
    journal.close(removing: options.journal == nil && !isNeeded)
    guard let failure = journal.failure else { return true }
    context.console.complain("\(failure); the sweep went on without a journal from there")
    return false
  }

  private static func tellStop(
    _ done: SweepRunner.Result, _ out: OutputFile?, _ context: Context
  ) {
    let total = CountText.counted(Int64(done.total), "run")
    var line =
      "stopped by \(context.stop.name) after \(CountText.grouped(Int64(done.done))) of \(total)"
    if let out { line += "; \(out.name) was not written, since a part is whole or none" }
    if done.journal == nil {
      line += "; there is no journal, so the same line starts from the beginning"
    }
    context.console.complain(line)
  }

  /// The options, read.
  private struct Options {
    let seeds: SeedSet?
    let jobs: Int
    let limits: Limits
    let mostFailures: Int?
    let shard: SweepHeader.Shard
    let out: String?
    let journal: String?
    let wantsJSON: Bool

    init(_ arguments: Arguments) throws(Complaint) {
      seeds = try arguments.seeds("--seeds")
      jobs = try arguments.number("--jobs", in: 1...1_024) ?? Workers.processorCount
      limits = try Limits(arguments)
      mostFailures = try arguments.number("--stop-after-failures", in: 1...Int.max)
      shard = try Options.shard(arguments.text("--shard"))
      out = arguments.text("--out")
      journal = arguments.text("--journal")
      wantsJSON = arguments.flag("--json")
      if arguments.text("--shard") != nil, out == nil {
        throw Complaint("'--shard' needs '--out PART', a file for 'merge'")
      }
      if shard != .whole, let name = ["--csv", "--svg"].first(where: { arguments.flag($0) }) {
        throw Complaint("a part alone has no '\(name)'; give it to 'merge'")
      }
      if out != nil, mostFailures != nil {
        throw Complaint("'--stop-after-failures' makes no whole part; leave it or '--out' away")
      }
    }

    private static func shard(_ text: String?) throws(Complaint) -> SweepHeader.Shard {
      guard let text else { return .whole }
      guard let shard = SweepHeader.Shard(text: text) else {
        throw Complaint("'--shard \(text)' makes no sense; the third of eight parts is 3/8")
      }
      return shard
    }
  }
}
