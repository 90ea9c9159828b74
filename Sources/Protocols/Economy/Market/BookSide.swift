/// The orders of one side of a book by rank, the best first: a binary heap.
///
/// Orders that were cancelled stay until they come to the top, or until `purge`.
struct BookSide: Hashable, Sendable {
  /// An order's place: by rank, and by its number among those of one rank.
  struct Entry: Hashable, Comparable, Sendable {
    let rank: Int64
    let id: Int64

    static func < (left: Entry, right: Entry) -> Bool {
      (left.rank, left.id) < (right.rank, right.id)
    }
  }

  private(set) var entries: [Entry] = []

  var first: Entry? { entries.first }

  /// - Complexity: O(log n).
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var place = entries.count - 1
    while place > 0, entries[place] < entries[(place - 1) / 2] {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// - Complexity: O(log n).
  mutating func removeFirst() {
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var place = 0
    while true {
      var least = 2 * place + 1
      if least >= entries.count { return }
      if least + 1 < entries.count, entries[least + 1] < entries[least] { least += 1 }
      if entries[place] < entries[least] { return }
      entries.swapAt(place, least)
      place = least
    }
  }

  /// Forgets the entries that are gone.
  ///
  /// - Complexity: O(n log n); those that stay are sorted, which is a heap.
  mutating func purge(keeping stays: (Int64) -> Bool) {
    entries = entries.filter { stays($0.id) }.sorted()
  }
}
