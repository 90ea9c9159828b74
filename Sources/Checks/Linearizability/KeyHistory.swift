/// The part of a history that concerns one key, with its values numbered densely.
struct KeyHistory {
  /// One operation on the key.
  struct Entry {
    /// Position in the whole history.
    let source: Int32
    let action: Action
    /// The value that a compare-and-set expects; unused otherwise.
    let expected: Int32
    /// The value that a write or compare-and-set writes, or that a read of known outcome found.
    let value: Int32
    let outcome: Operation.Outcome

    /// An operation that cannot matter: it failed, or it is a read of which nothing is known.
    var isLeftOut: Bool {
      outcome == .failed || (action == .read && !outcome.isDefinite)
    }

    /// Whether it is known to have changed the key.
    var hasWritten: Bool { action != .read && outcome == .ok }

    /// The value that it writes where it takes effect; nil for what never writes.
    var written: Int32? { action == .read || outcome == .mismatch ? nil : value }

    /// The value that it is known to have found.
    var observedValue: Int32? {
      switch (action, outcome) {
      case (.read, .value): value
      case (.compareAndSet, .ok): expected
      default: nil
      }
    }
  }

  enum Action: UInt8 { case read, write, compareAndSet }

  let key: Int32
  /// In the order of invocation.
  var operations: [Entry] = []
  /// An invocation as the position in `operations`, a return as that position's complement.
  var events: [Int32] = []
  /// Where in `events` each operation is invoked.
  var invocationEvents: [Int] = []
  /// The value of each number; 0 is the absent key.
  var values: [Int64?] = [nil]
  private var numbers: [Int64: Int32] = [:]

  init(key: Int32) { self.key = key }

  /// The histories of the keys, in the order in which the keys were first used.
  static func split(_ history: History) -> [KeyHistory] {
    var keys: [KeyHistory] = []
    var positions: [Int32: Int] = [:]
    var places = [Int32](repeating: 0, count: history.operations.count)
    for event in history.events {
      let source = Int(event < 0 ? ~event : event)
      let operation = history.operations[source]
      let position = positions[operation.key] ?? keys.count
      if position == keys.count {
        positions[operation.key] = position
        keys.append(KeyHistory(key: operation.key))
      }
      if event < 0 {
        keys[position].events.append(~places[source])
      } else {
        places[source] = keys[position].append(operation, source: Int32(source))
      }
    }
    return keys
  }

  /// Positions in `events` of the returns that tell something, ascending.
  var definiteReturns: [Int] {
    events.indices.filter { events[$0] < 0 && operations[Int(~events[$0])].outcome.isDefinite }
  }

  /// How many operations that matter returned before the event.
  func operationCount(before event: Int) -> Int {
    events[..<event].count { $0 < 0 && operations[Int(~$0)].outcome.isDefinite }
  }

  private mutating func append(_ operation: Operation, source: Int32) -> Int32 {
    let place = Int32(operations.count)
    var (action, expected, value): (Action, Int32, Int32) = (.read, 0, 0)
    switch operation.action {
    case .read:
      if case .value(let found) = operation.outcome { value = number(of: found) }
    case .write(let new):
      (action, value) = (.write, number(of: new))
    case .compareAndSet(let old, let new):
      (action, expected, value) = (.compareAndSet, number(of: old), number(of: new))
    }
    operations.append(
      Entry(
        source: source, action: action, expected: expected, value: value,
        outcome: operation.outcome))
    invocationEvents.append(events.count)
    events.append(place)
    return place
  }

  private mutating func number(of value: Int64?) -> Int32 {
    guard let value else { return 0 }
    if let number = numbers[value] { return number }
    let number = Int32(values.count)
    numbers[value] = number
    values.append(value)
    return number
  }
}
