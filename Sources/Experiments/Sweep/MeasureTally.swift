import Checks
import Scenarios

/// One measure in one window, over the runs of a variant that have been added.
struct MeasureTally: Sendable {
  private let measure: Measure
  private var runsWith: Int64 = 0
  private var total: Int64 = 0
  private var censored: Int64 = 0
  /// One for each statistic of samples, or one.
  private var meters: [SpreadMeter]
  private var pool = SamplePool()

  private static var statistics: [Statistic] { [.p50, .p99, .max] }

  init(_ measure: Measure) {
    self.measure = measure
    let scale: Int64 = measure.unit == .count ? 1_000 : 1
    let count = measure.form == .histogram ? MeasureTally.statistics.count : 1
    meters = Array(repeating: SpreadMeter(scale: scale), count: count)
  }

  /// Adds what a run has, in the order of the seeds.
  ///
  /// - Parameter sketch: the samples to be pooled; nil without any.
  mutating func add(_ cell: WindowCell, _ sketch: Sketch?, place: Int64) {
    censored = SweepResult.sum([censored, cell.censored])
    switch cell.amount {
    case .nothing: break
    case .value(let value):
      guard measure.form != .histogram else { return }
      runsWith += 1
      total = SweepResult.sum([total, value])
      meters[0].record(value)
    case .samples(let summary):
      guard measure.form == .histogram else { return }
      runsWith += 1
      total = SweepResult.sum([total, summary.count])
      for (place, value) in [summary.p50, summary.p99, summary.maximum].enumerated() {
        meters[place].record(value)
      }
      if let sketch, !sketch.runs.isEmpty { pool.add(sketch, summary, place: place) }
    }
  }

  /// What it comes to over `runs` runs.
  func spread(runs: Int64) -> SweepResult.MeasureSpread {
    let hasSamples = measure.form == .histogram
    let lines = zip(hasSamples ? MeasureTally.statistics : [.total], meters).compactMap {
      statistic, meter in meter.spread.map { (statistic: statistic, spread: $0) }
    }
    return SweepResult.MeasureSpread(
      measure: measure, runsWithout: runs - runsWith,
      total: !hasSamples && measure.unit == .ratio ? nil : total, lines: lines,
      censored: censored, pooled: hasSamples ? pool.pooled : nil)
  }
}
