/// The faults that wait for one milestone, so that its progress costs nothing for those that wait longer.
///
/// A milestone either happens again and again or rises to levels, never both.
struct MilestoneQueue {
  struct Entry {
    let fault: Int
    /// How often the milestone has yet to be seen from when the fault was added, or its level.
    let count: Int64
    /// How often it will have been seen in all, or its level.
    let threshold: Int64
    let delay: Nanoseconds
  }

  /// The first to be due stands last.
  private(set) var entries: [Entry] = []
  /// How often the milestone was seen.
  private var occurrences: Int64 = 0

  mutating func insert(fault: Int, count: Int64, delay: Nanoseconds) {
    let sum = occurrences.addingReportingOverflow(count)
    let entry = Entry(
      fault: fault, count: count, threshold: sum.overflow ? .max : sum.partialValue, delay: delay)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].threshold > entry.threshold { low = middle + 1 } else { high = middle }
    }
    entries.insert(entry, at: low)
  }

  /// Takes note of progress and takes out the faults that are due, in the order in which they were added.
  mutating func reach(_ progress: Milestone.Progress) -> [(fault: Int, delay: Nanoseconds)] {
    let reached: Int64
    switch progress {
    case .occurrence:
      occurrences += 1
      reached = occurrences
    case .level(let level): reached = level
    }
    var due: [(fault: Int, delay: Nanoseconds)] = []
    while let last = entries.last, last.threshold <= reached {
      due.append((last.fault, last.delay))
      entries.removeLast()
    }
    return due.count < 2 ? due : due.sorted { $0.fault < $1.fault }
  }
}
