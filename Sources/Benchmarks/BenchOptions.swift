import Command

/// What the arguments of `bench` ask for.
struct BenchOptions: Equatable {
  /// Whole names or groups; empty means all.
  let names: [String]
  let runs: Int
  /// Replaces the number of events that each run measures.
  let events: Int64?
  let output: Output
  /// Runs a tenth of the events, too few for verdicts.
  let isQuick: Bool
  /// One run, without warm-up and without the reference, for a profiler to count.
  let isOnce: Bool
  let countsInstructions: Bool
  let lists: Bool

  enum Output: Equatable {
    case table
    case json
    case markdown
    /// Replaces the measured part of a file.
    case file(String)
  }

  init(_ arguments: Arguments) throws(Complaint) {
    names = arguments.operands
    runs = try arguments.number("--runs", in: 1...1_000) ?? 5
    events = try arguments.number("--events", in: 1...10_000_000_000)
    isQuick = arguments.flag("--quick")
    isOnce = arguments.flag("--once")
    countsInstructions = arguments.flag("--instructions")
    lists = arguments.flag("--list")
    output = try BenchOptions.output(arguments)
  }

  private static func output(_ arguments: Arguments) throws(Complaint) -> Output {
    let given = ["--json", "--markdown", "--write"].filter { arguments.flag($0) }
    if given.count > 1 {
      throw Complaint("'\(given[0])' and '\(given[1])' each name an output; one is enough")
    }
    if let file = arguments.text("--write") { return .file(file) }
    if arguments.flag("--json") { return .json }
    return arguments.flag("--markdown") ? .markdown : .table
  }

  /// The benchmarks meant, in the order of the list.
  func select(from all: [Benchmark], program: String) throws(Complaint) -> [Benchmark] {
    for name in names where !all.contains(where: { BenchOptions.matches($0, name) }) {
      throw Complaint(
        "no benchmark or group is called '\(name)'; '\(program) bench --list' names them")
    }
    return names.isEmpty
      ? all : all.filter { one in names.contains { BenchOptions.matches(one, $0) } }
  }

  /// A name means itself and everything that goes on from it after a hyphen.
  private static func matches(_ benchmark: Benchmark, _ name: String) -> Bool {
    benchmark.name == name || benchmark.name.hasPrefix(name + "-")
  }
}
