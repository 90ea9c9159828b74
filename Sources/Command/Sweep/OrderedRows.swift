import Experiments
import Reports

/// Somewhere that rows come from, one by one.
protocol RowSource {
  mutating func next() -> SweepRow?
}

extension RowCursor: RowSource {}

/// Rows of several sources in the order of the sweep, each once.
///
/// A source may have rows up to `window` places before those that precede them; so many of each source
/// are in memory at a time.
struct OrderedRows<Source: RowSource> {
  private struct Entry {
    let row: SweepRow
    let source: Int

    func precedes(_ other: Entry) -> Bool {
      SweepRow.precedes(row, other.row)
        || !SweepRow.precedes(other.row, row) && source < other.source
    }
  }

  private(set) var sources: [Source]
  /// A binary heap: no entry precedes the one at half its place.
  private var heap: [Entry] = []

  init(_ sources: [Source], window: Int = 1) {
    self.sources = sources
    for number in sources.indices {
      for _ in 0..<window { take(from: number) }
    }
  }

  /// The next row, which stays.
  var head: SweepRow? { heap.first?.row }

  mutating func next() -> SweepRow? {
    guard let row = pop() else { return nil }
    // A row that is there twice is taken once.
    while let head, !SweepRow.precedes(row, head) { _ = pop() }
    return row
  }

  private mutating func pop() -> SweepRow? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    take(from: first.source)
    return first.row
  }

  private mutating func take(from source: Int) {
    guard let row = sources[source].next() else { return }
    var place = heap.count
    heap.append(Entry(row: row, source: source))
    while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[place]) else { return }
      heap.swapAt(child, place)
      place = child
    }
  }
}
