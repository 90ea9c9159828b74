/// The faults that wait for one milestone, so that its progress costs nothing for those that wait longer.
///
/// A milestone either happens again and again or rises to levels, never both.
struct MilestoneQueue {
  struct Entry {
    let fault: Int
    /// Whether it ends the fault.
    let isEnd: Bool
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

  mutating func insert(fault: Int, isEnd: Bool = false, count: Int64, delay: Nanoseconds) {
    let sum = occurrences.addingReportingOverflow(count)
    let entry = Entry(
      fault: fault, isEnd: isEnd, count: count, threshold: sum.overflow ? .max : sum.partialValue,
      delay: delay)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].threshold > entry.threshold { low = middle + 1 } else { high = middle }
    }
    entries.insert(entry, at: low)
  }

  /// Takes out what waits to end a fault.
  /// - Returns: how many there were.
  mutating func removeEnd(of fault: Int) -> Int {
    let before = entries.count
    entries.removeAll { $0.isEnd && $0.fault == fault }
    return before - entries.count
  }

  /// Takes note of progress and takes out the faults that are due, in the order in which they were added.
  mutating func reach(_ progress: Milestone.Progress) -> [DueFault] {
    let reached: Int64
    switch progress {
    case .occurrence:
      occurrences += 1
      reached = occurrences
    case .level(let level): reached = level
    }
    var due: [DueFault] = []
    while let last = entries.last, last.threshold <= reached {
      due.append(DueFault(fault: last.fault, isEnd: last.isEnd, delay: last.delay))
      entries.removeLast()
    }
    return due.count < 2 ? due : due.sorted { $0.fault < $1.fault }
  }
}
