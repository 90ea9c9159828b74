import Experiments
import Reports
import Scenarios

/// `lockstep tune`: which setting holds and has the best value of a measure.
enum TuneCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    let measure = program.exampleMeasure
    return Syntax(
      program,
      name: "tune", summary: "searches the setting with the best value of a measure",
      operands: "FILE", operandCount: 1...1, completes: .scenarios,
      options: [
        Syntax.Option(
          "--vary", "PATH=A,B,C", isRepeatable: true,
          about: "A setting and its values; several give every combination."),
        Syntax.Option(
          "--goal", "GOAL", about: "Such as 'minimise \(measure) p99 where ...'; see above."),
        Syntax.set,
        Syntax.Option(
          "--seeds", "SEEDS", about: "Those that the last settings are run on; else 1..200."),
        Syntax.Option(
          "--failing", "PERCENT",
          about: "The share of a setting's runs that may fail; else none may."),
        Syntax.Option("--jobs", "N", about: "Threads, instead of one for each core."),
      ] + Limits.options + [Syntax.json],
      details: """
        A goal is 'minimise' or 'maximise', a measure with its statistic and its part of the run as
        expectations name them, and behind 'where' what must hold besides, joined by 'and':

          minimise \(measure) p99 after where messages < 10000

        A setting holds if all that the file and the goal expect holds in its runs. Of those that hold, the
        one with the best mean over the seeds leads. Without --vary the file's own variants are searched.

        Seeds are spent by successive halving: every setting is run on the first seeds, settings that fail
        and the worse half are dropped, and the rest is run on twice as many, up to all of --seeds (Karnin
        and others 2013, Jamieson and Talwalkar 2016). All meet the same seeds, so differences of pairs are
        judged. A setting is called the best only if every other that holds is worse by more than luck;
        otherwise those are named that cannot be told from it, with the seeds that would tell.

        Finished runs are kept until the search ends: one that was stopped, even by a kill, goes on where
        it was when the same line is started again. The exit status is 0 if a setting holds, decided or
        not, and 1 if none does.
        """,
      examples: [
        (
          "tune \(program.example) --vary network.delay=1ms,5ms,20ms --goal 'minimise \(measure) p99'",
          "three values of one setting"
        ),
        (
          "tune \(program.example) --goal 'minimise \(measure) p50' --seeds 1..1000",
          "the variants that the file has"
        ),
      ])
  }

  static var json: [JSONField] { TuningJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let options = try Options(arguments)
    let source = try ScenarioSource(
      arguments.operands[0], context,
      overrides: options.settings + options.goal.conditions, variations: options.variations)
    let runs = source.scenario.runs
    if runs.count == 1 {
      throw Complaint(
        "there is one setting only; name values to choose among by --vary PATH=A,B,C")
    }
    let place: Goal.Place
    do throws(Goal.Mistake) {
      place = try options.goal.place(in: runs)
    } catch {
      throw TuneCommand.complaint(error)
    }
    try options.limits.review(runs, source, context.registry)
    let tuning = Tuning(
      options.goal, place, labels: runs.map { $0.label },
      seedCount: Int64(options.seeds.count), allowed: options.allowed)
    let runner = TuneRunner(
      source: source, seeds: options.seeds, limits: options.limits, jobs: options.jobs,
      context: context)
    let result = try runner.run(tuning)
    let title = title(source, options, place, result, context)
    context.console.out(
      arguments.flag("--json")
        ? TuningJSON(result.tuning, title).output : TuningPage(result.tuning, title).output)
    if result.isPartial {
      context.console.complain(
        "stopped by \(context.stop.name)"
          + (result.journals.isEmpty ? "" : "; finished runs are kept, and the same line goes on"))
      return context.stop.status ?? .programFailed
    }
    return result.tuning.leader == nil ? .failed : .held
  }

  private static func title(
    _ source: ScenarioSource, _ options: Options, _ place: Goal.Place, _ result: TuneRunner.Result,
    _ context: Context
  ) -> TuningTitle {
    let scenario = source.scenario
    let replay = ReplayLine(program: context.program.name)
    let grid = options.grid
    let lines = scenario.runs.enumerated().map { number, run in
      replay.sweep(
        file: scenario.file, seeds: options.seeds,
        label: options.variations.isEmpty ? run.label : "",
        overrides: scenario.overrides + (options.variations.isEmpty ? [] : grid[number]))
    }
    return TuningTitle(
      about: scenario.about, file: scenario.file, seeds: options.seeds,
      measure: scenario.runs[0].vocabulary.measures[place.measure], goal: options.goalText,
      lines: lines, isPartial: result.isPartial)
  }

  private static func complaint(_ mistake: Goal.Mistake) -> Complaint {
    Complaint("--goal: \(mistake.message)" + (mistake.suggestion.map { "; \($0)" } ?? ""))
  }

  /// The options, read.
  private struct Options {
    let variations: [Variation]
    let settings: [Choice]
    let goal: Goal
    let goalText: String
    let seeds: SeedSet
    /// The share of runs that may fail, in parts per million.
    let allowed: Int64
    let jobs: Int
    let limits: Limits

    init(_ arguments: Arguments) throws(Complaint) {
      guard let text = arguments.text("--goal") else {
        throw Complaint(
          "'--goal' is missing: what is to be had, such as 'minimise commit latency p99'")
      }
      goalText = text
      do throws(Goal.Mistake) {
        goal = try Goal(text: text)
      } catch {
        throw TuneCommand.complaint(error)
      }
      settings = try arguments.settings()
      variations = try Options.variations(arguments.texts("--vary"), settings)
      seeds = try arguments.seeds("--seeds") ?? SeedSet([1...200])
      guard seeds.count <= SweepHeader.mostRuns else {
        throw Complaint("seeds \(seeds.text) are more than can be run; name fewer")
      }
      allowed = try Options.millionths(arguments.text("--failing") ?? "0")
      jobs = try arguments.number("--jobs", in: 1...1_024) ?? Workers.processorCount
      limits = try Limits(arguments)
    }

    /// Every combination of the values, the last setting moving first.
    var grid: [[Choice]] {
      variations.reduce([[]]) { grid, variation in
        grid.flatMap { chosen in
          variation.values.map { chosen + [Choice(path: variation.path, value: $0)] }
        }
      }
    }

    private static func variations(
      _ words: [String], _ settings: [Choice]
    ) throws(Complaint) -> [Variation] {
      var variations: [Variation] = []
      for word in words {
        guard let variation = Variation(text: word) else {
          throw Complaint(
            "'--vary \(word)' makes no sense; it takes a path and values, such as "
              + "network.loss=0%,1%,5%")
        }
        let path = variation.path
        if variations.contains(where: { $0.path == path }) {
          throw Complaint("'--vary \(path)=...' is given twice; list all values in one")
        }
        if settings.contains(where: { $0.path == path }) {
          throw Complaint("'\(path)' is both set and varied; leave one out")
        }
        for (index, value) in variation.values.enumerated()
        where variation.values[..<index].contains(value) {
          throw Complaint("'--vary \(word)' has the value \(value) twice; once is enough")
        }
        variations.append(variation)
      }
      return variations
    }

    private static func millionths(_ text: String) throws(Complaint) -> Int64 {
      let number = text.hasSuffix("%") ? String(text.dropLast()) : text
      guard let percent = Double(number), percent >= 0, percent < 100 else {
        throw Complaint(
          "'--failing \(text)' makes no sense; it takes a percentage from 0 to below 100")
      }
      return Int64((percent * 10_000).rounded())
    }
  }
}
