/// Items of which the one with the least order comes first.
struct Heap<Item: Sendable>: Sendable {
  private var entries: [(order: Int64, item: Item)] = []

  var first: (order: Int64, item: Item)? { entries.first }

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
