public import Simulator

/// The faults of a finished run as intervals of time, to say in which of them a moment lies.
///
/// A moment may lie in several faults that overlap. A fault holds its start and not its end. A fault
/// without an end lasts to the end of the run, so nothing comes after it. Without a fault there is
/// nothing to tell apart, and a moment has no label.
public struct IntervalTable: Hashable, Sendable {
  /// One fault: what a scenario calls it, and when it held.
  public struct Interval: Hashable, Sendable {
    public let name: String
    public let start: Nanoseconds
    /// Nil when it lasted to the end of the run.
    public let end: Nanoseconds?

    public init(name: String, start: Nanoseconds, end: Nanoseconds?) {
      precondition(end.map { $0 >= start } ?? true, "a fault ends at or after its start")
      self.name = name
      self.start = start
      self.end = end
    }

    public func contains(_ time: Nanoseconds) -> Bool {
      guard let end else { return start <= time }
      return start <= time && time < end
    }
  }

  /// In the order of declaration.
  public let intervals: [Interval]
  /// Where a stretch with labels of its own begins, ascending; the first stretch begins before all.
  private let boundaries: [Nanoseconds]
  /// The labels of each stretch; one more than boundaries.
  private let labels: [[IntervalLabel]]

  /// - Complexity: O(f²) in the number of faults.
  public init(_ intervals: [Interval]) {
    self.intervals = intervals
    var times: [Nanoseconds] = []
    for interval in intervals {
      times.append(interval.start)
      if let end = interval.end { times.append(end) }
    }
    times.sort()
    var distinct: [Nanoseconds] = []
    for time in times where distinct.last != time { distinct.append(time) }
    boundaries = distinct
    var labels: [[IntervalLabel]] = [intervals.isEmpty ? [] : [.before]]
    for time in distinct {
      labels.append(
        IntervalTable.labels(of: intervals, at: time, isLast: time == distinct.last))
    }
    self.labels = labels
  }

  /// The labels of a moment: each fault that held then, or the one that says that none did.
  ///
  /// - Complexity: O(log f) in the number of faults.
  public func intervals(at time: Nanoseconds) -> [IntervalLabel] {
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return labels[low]
  }

  /// What reports call the stretch: `before`, `during NAME`, `between`, `after`.
  public func name(of label: IntervalLabel) -> String {
    switch label {
    case .before: "before"
    case .during(let index): "during " + intervals[index].name
    case .between: "between"
    case .after: "after"
    }
  }

  private static func labels(
    of intervals: [Interval], at time: Nanoseconds, isLast: Bool
  ) -> [IntervalLabel] {
    var labels: [IntervalLabel] = []
    for index in intervals.indices where intervals[index].contains(time) {
      labels.append(.during(index))
    }
    if labels.isEmpty { labels.append(isLast ? .after : .between) }
    return labels
  }
}
