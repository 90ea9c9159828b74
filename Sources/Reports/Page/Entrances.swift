import Experiments
import Simulator

/// When agents came into the notable states of a run, so that each fault's share is found without a walk
/// over all changes.
struct Entrances {
  private let states: [ProtocolState]
  /// By state, in order.
  private var times: [[Nanoseconds]]

  init(_ timeline: Timeline) {
    states = timeline.states.filter { $0.telling != nil }
    times = Array(repeating: [], count: states.count)
    for change in timeline.changes {
      guard let state = change.status.state, let place = states.firstIndex(of: state) else {
        continue
      }
      times[place].append(change.time)
    }
  }

  /// How often agents came into a state in a span of time, its end left out.
  ///
  /// - Complexity: O(log changes).
  func count(into state: ProtocolState, in span: Range<Nanoseconds>) -> Int64 {
    guard let place = states.firstIndex(of: state) else { return 0 }
    return Int64(
      times[place].countBefore(span.upperBound) - times[place].countBefore(span.lowerBound))
  }

  /// Whether any agent came into a notable state in a span of time, its end left out.
  func hasAny(in span: Range<Nanoseconds>) -> Bool {
    states.contains { count(into: $0, in: span) > 0 }
  }

  /// Whether any agent ever came into a state.
  func contains(_ state: ProtocolState) -> Bool {
    states.firstIndex(of: state).map { !times[$0].isEmpty } ?? false
  }
}

extension [Nanoseconds] {
  /// How many of ascending times are earlier than this one.
  fileprivate func countBefore(_ time: Nanoseconds) -> Int { countBefore(time) { $0 } }
}

extension Array {
  /// How many of elements in order of a key, such as a time, come before one.
  ///
  /// - Complexity: O(log n).
  func countBefore<Key: Comparable>(_ key: Key, _ keyOf: (Element) -> Key) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if keyOf(self[middle]) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
