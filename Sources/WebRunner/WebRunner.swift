import Experiments
import Reports
import Scenarios
import Simulator

/// Runs scenario files that come in as bytes and keeps what they gave as text.
struct WebRunner: ~Copyable {
  /// How a run went; the numbers are the command's exit statuses.
  enum Status: Int32 {
    case held = 0
    case failed = 1
    case mistaken = 2
  }

  #if SAMPLE
    private let registry = Registry.sample
  #else
    private let registry = Registry.standard
  #endif
  private var input = BorderBytes(count: 0)
  /// The record of the outcome with its digest, or the mistakes of the file, one a line.
  private(set) var result = BorderBytes(count: 0)

  /// Makes room for an input and returns its address.
  mutating func reserve(_ count: UInt32) -> UInt32 {
    input = BorderBytes(count: Int(count))
    return input.address
  }

  /// Runs the scenario in the input, whose first bytes are the file's name.
  mutating func run(nameCount: UInt32, seed: UInt64) -> Status {
    let nameEnd = min(Int(nameCount), input.count)
    let name = String(decoding: input.copy(0..<nameEnd), as: UTF8.self)
    do {
      let scenario = try registry.read(input.copy(nameEnd..<input.count), file: name)
      var text = ""
      var passed = true
      for variant in scenario.runs {
        let outcome = registry.run(variant, seed: seed)
        if !variant.label.isEmpty { text += "variant: \(variant.label)\n" }
        let record = OutcomeRecord(outcome)
        text += record.text + "outcome: \(record.digest.text)\n"
        passed = passed && outcome.passed
      }
      result = BorderBytes(text)
      return passed ? .held : .failed
    } catch {
      result = BorderBytes(error.description + "\n")
      return .mistaken
    }
  }
}
