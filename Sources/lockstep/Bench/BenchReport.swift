import Foundation

/// All that `bench` found, as text, JSON or Markdown.
struct BenchReport: Codable {
  let machine: MachineDescription
  let runs: Int
  let isQuick: Bool
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
  var growth: Growth? { Growth(measurements) }
}

/// Whether the cost of an event grows no faster than the logarithm of what is pending.
struct Growth {
  struct Point {
    let pending: Int
    let nanoseconds: Double
    /// Cost of the yardstick's event with as many pending.
    let yardstickNanoseconds: Double
    /// Cost divided by the base-2 logarithm of the number pending.
    var perLogarithm: Double { nanoseconds / log2(Double(pending)) }
    var yardstickPerLogarithm: Double { yardstickNanoseconds / log2(Double(pending)) }
  }

  let points: [Point]

  /// Nil with fewer than two points.
  init?(_ measurements: [Measurement]) {
    points = measurements.compactMap { measurement in
      guard measurement.name.hasPrefix("growth-"),
        let pending = Int(measurement.name.dropFirst("growth-".count))
      else { return nil }
      return Point(
        pending: pending, nanoseconds: measurement.nanosecondsEach,
        yardstickNanoseconds: 1e9 / measurement.referenceRate.median)
    }
    if points.count < 2 { return nil }
  }

  /// Whether each point costs no more per logarithm than the one with the fewest pending.
  var isWithinLogarithm: Bool {
    points.allSatisfy { $0.perLogarithm <= points[0].perLogarithm }
  }

  /// Whether the same is true of each point that is smaller than the processor's caches.
  func isWithinLogarithm(upTo pending: Int) -> Bool {
    points.allSatisfy { $0.pending > pending || $0.perLogarithm <= points[0].perLogarithm }
  }
}
