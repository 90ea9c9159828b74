/// Sets of operations, each with one number: equal sets have equal numbers.
///
/// A set is a list in descending order whose tails are shared, so a change near the newest operation,
/// where nearly all are, costs little; and two sets compare as two integers, however large they are.
struct PlacedSets {
  /// The largest operation of each set; set 0 is empty.
  private var largest: [Int32] = [-1]
  /// Each set without its largest operation.
  private var rest: [Int32] = [0]
  /// Open addressing from (operation, rest) to the set's number; 0 is a free slot.
  private var table: [Int32] = Array(repeating: 0, count: 1_024)
  /// Operations passed on the way to a place; emptied after each change.
  private var passed: [Int32] = []
  /// How many operations were passed so far: what the work is counted by.
  private(set) var work: Int64 = 0

  /// The set with an operation that is not in it.
  ///
  /// - Complexity: O(operations in the set that are newer).
  mutating func inserting(_ operation: Int32, into set: Int32) -> Int32 {
    var tail = pass(set, downTo: operation)
    tail = number(operation, tail)
    return restore(on: tail)
  }

  /// The set without an operation; the set itself where it is not in it.
  ///
  /// - Complexity: O(operations in the set that are newer).
  mutating func removing(_ operation: Int32, from set: Int32) -> Int32 {
    let tail = pass(set, downTo: operation)
    guard largest[Int(tail)] == operation else {
      passed.removeAll(keepingCapacity: true)
      return set
    }
    return restore(on: rest[Int(tail)])
  }

  private mutating func pass(_ set: Int32, downTo operation: Int32) -> Int32 {
    var tail = set
    while largest[Int(tail)] > operation {
      work += 1
      passed.append(largest[Int(tail)])
      tail = rest[Int(tail)]
    }
    return tail
  }

  private mutating func restore(on tail: Int32) -> Int32 {
    var set = tail
    while let operation = passed.popLast() { set = number(operation, set) }
    return set
  }

  private mutating func number(_ operation: Int32, _ tail: Int32) -> Int32 {
    if largest.count * 2 >= table.count { grow() }
    let slot = find(operation, tail)
    if table[slot] != 0 { return table[slot] }
    let set = Int32(largest.count)
    table[slot] = set
    largest.append(operation)
    rest.append(tail)
    return set
  }

  private func find(_ operation: Int32, _ tail: Int32) -> Int {
    let word =
      (UInt64(UInt32(bitPattern: operation)) << 32) | UInt64(UInt32(bitPattern: tail))
    let mixed = (word ^ (word >> 31)) &* 0x9E37_79B9_7F4A_7C15
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: mixed >> 33) & mask
    while table[slot] != 0 {
      let set = Int(table[slot])
      if largest[set] == operation && rest[set] == tail { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for set in 1..<largest.count {
      table[find(largest[set], rest[set])] = Int32(set)
    }
  }
}
