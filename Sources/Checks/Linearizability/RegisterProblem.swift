/// A prefix of one key's history as the search reads it: who is known to have taken place, who may have.
///
/// An operation that returns after the prefix counts as of unknown outcome.
struct RegisterProblem {
  /// What an operation of known outcome does to the register.
  enum Kind: UInt8 {
    /// Sets the value, whatever it was.
    case write
    /// Changes the value from `expected` to another.
    case exchange
    /// Finds the value `expected` and leaves it.
    case observe
    /// Finds another value than `expected` and leaves it.
    case mismatch
  }

  struct Entry {
    let kind: Kind
    /// Whether its outcome is known; only such operations have to be placed.
    let isKnown: Bool
    let expected: Int32
    /// The value that it leaves; unused by `observe` and `mismatch`.
    let produced: Int32
    /// When it was invoked, counted in events.
    let invoked: Int32
  }

  /// Operations of unknown outcome that do the same: they stand in for one another, so they are used in
  /// the order of their invocation.
  struct Class {
    /// True for a write, false for an exchange.
    let isWrite: Bool
    let expected: Int32
    let produced: Int32
    /// Its operations in the order of invocation.
    var entries: [Int32]
  }

  /// In the order of invocation.
  var entries: [Entry] = []
  /// Entries of known outcome in the order of their returns.
  var returns: [Int32] = []
  /// When each of `returns` happened, counted in events.
  var returnEvents: [Int32] = []
  /// How many entries were invoked before each of `returns`.
  var entriesBefore: [Int32] = []
  /// In the order of their first invocation.
  var classes: [Class] = []
  /// Classes that produce each value.
  var classesProducing: [[Int32]]
  /// Exchanges of unknown outcome that expect each value.
  var classesExpecting: [[Int32]]
  let valueCount: Int
  /// Stands for every value that only operations of unknown outcome write and that nobody looks at: nothing
  /// tells such values apart, so all those writes are one class.
  var otherValue: Int32 { Int32(valueCount - 1) }

  /// The class of those writes; nil without one.
  var otherClass: Int? { classesProducing[valueCount - 1].first.map(Int.init) }

  init(_ key: KeyHistory, events count: Int) {
    valueCount = key.values.count + 1
    classesProducing = Array(repeating: [], count: valueCount)
    classesExpecting = Array(repeating: [], count: valueCount)
    var isKnown = [Bool](repeating: false, count: key.operations.count)
    for event in key.events[..<count] where event < 0 {
      isKnown[Int(~event)] = key.operations[Int(~event)].outcome.isDefinite
    }
    var places = [Int32](repeating: -1, count: key.operations.count)
    for position in 0..<count {
      let event = key.events[position]
      if event < 0 {
        let operation = Int(~event)
        guard isKnown[operation] else { continue }
        returns.append(places[operation])
        returnEvents.append(Int32(position))
        entriesBefore.append(Int32(entries.count))
      } else {
        let operation = key.operations[Int(event)]
        guard
          let entry = RegisterProblem.entry(
            operation, isKnown: isKnown[Int(event)], invoked: Int32(position))
        else { continue }
        places[Int(event)] = Int32(entries.count)
        entries.append(entry)
      }
    }
    classify()
  }

  /// Nil for an operation that cannot matter.
  private static func entry(
    _ operation: KeyHistory.Entry, isKnown: Bool, invoked: Int32
  ) -> Entry? {
    if operation.outcome == .failed { return nil }
    let (expected, value) = (operation.expected, operation.value)
    switch operation.action {
    case .read:
      guard isKnown else { return nil }
      return Entry(
        kind: .observe, isKnown: true, expected: value, produced: value, invoked: invoked)
    case .write:
      return Entry(
        kind: .write, isKnown: isKnown, expected: -1, produced: value, invoked: invoked)
    case .compareAndSet:
      if isKnown && operation.outcome == .mismatch {
        return Entry(
          kind: .mismatch, isKnown: true, expected: expected, produced: expected, invoked: invoked)
      }
      // What swaps a value for itself changes nothing; of unknown outcome it does not even tell anything.
      if expected == value && !isKnown { return nil }
      return Entry(
        kind: expected == value ? .observe : .exchange, isKnown: isKnown, expected: expected,
        produced: value, invoked: invoked)
    }
  }

  /// Sorts operations of unknown outcome into classes.
  private mutating func classify() {
    var isLookedAt = [Bool](repeating: false, count: valueCount)
    for entry in entries where entry.kind != .write {
      isLookedAt[Int(entry.expected)] = true
    }
    var numbers: [UInt64: Int32] = [:]
    for (place, entry) in entries.enumerated() where !entry.isKnown {
      if entry.kind == .write && !isLookedAt[Int(entry.produced)] {
        entries[place] = Entry(
          kind: .write, isKnown: false, expected: entry.expected, produced: otherValue,
          invoked: entry.invoked)
      }
      classify(Int32(place), &numbers)
    }
  }

  private mutating func classify(_ place: Int32, _ numbers: inout [UInt64: Int32]) {
    let entry = entries[Int(place)]
    let name =
      (UInt64(UInt32(bitPattern: entry.expected)) << 32)
      | UInt64(UInt32(bitPattern: entry.produced))
    if let number = numbers[name] {
      classes[Int(number)].entries.append(place)
      return
    }
    let number = Int32(classes.count)
    numbers[name] = number
    classes.append(
      Class(
        isWrite: entry.kind == .write, expected: entry.expected, produced: entry.produced,
        entries: [place]))
    classesProducing[Int(entry.produced)].append(number)
    if entry.kind == .exchange { classesExpecting[Int(entry.expected)].append(number) }
  }

  /// Whether some value was found before anybody had asked to write it: wrong without any search.
  var readsBeforeWrites: Bool {
    var firstInvoked = [Int32](repeating: .max, count: valueCount)
    firstInvoked[0] = -1
    for entry in entries where entry.kind == .write || entry.kind == .exchange {
      let value = Int(entry.produced)
      firstInvoked[value] = min(firstInvoked[value], entry.invoked)
    }
    for (position, place) in returns.enumerated() {
      let entry = entries[Int(place)]
      guard entry.kind == .observe || entry.kind == .exchange else { continue }
      if firstInvoked[Int(entry.expected)] > returnEvents[position] { return true }
    }
    return false
  }
}
