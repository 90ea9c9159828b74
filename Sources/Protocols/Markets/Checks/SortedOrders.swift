/// The orders of one side of a book in their sequence, as an array.
///
/// Made for checks: another way to the best order than that of the book.
struct SortedOrders: Sendable {
  private(set) var entries: [BookSide.Entry] = []

  var first: BookSide.Entry? { entries.first }

  /// - Complexity: O(log n) to find the place and O(n) to make room.
  mutating func insert(_ order: MarketOrder) {
    let entry = BookSide.Entry(rank: order.rank, id: order.id)
    entries.insert(entry, at: place(of: entry))
  }

  mutating func remove(_ order: MarketOrder) {
    let entry = BookSide.Entry(rank: order.rank, id: order.id)
    let place = place(of: entry)
    if place < entries.count, entries[place] == entry { entries.remove(at: place) }
  }

  private func place(of entry: BookSide.Entry) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle] < entry { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
