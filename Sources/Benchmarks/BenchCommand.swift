package import Command
package import Reports

/// `lockstep bench`: how fast this build is, beside a yardstick that runs in between.
package enum BenchCommand: Command {
  static let benchmarks =
    KernelBenchmarks.all + RaftBenchmarks.all + AgentBenchmarks.all
    + SessionBenchmarks.all

  package static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program, name: "bench", summary: "measures the speed of this build beside a yardstick",
      operands: "[NAME...]", operandCount: 0...1_000, completes: .words(benchmarks.map { $0.name }),
      options: [
        Syntax.Option("--runs", "N", about: "Rounds of each benchmark, instead of 5."),
        Syntax.Option("--events", "N", about: "Events that a run measures, and may run at most."),
        Syntax.Option(
          "--quick", about: "A tenth of the events: to see that it works, with no verdicts."),
        Syntax.Option(
          "--instructions", about: "Also counts the instructions of one unit, by callgrind."),
        Syntax.Option(
          "--once", about: "One run of each alone, without its reference, for a profiler."),
        Syntax.Option("--list", about: "Names the benchmarks."),
        Syntax.Option("--markdown", about: "Prints the tables of Results/performance.md."),
        Syntax.Option("--write", "FILE", about: "Replaces the measured part of that file."),
        Syntax.json,
      ],
      details: """
        NAME is a benchmark, or the first words of several: queue, queue-50, raft.

        Each benchmark alternates, in this one program, with a yardstick: the hold model on C++
        std::priority_queue with as many events pending (or with the benchmark it is compared to). CPU
        time of the thread counts, not the clock on the wall. A ratio is of the same round; the table
        gives medians with the least and the most. Build with -c release, or the figures say nothing.

        Exit status: 0 every goal was met; 1 a goal was missed; 2 the arguments make no sense.
        """,
      examples: [("bench queue messages --runs 7", "two groups, with two rounds more than usual")])
  }

  package static var json: [JSONField] { BenchReport.fields }

  package static func run(
    _ arguments: Arguments, _ context: Context
  ) throws(Complaint) -> ExitStatus {
    let options = try BenchOptions(arguments)
    let chosen = try options.select(from: benchmarks, program: context.program.name)
    if options.lists {
      let width = (chosen.map { $0.name.count }.max() ?? 0) + 2
      for one in chosen { context.console.out("\(Figures.padded(one.name, width))\(one.about)\n") }
      return .held
    }
    if options.isOnce {
      for benchmark in chosen { runOnce(benchmark, options, context.console) }
      return .held
    }
    #if DEBUG
      context.console.complain(
        "this is a debug build, so its figures say nothing; build with -c release")
    #endif
    let target = try Target(options.output, context)
    context.stop.arm()
    let runner = BenchRunner(options, all: benchmarks, stop: context.stop) {
      progress($0, context.console)
    }
    let report = runner.report(on: chosen)
    progress("", context.console)
    return try publish(report, options.output, target, context)
  }

  /// The file whose measured part is replaced: tried, and read, before anything is measured.
  private struct Target {
    let file: OutputFile
    let text: String

    init?(_ output: BenchOptions.Output, _ context: Context) throws(Complaint) {
      guard case .file(let name) = output else { return nil }
      file = try OutputFile(name, context)
      text = try context.files.text(name) ?? ""
    }
  }

  private static func publish(
    _ report: BenchReport, _ output: BenchOptions.Output, _ target: Target?, _ context: Context
  ) throws(Complaint) -> ExitStatus {
    if report.isPartial { return publish(partial: report, output, context) }
    switch output {
    case .table: context.console.out(OutputText(page: report.table + "\n"))
    case .json: context.console.out(OutputText(page: report.json + "\n"))
    case .markdown: context.console.out(OutputText(page: report.markdown + "\n"))
    case .file(let name):
      do throws(Complaint) {
        try target?.file.write(report.replacing(in: target?.text ?? ""))
      } catch {
        // What took so long to measure is not lost with the file.
        context.console.out(OutputText(page: report.markdown + "\n"))
        throw error
      }
      context.console.complain("wrote the measured part of \(name)")
    }
    let isMissed = report.measurements.contains { $0.verdict == .missed || !$0.isRepeatable }
    return isMissed ? .failed : .held
  }

  private static func publish(
    partial report: BenchReport, _ output: BenchOptions.Output, _ context: Context
  ) -> ExitStatus {
    switch output {
    case .table: context.console.out(OutputText(page: report.table + "\n"))
    case .json: context.console.out(OutputText(page: report.json + "\n"))
    case .markdown, .file: context.console.out(OutputText(page: report.markdown + "\n"))
    }
    if case .file(let name) = output {
      context.console.complain("\(name) was not written, as not all was measured")
    }
    context.console.complain("stopped by \(context.stop.name)")
    return context.stop.status ?? .failed
  }

  /// The line that `InstructionCount` reads: name, events, units and digest.
  private static func runOnce(
    _ benchmark: Benchmark, _ options: BenchOptions, _ console: Console
  ) {
    let events = options.events ?? benchmark.events
    let sample = benchmark.measure(Benchmark.Size(warmup: benchmark.warmup, events: events))
    let digest = String(sample.digest, radix: 16)
    console.out("\(benchmark.name) \(events) \(sample.count) \(digest)\n")
  }

  /// One line that the next one overwrites, on a terminal alone.
  private static func progress(_ text: String, _ console: Console) {
    console.showProgress(text)
  }
}
