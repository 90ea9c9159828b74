import Foundation

/// `lockstep bench`: how fast this build is, beside a yardstick that runs in between.
struct BenchCommand {
  static let benchmarks = KernelBenchmarks.all + RaftBenchmarks.all + AgentBenchmarks.all

  static let help = """
    lockstep bench [NAME...] [--runs N] [--events N] [--quick] [--instructions]
                   [--json | --markdown | --write FILE] [--list]

    Measures this build. Each benchmark alternates, in this one program, with a yardstick: the hold
    model on C++ std::priority_queue with as many events pending (or with the benchmark it is compared
    to). CPU time of the thread counts, not the clock on the wall. A ratio is of the same round; the
    table gives medians with the least and the most.

      NAME            a benchmark, or the first words of several: queue, queue-50, raft
      --runs N        rounds of each benchmark (5)
      --events N      events that a run measures, and may run at most
      --quick         a tenth of the events: to see that it works, with no verdicts
      --instructions  also counts the instructions of one unit with valgrind's callgrind
      --json          the figures for programs
      --markdown      the tables of Results/performance.md
      --write FILE    replaces the measured part of that file
      --list          names the benchmarks

    Exit status: 0 every goal was met; 1 a goal was missed; 2 the arguments make no sense.
    Build with -c release, or the figures say nothing.

    Example: lockstep bench queue messages --runs 7
    """

  /// - Returns: the exit status.
  static func run(arguments: [String]) -> Int32 {
    do throws(BenchOptions.Mistake) {
      let options = try BenchOptions(arguments)
      if options.wantsHelp {
        print(help)
        return 0
      }
      return carryOut(options, try options.select(from: benchmarks))
    } catch {
      complain(error.message)
      return 2
    }
  }

  private static func carryOut(_ options: BenchOptions, _ chosen: [Benchmark]) -> Int32 {
    if options.lists {
      for benchmark in chosen { print(Figures.padded(benchmark.name, 28) + benchmark.about) }
      return 0
    }
    if options.isOnce {
      for benchmark in chosen { runOnce(benchmark, options) }
      return 0
    }
    #if DEBUG
      complain("this is a debug build, so its figures say nothing; build with -c release")
    #endif
    let runner = BenchRunner(options, all: benchmarks) { progress($0) }
    let report = runner.report(on: chosen)
    progress("")
    return publish(report, options)
  }

  private static func publish(_ report: BenchReport, _ options: BenchOptions) -> Int32 {
    switch options.output {
    case .table: print(report.table)
    case .json: print(report.json)
    case .markdown:
      guard let file = options.file else {
        print(report.markdown)
        break
      }
      if let mistake = report.write(to: file) {
        complain(mistake)
        return 2
      }
      print("wrote the measured part of \(file)")
    }
    return report.measurements.contains { $0.verdict == .missed || !$0.isRepeatable } ? 1 : 0
  }

  private static func runOnce(_ benchmark: Benchmark, _ options: BenchOptions) {
    let events = options.events ?? benchmark.events
    let sample = benchmark.measure(Benchmark.Size(warmup: benchmark.warmup, events: events))
    print(benchmark.name, events, sample.count, String(sample.digest, radix: 16))
  }

  private static func complain(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data("lockstep bench: \(text)\n".utf8))
  }

  /// One line that the next one overwrites, on a terminal alone.
  private static func progress(_ text: String) {
    guard isatty(2) == 1 else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
  }
}
