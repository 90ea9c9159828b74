import Simulator

/// When milestones were reached, as far as expectations can ask.
struct MilestoneLog: Hashable, Sendable {
  /// A moment that an expectation may count from.
  enum Moment: Hashable, Sendable {
    case start
    case begin(Int)
    case end(Int)
  }

  /// A moment, and when each milestone was reached first after it.
  struct Entry: Hashable, Sendable {
    let moment: Moment
    let time: Nanoseconds
    var first: [Nanoseconds?]
  }

  private(set) var entries: [Entry]
  /// Occurrences of each milestone by phase; for a level, its rises.
  private(set) var counts: [PhasedTally]
  /// For each milestone, the first entry in which it has not been reached yet.
  private var open: [Int]
  private var levels: [Int64]

  init(count: Int) {
    entries = [Entry(moment: .start, time: 0, first: Array(repeating: nil, count: count))]
    counts = Array(repeating: PhasedTally(), count: count)
    open = Array(repeating: 0, count: count)
    levels = Array(repeating: .min, count: count)
  }

  mutating func watch(_ moment: Moment, at time: Nanoseconds) {
    entries.append(
      Entry(moment: moment, time: time, first: Array(repeating: nil, count: counts.count)))
  }

  /// How often a milestone was reached; for a level, the highest so far, or 0.
  func progress(of index: Int) -> Int64 {
    levels[index] == .min ? counts[index].whole : levels[index]
  }

  mutating func note(_ milestone: Milestone, at time: Nanoseconds, phase: Int) {
    let index = milestone.index
    if case .level(let level) = milestone.progress {
      if level <= levels[index] { return }
      levels[index] = level
    }
    counts[index].add(phase: phase)
    while open[index] < entries.count {
      entries[open[index]].first[index] = time
      open[index] += 1
    }
  }
}
