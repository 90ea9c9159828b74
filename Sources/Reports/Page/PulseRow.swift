import Experiments
import Simulator

/// Completed operations over the cells of an axis, as bars of eight heights; none is a blank.
struct PulseRow {
  /// By cell; a stretch of the pulse that lies in two cells is shared out between them.
  private var counts: [Int64]
  private let axis: Axis

  init(_ pulse: Pulse, _ axis: Axis) {
    self.axis = axis
    counts = Array(repeating: 0, count: axis.cellCount)
    for (stretch, count) in pulse.counts.enumerated() where count > 0 {
      let start = Int64(stretch) * pulse.length
      if axis.shows(start, to: start + pulse.length) {
        share(count, from: start, length: pulse.length)
      }
    }
  }

  private mutating func share(_ count: Int64, from start: Nanoseconds, length: Nanoseconds) {
    let end = Swift.min(start + length, axis.end)
    var given: Int64 = 0
    // What of a stretch lies before the part that is shown counts in no cell.
    if start < axis.start, end > start {
      given = scaled(count, by: axis.start - start, over: end - start)
    }
    for cell in axis.cell(at: start)...axis.cell(at: Swift.max(start, end - 1)) {
      let covered = Swift.min(end, axis.start(of: cell + 1)) - start
      let upToHere = end > start ? scaled(count, by: covered, over: end - start) : count
      counts[cell] += upToHere - given
      given = upToHere
    }
  }

  /// The most in a cell.
  var peak: Int64 { counts.max() ?? 0 }

  /// What a full bar stands for: the most in a cell, or less if a burst would dwarf all else.
  private var full: Int64 {
    let busy = counts.filter { $0 > 0 }.sorted()
    return busy.isEmpty ? 1 : Swift.min(peak, 2 * busy[busy.count / 2])
  }

  /// The same as a rate a second; decimals below ten, nil where it is next to nothing.
  var fullPerSecond: String? {
    let length = Swift.max(1, (axis.end - axis.start) / Int64(axis.cellCount))
    if full >= .max / (1_000 * .second) { return CountText.grouped(full) }
    let whole = full * .second / length
    if whole >= 10 { return CountText.grouped(whole) }
    let thousandths = full * .second * 1_000 / length
    return thousandths > 0 ? CountText.thousandths(thousandths) : nil
  }

  var text: String {
    let bars = Array("▁▂▃▄▅▆▇█")
    let full = self.full
    return String(
      counts.map { count -> Character in
        count == 0 ? " " : bars[Int(scaled(Swift.min(count, full), by: 7, over: full))]
      })
  }
}
