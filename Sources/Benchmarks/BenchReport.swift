import Foundation
import Reports

/// All that `bench` found, as text, JSON or Markdown.
struct BenchReport: Codable {
  var format = JSONFormat.version
  let machine: MachineDescription
  let runs: Int
  let isQuick: Bool
  /// Whether it was stopped before all was measured.
  var isPartial = false
  let measurements: [Measurement]
  let instructions: [InstructionCount]

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("figures are finite, so they can be written as JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Cost of an event against the number pending, by the benchmarks whose name says it.
  var growth: Growth? { Growth(measurements, instructions) }
}
