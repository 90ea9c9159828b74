extension Raft {
  /// The entries of one agent behind its base, numbered from there on without a gap.
  ///
  /// Up to the base a snapshot stands for the entries (paper, section 7); without one it is 0, before the first
  /// entry. Terms never decrease along a log, which the searches by term rest on. Entries lie in stretches, so
  /// that equal logs can share the memory of what is full, and a copy of a log copies no more than its end.
  public struct Log: Hashable, Sendable {
    /// Entries of a full stretch.
    static var stretchLength: Int { 1_024 }

    /// Each of `stretchLength` entries, the first with the entry after `fullBase`.
    ///
    /// In the stretch of the base, blanks stand for what the snapshot covers: so logs with different bases
    /// have their entries at the same places, and equal logs are equal values.
    private(set) var full: [[Entry]] = []
    /// The entries behind them, fewer than a stretch has.
    private var end: [Entry] = []
    /// The index of the last entry of a full stretch.
    // Kept, like the term below: every step asks for both, and would have to look into two arrays.
    private var fullCount = 0
    /// The term of the newest entry, that of the base if there is none.
    public private(set) var lastTerm: Term = 0
    /// The index of the last entry that was given up for a snapshot, or 0.
    public private(set) var base: Index = 0
    /// The term of that entry, or 0.
    public private(set) var baseTerm: Term = 0

    init() {}

    /// The place of the newest entry, that of the base if there is none.
    public var lastIndex: Index { fullCount &+ end.count }

    /// The index before the first full stretch.
    private var fullBase: Index { fullCount &- full.count &* Log.stretchLength }

    /// What stands for an entry that a snapshot covers.
    private static var blank: Entry { Entry(term: 0, .noop) }

    /// - Precondition: `index` is in `base + 1...lastIndex`.
    public subscript(index: Index) -> Entry {
      let place = index - 1
      return place >= fullCount ? end[place - fullCount] : fullEntry(at: place)
    }

    private func fullEntry(at place: Int) -> Entry {
      let offset = place - fullBase
      return full[offset / Log.stretchLength][offset % Log.stretchLength]
    }

    /// All entries, the first in front.
    ///
    /// - Complexity: O(entries).
    var entries: [Entry] { Array((full.flatMap { $0 } + end).dropFirst(base - fullBase)) }

    /// The entries in whose midst the one after `index` lies or would lie, and the index of the entry before
    /// the first of them.
    ///
    /// - Precondition: `index` is at least `base`.
    func stretch(after index: Index) -> (entries: [Entry], start: Index) {
      if index >= fullCount { return (end, fullCount) }
      let place = (index - fullBase) / Log.stretchLength
      return (full[place], fullBase + place * Log.stretchLength)
    }

    /// The term of the entry at an index, that of the base there; nil before it and after the last entry.
    public func term(at index: Index) -> Term? {
      if index <= base { return index == base ? baseTerm : nil }
      return index <= lastIndex ? self[index].term : nil
    }

    /// A copy of the entries from `first` on, at most `limit`.
    ///
    /// - Precondition: `first` is above `base`.
    /// - Complexity: O(number of entries copied).
    public func entries(from first: Index, limit: Int) -> [Entry] {
      precondition(first > base, "entry \(first) was given up for a snapshot up to \(base)")
      let count = min(limit, lastIndex - (first - 1))
      if count <= 0 { return [] }
      let place = first - 1 - fullCount
      if place >= 0 { return Array(end[place..<place + count]) }
      return (first..<first + count).map { self[$0] }
    }

    /// The first index whose entry's term is at least `term`, of those behind the base, or one after the last.
    ///
    /// - Complexity: O(log n).
    public func firstIndex(ofTermAtLeast term: Term) -> Index {
      var low = base
      var high = lastIndex
      while low < high {
        let middle = (low + high) / 2
        if self[middle + 1].term < term { low = middle + 1 } else { high = middle }
      }
      return low + 1
    }

    /// The terms of the log's entries, ascending: of each, the first index that has it, and it.
    ///
    /// - Complexity: O(terms log n).
    var terms: [[Int64]] {
      var found: [[Int64]] = []
      var index = 1
      while let term = term(at: index) {
        found.append([Int64(index), term])
        index = firstIndex(ofTermAtLeast: term + 1)
      }
      return found
    }

    /// How many of another log's entries after `index`, from the first on, this one has already.
    ///
    /// - Precondition: `index` is at least `base`.
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
    ///
    /// - Precondition: `index` is at least `base`.
    mutating func truncate(after index: Index) {
      if index >= lastIndex { return }
      precondition(index >= base, "cut after \(index) of a log that a snapshot covers to \(base)")
      lastTerm = term(at: index) ?? 0
      if index >= fullCount { return end.removeLast(lastIndex - index) }
      let start = fullBase
      let place = (index - start) / Log.stretchLength
      end = Array(full[place][..<(index % Log.stretchLength)])
      full.removeLast(full.count - place)
      fullCount = start + place * Log.stretchLength
    }

    /// Gives up every entry up to an index, which becomes the base; nothing if the base is there already.
    ///
    /// - Precondition: `index` is at most `lastIndex`.
    /// - Complexity: O(entries given up), and O(entries of a stretch) where one is shared.
    mutating func discard(through index: Index) {
      if index <= base { return }
      guard let term = term(at: index) else {
        preconditionFailure("entries up to \(index) of a log that ends at \(lastIndex)")
      }
      full.removeFirst(min(full.count, (index - fullBase) / Log.stretchLength))
      let start = fullBase
      for place in max(0, base - start)..<index - start {
        if full.isEmpty { end[place] = Log.blank } else { full[0][place] = Log.blank }
      }
      (base, baseTerm) = (index, term)
    }

    /// Gives up every entry for a snapshot up to an index, whose last entry is of this term.
    mutating func restart(after index: Index, _ term: Term) {
      let blanks = index % Log.stretchLength
      full = []
      end = Array(repeating: Log.blank, count: blanks)
      fullCount = index - blanks
      (base, baseTerm, lastTerm) = (index, term, term)
    }

    /// Takes the memory of another log's full stretches that are equal to this one's; changes no entry.
    ///
    /// - Complexity: O(stretches), and O(entries) of those that are not shared yet.
    mutating func shareMemory(with other: Log) {
      let ahead = (other.fullBase - fullBase) / Log.stretchLength
      for place in max(0, ahead)..<max(0, ahead, min(full.count, other.full.count + ahead))
      where full[place] == other.full[place - ahead] {
        full[place] = other.full[place - ahead]
      }
    }
  }
}
