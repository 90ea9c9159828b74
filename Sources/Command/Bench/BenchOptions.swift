/// What the arguments of `bench` ask for.
struct BenchOptions: Equatable {
  /// Whole names or groups; empty means all.
  var names: [String] = []
  var runs = 5
  /// Replaces the number of events that each run measures.
  var events: Int64?
  var output = Output.table
  /// A file whose measured part is replaced by the Markdown.
  var file: String?
  /// Runs a tenth of the events, too few for verdicts.
  var isQuick = false
  /// One run, without warm-up and without the reference, for a profiler to count.
  var isOnce = false
  var countsInstructions = false
  var lists = false
  var wantsHelp = false

  enum Output: Equatable {
    case table
    case json
    case markdown
  }

  /// Why arguments make no sense.
  enum Mistake: Error, Equatable {
    case unknownOption(String)
    case missingValue(String)
    case badValue(String, String)
    case unknownBenchmark(String)

    var message: String {
      switch self {
      case .unknownOption(let text): "unknown option \(text); see lockstep bench --help"
      case .missingValue(let option): "\(option) needs a value"
      case .badValue(let option, let text): "\(option) takes a whole number from 1, not \(text)"
      case .unknownBenchmark(let text):
        "no benchmark or group is called \(text); lockstep bench --list names them"
      }
    }
  }

  init(_ arguments: [String]) throws(Mistake) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--runs": runs = Int(try Self.number(argument, &rest, most: 1_000))
      case "--events": events = try Self.number(argument, &rest, most: 10_000_000_000)
      case "--json": output = .json
      case "--markdown": output = .markdown
      case "--write":
        guard let value = rest.popFirst() else { throw .missingValue(argument) }
        output = .markdown
        file = value
      case "--quick": isQuick = true
      case "--once": isOnce = true
      case "--instructions": countsInstructions = true
      case "--list": lists = true
      case "--help", "-h": wantsHelp = true
      default:
        if argument.hasPrefix("-") { throw .unknownOption(argument) }
        names.append(argument)
      }
    }
  }

  private static func number(
    _ option: String, _ rest: inout ArraySlice<String>, most: Int64
  ) throws(Mistake) -> Int64 {
    guard let text = rest.popFirst() else { throw .missingValue(option) }
    guard let value = Int64(text), value >= 1, value <= most else {
      throw .badValue(option, text)
    }
    return value
  }

  /// The benchmarks meant, in the order of the list.
  func select(from all: [Benchmark]) throws(Mistake) -> [Benchmark] {
    for name in names where !all.contains(where: { BenchOptions.matches($0, name) }) {
      throw .unknownBenchmark(name)
    }
    return names.isEmpty
      ? all : all.filter { one in names.contains { BenchOptions.matches(one, $0) } }
  }

  /// A name means itself and everything that goes on from it after a hyphen.
  private static func matches(_ benchmark: Benchmark, _ name: String) -> Bool {
    benchmark.name == name || benchmark.name.hasPrefix(name + "-")
  }
}
