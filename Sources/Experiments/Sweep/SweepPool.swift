public import Checks
import Scenarios

/// The samples of a sweep's runs, pooled by variant, window and measure.
///
/// Rows may be added in any order; its size does not grow with their number.
public struct SweepPool: Sendable {
  /// One for each variant, window and measure with samples, in this order.
  private var pools: [SamplePool]
  /// The places of measures with samples among all.
  private let sampled: [Int]
  private let windowCount: Int
  private let measureCount: Int

  /// A pool for the rows of a sweep, still without any.
  public init(_ header: SweepHeader) {
    sampled = header.measures.indices.filter { header.measures[$0].form == .histogram }
    windowCount = header.windows.count
    measureCount = header.measures.count
    pools = Array(
      repeating: SamplePool(), count: header.labels.count * windowCount * sampled.count)
  }

  /// Adds the samples of a row that has them; one without adds nothing.
  public mutating func add(_ row: SweepRow) {
    guard let cells = row.cells.cells(), let sketches = row.sketches.sketches,
      sketches.count == windowCount * sampled.count, cells.count == windowCount * measureCount
    else { return }
    let start = row.variant * sketches.count
    for (number, sketch) in sketches.enumerated() where !sketch.runs.isEmpty {
      let (window, place) = (number / sampled.count, number % sampled.count)
      let cell = cells[window * measureCount + sampled[place]]
      guard case .samples(let summary) = cell.amount else { continue }
      pools[start + number].add(sketch, summary, place: row.place)
    }
  }

  /// What the samples of a variant come to in a window; nil for other measures, and without a sample.
  public func pooled(variant: Int, window: Int, measure: Int) -> Pooled? {
    guard let place = sampled.firstIndex(of: measure) else { return nil }
    return pools[(variant * windowCount + window) * sampled.count + place].pooled
  }
}
