extension Raft {
  /// The entries of one agent, numbered from 1 without a gap.
  ///
  /// Terms never decrease along a log, which the searches by term rest on. Entries lie in stretches, so that
  /// equal logs can share the memory of what is full, and a copy of a log copies no more than its end.
  public struct Log: Hashable, Sendable {
    /// Entries of a full stretch.
    static var stretchLength: Int { 1_024 }

    /// Each of `stretchLength` entries.
    private(set) var full: [[Entry]] = []
    /// The entries behind them, fewer than a stretch has.
    private var end: [Entry] = []
    /// How many entries lie in full stretches.
    // Kept, like the term below: every step asks for both, and would have to look into two arrays.
    private var fullCount = 0
    /// The term of the newest entry, or 0.
    public private(set) var lastTerm: Term = 0

    init() {}

    /// The place of the newest entry, or 0.
    public var lastIndex: Index { fullCount &+ end.count }

    /// - Precondition: `index` is in `1...lastIndex`.
    public subscript(index: Index) -> Entry {
      let place = index - 1
      return place >= fullCount
        ? end[place - fullCount] : full[place / Log.stretchLength][place % Log.stretchLength]
    }

    /// All entries, the first in front.
    ///
    /// - Complexity: O(entries).
    var entries: [Entry] { full.flatMap { $0 } + end }

    /// The entries in whose midst the one after `index` lies or would lie, and the index of the entry before
    /// the first of them.
    func stretch(after index: Index) -> (entries: [Entry], start: Index) {
      if index >= fullCount { return (end, fullCount) }
      let place = index / Log.stretchLength
      return (full[place], place * Log.stretchLength)
    }

    /// The term of the entry at an index, 0 before the first entry, nil after the last.
    public func term(at index: Index) -> Term? {
      if index <= 0 { return index == 0 ? 0 : nil }
      return index <= lastIndex ? self[index].term : nil
    }

    /// A copy of the entries from `first` on, at most `limit`.
    ///
    /// - Complexity: O(number of entries copied).
    public func entries(from first: Index, limit: Int) -> [Entry] {
      let count = min(limit, lastIndex - (first - 1))
      if count <= 0 { return [] }
      let place = first - 1 - fullCount
      if place >= 0 { return Array(end[place..<place + count]) }
      return (first..<first + count).map { self[$0] }
    }

    /// The first index whose entry's term is at least `term`, or one after the last.
    ///
    /// - Complexity: O(log n).
    public func firstIndex(ofTermAtLeast term: Term) -> Index {
      var low = 0
      var high = lastIndex
      while low < high {
        let middle = (low + high) / 2
        if self[middle + 1].term < term { low = middle + 1 } else { high = middle }
      }
      return low + 1
    }

    /// How many of another log's entries after `index`, from the first on, this one has already.
    func countOfKnown(_ others: [Entry], after index: Index) -> Int {
      var known = 0
      while known < others.count, term(at: index + 1 + known) == others[known].term { known += 1 }
      return known
    }

    mutating func append(_ entry: Entry) {
      lastTerm = entry.term
      end.append(entry)
      if end.count == Log.stretchLength { closeStretch() }
    }

    mutating func append(_ added: [Entry]) {
      if added.count == 1 { return append(added[0]) }
      guard let last = added.last, end.count &+ added.count < Log.stretchLength else {
        for entry in added { append(entry) }
        return
      }
      lastTerm = last.term
      end.append(contentsOf: added)
    }

    @inline(never)
    private mutating func closeStretch() {
      full.append(end)
      fullCount += Log.stretchLength
      end = []
      end.reserveCapacity(Log.stretchLength)
    }

    /// Removes every entry after `index`.
    mutating func truncate(after index: Index) {
      if index >= lastIndex { return }
      lastTerm = term(at: index) ?? 0
      if index >= fullCount { return end.removeLast(lastIndex - index) }
      let place = index / Log.stretchLength
      end = Array(full[place][..<(index % Log.stretchLength)])
      full.removeLast(full.count - place)
      fullCount = place * Log.stretchLength
    }

    /// Takes the memory of another log's full stretches that are equal to this one's; changes no entry.
    ///
    /// - Complexity: O(stretches), and O(entries) of those that are not shared yet.
    mutating func shareMemory(with other: Log) {
      for place in 0..<min(full.count, other.full.count) where full[place] == other.full[place] {
        full[place] = other.full[place]
      }
    }
  }
}
