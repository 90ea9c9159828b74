import Scenarios
import Simulator

/// The time of a run, or of a part of it, laid out over cells of equal length.
struct Axis: Sendable {
  /// When the part begins.
  let start: Nanoseconds
  let end: Nanoseconds
  let cellCount: Int

  /// - Parameters:
  ///   - start: when the part begins, from 0.
  ///   - end: when it ends; what ends at its start is drawn as one nanosecond.
  init(start: Nanoseconds = 0, end: Nanoseconds, cellCount: Int) {
    self.start = start
    self.end = Swift.max(start + 1, end)
    self.cellCount = Swift.max(1, cellCount)
  }

  private var length: Nanoseconds { end - start }

  /// Whether any of a stretch of time lies in the part; one without length counts where it lies.
  func shows(_ from: Nanoseconds, to: Nanoseconds) -> Bool {
    from < end && (to > start || (from == to && from >= start)) || (from == end && to == end)
  }

  /// When a cell begins; that of the count of cells is the end.
  func start(of cell: Int) -> Nanoseconds {
    start + scaled(length, by: Int64(cell), over: Int64(cellCount))
  }

  /// The cell in which a moment lies; the end lies in the last, and what is outside at an edge.
  func cell(at time: Nanoseconds) -> Int {
    let inside = Swift.min(Swift.max(start, time), end) - start
    let near = scaled(inside, by: Int64(cellCount), over: length)
    var cell = Swift.min(Int(near), cellCount - 1)
    // Starts are rounded down, so the cell may begin at the moment that the division puts before it.
    while cell + 1 < cellCount, start(of: cell + 1) <= time { cell += 1 }
    return cell
  }

  /// Moments to label, from 0 in round steps, with the text of each.
  var ticks: [(time: Nanoseconds, label: String)] {
    let step = Axis.steps.first { fits($0) } ?? length
    var ticks: [(time: Nanoseconds, label: String)] = []
    var time = (start + step - 1) / step * step
    while time <= end {
      ticks.append((time, label(time, step)))
      time += step
    }
    return ticks
  }

  /// Whether labels a step apart have room between them.
  private func fits(_ step: Nanoseconds) -> Bool {
    if step > length { return false }
    let cells = scaled(step, by: Int64(cellCount), over: length)
    return cells >= 8 && cells >= Int64(label(end / step * step, step).count + 3)
  }

  private func label(_ time: Nanoseconds, _ step: Nanoseconds) -> String {
    if time == 0 { return "0" }
    let minute = 60 * Nanoseconds.second
    if step % (60 * minute) == 0 { return "\(time / minute / 60)h" }
    if step % minute == 0 { return "\(time / minute)m" }
    return DurationText.exact(time)
  }

  private static let steps: [Nanoseconds] = {
    var steps: [Nanoseconds] = []
    var power: Nanoseconds = 1
    while power <= .second {
      steps += [power, 2 * power, 5 * power]
      power *= 10
    }
    let minute = 60 * Nanoseconds.second
    steps += [10, 20, 30].map { $0 * .second } + [1, 2, 5, 10, 30].map { $0 * minute }
    return steps + [1, 2, 6, 12, 24, 48, 120, 240, 1_200, 2_400].map { $0 * 60 * minute }
  }()
}

/// `value * factor / divisor`, rounded down, where the product may be wider than a word.
///
/// None is negative, and the quotient fits: `factor` or `value` is at most `divisor`, or both are small.
func scaled(_ value: Int64, by factor: Int64, over divisor: Int64) -> Int64 {
  divisor.dividingFullWidth(value.multipliedFullWidth(by: factor)).quotient
}
