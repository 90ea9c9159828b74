@testable import Checks

/// Decides linearizability by trying every order: slow, and too plain to be wrong.
struct BruteForce {
  struct Entry {
    let action: Operation.Action
    let outcome: Operation.Outcome
    let invoked: Int
    let returned: Int
    var isRequired: Bool { outcome.isDefinite }
  }

  private let entries: [Entry]

  /// Takes the first `count` events of a history on one key; nil takes all.
  init(_ history: History, events count: Int? = nil) {
    let events = Array(history.events[..<(count ?? history.events.count)])
    var entries: [Entry] = []
    for (place, event) in events.enumerated() where event >= 0 {
      let operation = history.operations[Int(event)]
      if operation.outcome == .failed { continue }
      let returned = events.firstIndex(of: ~event)
      let isKnown = returned != nil && operation.outcome.isDefinite
      entries.append(
        Entry(
          action: operation.action, outcome: isKnown ? operation.outcome : .unknown,
          invoked: place, returned: isKnown ? returned! : .max))
    }
    self.entries = entries
  }

  var isLinearizable: Bool {
    var placed = [Bool](repeating: false, count: entries.count)
    return search(&placed, nil)
  }

  private func search(_ placed: inout [Bool], _ value: Int64?) -> Bool {
    var limit = Int.max
    var isDone = true
    for index in entries.indices where !placed[index] && entries[index].isRequired {
      limit = min(limit, entries[index].returned)
      isDone = false
    }
    if isDone { return true }
    for index in entries.indices where !placed[index] && entries[index].invoked < limit {
      guard let after = apply(entries[index], to: value) else { continue }
      placed[index] = true
      if search(&placed, after.value) { return true }
      placed[index] = false
    }
    return false
  }

  private func apply(_ entry: Entry, to value: Int64?) -> (value: Int64?, Void)? {
    switch (entry.action, entry.outcome) {
    case (.read, .value(let found)): return found == value ? (value, ()) : nil
    case (.read, _): return (value, ())
    case (.write(let new), _): return (new, ())
    case (.compareAndSet(let old, _), .mismatch): return old != value ? (value, ()) : nil
    case (.compareAndSet(let old, let new), .ok): return old == value ? (new, ()) : nil
    case (.compareAndSet(let old, let new), _): return (old == value ? new : value, ())
    }
  }
}
