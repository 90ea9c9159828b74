/// Items of which the one with the least order comes first.
struct Heap<Item: Sendable>: Sendable {
  private var entries: [(order: Int64, item: Item)] = []

  var first: (order: Int64, item: Item)? { entries.first }
  var count: Int { entries.count }

  /// The entries whose order is not beyond a limit, in no order.
  /// - Complexity: O(k) in their number.
  func entries(upTo limit: Int64) -> [(order: Int64, item: Item)] {
    var found: [(order: Int64, item: Item)] = []
    var open = [0]
    while let index = open.popLast() {
      guard index < entries.count, entries[index].order <= limit else { continue }
      found.append(entries[index])
      open.append(2 * index + 1)
      open.append(2 * index + 2)
    }
    return found
  }

  /// - Complexity: O(n log n).
  mutating func removeAll(where isGone: (Int64, Item) -> Bool) {
    let kept = entries.filter { !isGone($0.order, $0.item) }
    entries.removeAll(keepingCapacity: true)
    for (order, item) in kept { insert(item, order) }
  }

  /// - Complexity: O(log n).
  mutating func insert(_ item: Item, _ order: Int64) {
    entries.append((order, item))
    var index = entries.count - 1
    while index > 0, order < entries[(index - 1) / 2].order {
      entries.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Takes the first out if its order is not beyond a limit.
  /// - Complexity: O(log n).
  mutating func popFirst(upTo limit: Int64) -> Item? {
    guard let first = entries.first, first.order <= limit else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < entries.count {
        if entries[child].order < entries[least].order { least = child }
      }
      if least == index { return first.item }
      entries.swapAt(index, least)
      index = least
    }
  }
}
