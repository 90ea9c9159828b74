import Experiments
import Reports
import Scenarios

/// `lockstep compare`: what sets two systems apart, and whether that is more than luck.
enum CompareCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "compare", summary: "tells what differs between two systems, and what is luck",
      operands: "A [B]", operandCount: 1...2, completes: .scenarios,
      options: [
        Syntax.Option(
          "--set", "PATH=VALUE", isRepeatable: true,
          about: "What B sets instead of A's file, such as network.loss=1%; may be repeated."),
        Syntax.Option("--seeds", "SEEDS", about: "Such as 1..1000; else 1..100."),
        Syntax.Option(
          "--disjoint", about: "B takes as many seeds behind those of A, so that none are paired."),
        Syntax.Option("--variant", "LABEL", about: "Only this variant of files with 'vary'."),
        Syntax.Option(
          "--detect", "PERCENT", about: "Of what size a difference is planned for; else 5."),
        Syntax.Option("--all", about: "Lists also what does not differ in parts of the runs."),
        Syntax.Option("--jobs", "N", about: "Threads, instead of one for each core."),
      ] + Limits.options + [Syntax.json],
      details: """
        A and B are two scenario files, or one with --set, or one with two variants, or two parts that
        '\(program.name) sweep --out' wrote, which may be of two revisions of the program.

        Each seed gives a number for every measure, statistic and part of the run. On the same seeds the
        differences of pairs are judged, else the means of both. B is called better, worse or different
        where Student's t says so with all numbers counted that were looked at (Holm's method): of two
        systems that do not differ, any is called in at most 5 % of comparisons. Where no difference is
        seen, it says how many seeds would see one, at a power of 90 %. Whether less or more of a measure
        is better stands with the measure ('\(program.name) list measures').

        The exit status is 0, whatever differs.
        """,
      examples: [
        (
          "compare \(program.example) --set network.delay=10ms --seeds 1..200",
          "the file beside itself with another delay"
        ),
        ("compare old.part new.part", "two revisions, each swept with --out"),
      ])
  }

  static var json: [JSONField] { ComparisonJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let options = try Options(arguments)
    guard let pair = try sides(arguments, options, context) else {
      context.console.complain(
        "stopped by \(context.stop.name) before all runs were done; nothing is compared")
      return context.stop.status ?? .programFailed
    }
    let comparisons = try compare(pair, options)
    if arguments.flag("--json") {
      context.console.out(ComparisonJSON(comparisons).output)
    } else {
      context.console.out(
        .joined(
          comparisons.map {
            ComparisonPage($0.0, $0.1, showsAll: arguments.flag("--all")).output
          }))
    }
    return .held
  }

  /// The two to compare, and which variants of them.
  private struct Pair {
    let first: ComparedRuns
    let second: ComparedRuns
    let variants: [(first: Int, second: Int)]
  }

  private static func sides(
    _ arguments: Arguments, _ options: Options, _ context: Context
  ) throws(Complaint) -> Pair? {
    let words = arguments.operands
    let parts = words.count { ComparedRuns.isPart($0, context) }
    if parts == 0 { return try runFiles(arguments, options, context) }
    guard parts == 2 else {
      throw Complaint("a part is compared with another part; '\(words[0])' alone is none of two")
    }
    if let name = ["--set", "--seeds", "--variant", "--disjoint"].first(where: arguments.flag) {
      if name != "--disjoint" {
        throw Complaint("parts have been run, so '\(name)' has no meaning; leave it out")
      }
    }
    let first = try ComparedRuns(part: words[0], context)
    let second = try ComparedRuns(part: words[1], context)
    return Pair(first: first, second: second, variants: try variants(first, second))
  }

  private static func runFiles(
    _ arguments: Arguments, _ options: Options, _ context: Context
  ) throws(Complaint) -> Pair? {
    let words = arguments.operands
    let settings = try arguments.settings()
    let source = try ScenarioSource(words[0], context)
    let other =
      words.count == 2
      ? try ScenarioSource(words[1], context, overrides: settings)
      : settings.isEmpty ? nil : try ScenarioSource(source.path, context, overrides: settings)
    let label = arguments.text("--variant")
    let runs = try source.runs(variant: label)
    guard let other else {
      guard runs.count == 2 else {
        throw Complaint(
          "one file is compared with itself under --set PATH=VALUE, or has two variants; "
            + "\(source.path.file) has \(CountText.counted(Int64(runs.count), "variant"))")
      }
      return try runBoth((source, [runs[0]]), (source, [runs[1]]), options, context)
    }
    return try runBoth((source, runs), (other, other.runs(variant: label)), options, context)
  }

  private static func runBoth(
    _ first: (source: ScenarioSource, runs: [Scenario]),
    _ second: (source: ScenarioSource, runs: [Scenario]), _ options: Options, _ context: Context
  ) throws(Complaint) -> Pair? {
    for side in [first, second] {
      try options.limits.review(side.runs, side.source, context.registry)
    }
    if first.runs.count != second.runs.count {
      throw Complaint(
        "A has \(CountText.counted(Int64(first.runs.count), "variant")) and B "
          + "\(second.runs.count); choose one with --variant")
    }
    let seeds = (options.seeds, options.isDisjoint ? try options.further() : options.seeds)
    guard
      let one = try ComparedRuns(
        first.source, runs: first.runs, seeds: seeds.0, options.limits, jobs: options.jobs,
        context),
      let two = try ComparedRuns(
        second.source, runs: second.runs, seeds: seeds.1, options.limits, jobs: options.jobs,
        context)
    else { return nil }
    return Pair(first: one, second: two, variants: first.runs.indices.map { ($0, $0) })
  }

  /// The variants that two parts both have.
  private static func variants(
    _ first: ComparedRuns, _ second: ComparedRuns
  ) throws(Complaint) -> [(first: Int, second: Int)] {
    if first.header.labels.count == 1, second.header.labels.count == 1 { return [(0, 0)] }
    let common = first.header.labels.indices.compactMap { index in
      second.header.labels.firstIndex(of: first.header.labels[index]).map { (index, $0) }
    }
    if common.isEmpty { throw Complaint("\(first.name) and \(second.name) share no variant") }
    return common
  }

  private static func compare(
    _ pair: Pair, _ options: Options
  ) throws(Complaint) -> [(Comparison, ComparisonTitle)] {
    var comparisons: [(Comparison, ComparisonTitle)] = []
    for (first, second) in pair.variants {
      let comparison = Comparison(
        pair.first.side(variant: first), pair.second.side(variant: second),
        isPaired: !options.isDisjoint, relative: Double(options.thousandths) / 1_000)
      if comparison.runs.first == 0 || comparison.runs.second == 0 {
        throw Complaint(
          "A and B have no seed in common; with --disjoint, runs of other seeds are compared")
      }
      let labels = (pair.first.header.labels[first], pair.second.header.labels[second])
      let isSame = labels.0 == labels.1
      func name(_ runs: ComparedRuns, _ label: String) -> String {
        isSame ? runs.name : "\(runs.name) --variant '\(label)'"
      }
      let title = ComparisonTitle(
        names: (name(pair.first, labels.0), name(pair.second, labels.1)),
        seeds: (pair.first.header.seeds.text, pair.second.header.seeds.text),
        variant: isSame ? labels.0 : "", relativeThousandths: options.thousandths)
      comparisons.append((comparison, title))
    }
    return comparisons
  }

  /// The options, read.
  private struct Options {
    let seeds: SeedSet
    let isDisjoint: Bool
    let jobs: Int
    let limits: Limits
    /// What is planned for, in thousandths of A.
    let thousandths: Int64

    init(_ arguments: Arguments) throws(Complaint) {
      seeds = try arguments.seeds("--seeds") ?? SeedSet([1...100])
      isDisjoint = arguments.flag("--disjoint")
      jobs = try arguments.number("--jobs", in: 1...1_024) ?? Workers.processorCount
      limits = try Limits(arguments)
      thousandths = try Options.thousandths(arguments.text("--detect") ?? "5")
    }

    private static func thousandths(_ text: String) throws(Complaint) -> Int64 {
      let number = text.hasSuffix("%") ? String(text.dropLast()) : text
      guard let percent = Double(number), percent >= 0.1, percent <= 1_000 else {
        throw Complaint("'--detect \(text)' makes no sense; it takes a percentage from 0.1 to 1000")
      }
      return Int64((percent * 10).rounded())
    }

    /// As many seeds, behind all of these.
    func further() throws(Complaint) -> SeedSet {
      let last = seeds.ranges.map { $0.upperBound }.max() ?? 0
      let (end, overflow) = last.addingReportingOverflow(seeds.count)
      guard !overflow else {
        throw Complaint("there are not as many seeds behind \(last) as --disjoint needs")
      }
      return SeedSet([last + 1...end])
    }
  }
}
