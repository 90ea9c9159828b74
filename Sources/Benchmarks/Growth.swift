import Foundation

/// Whether the cost of an event grows no faster than the logarithm of what is pending.
struct Growth {
  struct Point {
    let pending: Int
    let nanoseconds: Double
    /// Cost of the yardstick's event with as many pending.
    let yardstickNanoseconds: Double
    /// Nil where they were not counted.
    let instructions: Double?

    func perLogarithm(_ cost: Double) -> Double { cost / log2(Double(pending)) }
  }

  let points: [Point]

  /// Nil with fewer than two points.
  init?(_ measurements: [Measurement], _ counts: [InstructionCount]) {
    points = measurements.compactMap { measurement in
      guard measurement.name.hasPrefix("growth-"),
        let pending = Int(measurement.name.dropFirst("growth-".count))
      else { return nil }
      return Point(
        pending: pending, nanoseconds: measurement.nanosecondsEach,
        yardstickNanoseconds: 1e9 / measurement.referenceRate.median,
        instructions: counts.first { $0.name == measurement.name }?.instructionsEach)
    }
    if points.count < 2 { return nil }
  }

  /// The points that cost more per logarithm than the one with the fewest pending.
  func excess(_ cost: (Point) -> Double?) -> [Point] {
    guard let base = cost(points[0]).map(points[0].perLogarithm) else { return [] }
    return points.filter { point in
      cost(point).map { point.perLogarithm($0) > base } ?? false
    }
  }

  /// What to say of it: of instructions where they were counted, which tell the work; of time, which
  /// also tells when the pending events outgrow the processor's caches.
  var sentences: [String] {
    var lines: [String] = []
    if points.allSatisfy({ $0.instructions != nil }) {
      lines.append("instructions: " + sentence(excess(\.instructions)))
    }
    lines.append("time: " + sentence(excess { $0.nanoseconds }))
    lines.append("time of the yardstick: " + sentence(excess { $0.yardstickNanoseconds }))
    return lines
  }

  private func sentence(_ excess: [Point]) -> String {
    if excess.isEmpty { return "grows no faster than the logarithm" }
    let places = excess.map { Figures.grouped(Int64($0.pending)) }.joined(separator: ", ")
    return "above the logarithm's growth at \(places)"
  }
}
