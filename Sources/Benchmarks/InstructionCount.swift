import Foundation

/// How many instructions one unit of a benchmark takes, as valgrind's callgrind counts them.
///
/// Two runs, of N and of 2N events, are counted and subtracted, so that start-up and warm-up cancel.
/// Equal on every run of one build, so designs are ranked by it and not by time.
struct InstructionCount: Codable {
  let name: String
  let unit: String
  /// Units in the difference of the two runs.
  let units: Double
  let instructionsEach: Double

  /// Nil where valgrind is not on the machine or does not finish.
  static func measure(_ benchmark: Benchmark) -> InstructionCount? {
    let events = min(max(benchmark.events / 20, 1_000), 200_000)
    guard let once = count(benchmark, events), let twice = count(benchmark, 2 * events),
      twice.units > once.units
    else { return nil }
    let units = twice.units - once.units
    return InstructionCount(
      name: benchmark.name, unit: benchmark.unit, units: units,
      instructionsEach: (twice.instructions - once.instructions) / units)
  }

  private static func count(
    _ benchmark: Benchmark, _ events: Int64
  ) -> (instructions: Double, units: Double)? {
    let arguments = ["bench", benchmark.name, "--once", "--events", "\(events)"]
    let profiler = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    guard let output = run(profiler + [executable] + arguments) else { return nil }
    // The program's own line: name, events, units, digest. Callgrind's: `==PID== Collected : N`.
    var instructions: Double?
    var units: Double?
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first == benchmark.name[...], words.count > 2 { units = Double(words[2]) }
      if words.contains("Collected"), let last = words.last { instructions = Double(last) }
    }
    guard let instructions, let units else { return nil }
    return (instructions, units)
  }

  private static let own = Bundle.main.executablePath ?? CommandLine.arguments[0]

  /// This program without its debug information, which valgrind cannot read.
  private static let executable: String = {
    let stripped = NSTemporaryDirectory() + "lockstep-\(getpid())-stripped"
    return run(["strip", "--strip-debug", "-o", stripped, own]) == nil ? own : stripped
  }()

  /// Removes the program's stripped copy, after which no more can be measured.
  static func finish() {
    if executable != own { try? FileManager.default.removeItem(atPath: executable) }
  }

  /// What a command prints, or nil if it does not end with status 0.
  private static func run(_ command: [String]) -> String? {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    child.arguments = command
    let pipe = Pipe()
    child.standardOutput = pipe
    child.standardError = pipe
    guard (try? child.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    child.waitUntilExit()
    return child.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
