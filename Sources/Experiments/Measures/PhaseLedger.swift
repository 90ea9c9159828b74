public import Simulator

/// The phases into which the faults of a run divide it: a new one at every start and end of a fault.
///
/// Every observer that follows the same run's faults numbers the phases alike.
public struct PhaseLedger: Hashable, Sendable {
  /// A stretch of the run in which the same faults were under way.
  public struct Phase: Hashable, Sendable {
    /// When it starts; it ends where the next one starts, or with the run.
    public let start: Nanoseconds
    /// How many faults were under way.
    public let activeCount: Int
    /// Whether any fault had begun by its start.
    public let isAfterFirst: Bool
  }

  /// All phases so far, in order of time; the first starts at 0, and some may have no length.
  public private(set) var phases = [Phase(start: 0, activeCount: 0, isAfterFirst: false)]

  /// By fault, the phases in which it was under way; nil of one that never began.
  // Not by phase, the faults: of many that overlap, each phase would repeat them all.
  private var spans: [Span?] = []

  /// The phases from one on, up to another or, if that is nil, to the last.
  private struct Span: Hashable, Sendable {
    let first: Int
    var end: Int?
  }

  /// The ledger of a run without a fault so far: one phase.
  public init() {}

  /// The phase that the run is in.
  @inlinable
  public var current: Int { phases.count - 1 }

  /// Takes note of a fault's start or end; a flap is neither.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func note(_ event: FaultEvent, at time: Nanoseconds) {
    var count = phases[current].activeCount
    let next = phases.count
    switch event.phase {
    case .began:
      while spans.count <= event.index { spans.append(nil) }
      spans[event.index] = Span(first: next)
      count += 1
    case .ended:
      if event.index < spans.count, spans[event.index] != nil, spans[event.index]?.end == nil {
        spans[event.index]?.end = next
        count -= 1
      }
    case .noTarget, .flapped: return
    }
    phases.append(Phase(start: time, activeCount: count, isAfterFirst: true))
  }

  /// Until when a phase lasted, given the end of the run.
  public func end(of phase: Int, runEnd: Nanoseconds) -> Nanoseconds {
    phase + 1 < phases.count ? phases[phase + 1].start : runEnd
  }

  /// The phase in which a time was that is not after the present.
  ///
  /// - Complexity: O(log phases), and O(1) for one of the last two.
  public func phase(at time: Nanoseconds) -> Int {
    if phases[current].start <= time { return current }
    if current == 0 || phases[current - 1].start <= time { return Swift.max(0, current - 1) }
    var (low, high) = (0, current - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if phases[middle].start <= time { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

extension PhaseLedger {
  /// The phases that make up a window, as ranges in order.
  ///
  /// - Complexity: O(number of faults named) for a window during faults, sorting apart; else O(phases).
  public func ranges(in window: MeasureWindow) -> [Range<Int>] {
    switch window {
    case .whole: return [0..<phases.count]
    case .during(let faults):
      return PhaseLedger.joined(faults.compactMap { range(of: $0) })
    case .before: return ranges { !phases[$0].isAfterFirst }
    case .between:
      let last = lastActive
      return ranges { isQuiet($0) && $0 < last }
    case .after:
      let last = lastActive
      return ranges { isQuiet($0) && $0 > last }
    }
  }

  /// The phases that make up a window.
  public func phases(in window: MeasureWindow) -> [Int] { ranges(in: window).flatMap { $0 } }

  /// The last phase in which any fault was under way, or the first.
  private var lastActive: Int { phases.lastIndex { $0.activeCount > 0 } ?? 0 }

  /// Whether no fault was under way, and one had been.
  private func isQuiet(_ phase: Int) -> Bool {
    phases[phase].isAfterFirst && phases[phase].activeCount == 0
  }

  private func range(of fault: Int) -> Range<Int>? {
    guard fault >= 0, fault < spans.count, let span = spans[fault] else { return nil }
    return span.first..<(span.end ?? phases.count)
  }

  private func ranges(where holds: (Int) -> Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for phase in phases.indices where holds(phase) {
      if let last = ranges.last, last.upperBound == phase {
        ranges[ranges.count - 1] = last.lowerBound..<phase + 1
      } else {
        ranges.append(phase..<phase + 1)
      }
    }
    return ranges
  }

  /// The union of ranges, in order.
  private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] =
          last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}

/// A part of a run, as its faults divide it.
public enum MeasureWindow: Hashable, Sendable {
  case whole
  /// Before any fault began.
  case before
  /// While any of the faults of these indices was under way.
  case during([Int])
  /// After the first fault began, while none was under way and another was to come.
  case between
  /// After the last fault was over.
  case after
}
