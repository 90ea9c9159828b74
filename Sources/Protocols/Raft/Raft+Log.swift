extension Raft {
  /// The entries of one agent, numbered from 1 without a gap.
  ///
  /// Terms never decrease along a log, which the searches by term rest on.
  public struct Log: Hashable, Sendable {
    /// The entry at index `i` is `entries[i - 1]`.
    private(set) var entries: [Entry] = []

    init() {}

    /// The place of the newest entry, or 0.
    public var lastIndex: Index { entries.count }

    /// The term of the newest entry, or 0.
    public var lastTerm: Term { entries.last?.term ?? 0 }

    /// - Precondition: `index` is in `1...lastIndex`.
    public subscript(index: Index) -> Entry { entries[index - 1] }

    /// The term of the entry at an index, 0 before the first entry, nil after the last.
    public func term(at index: Index) -> Term? {
      if index <= 0 { return index == 0 ? 0 : nil }
      return index <= entries.count ? entries[index - 1].term : nil
    }

    /// A copy of the entries from `first` on, at most `limit`.
    ///
    /// - Complexity: O(number of entries copied).
    public func entries(from first: Index, limit: Int) -> [Entry] {
      let end = limit < entries.count - (first - 1) ? first - 1 + limit : entries.count
      return end < first ? [] : Array(entries[(first - 1)..<end])
    }

    /// The first index whose entry's term is at least `term`, or one after the last.
    ///
    /// - Complexity: O(log n).
    public func firstIndex(ofTermAtLeast term: Term) -> Index {
      var low = 0
      var high = entries.count
      while low < high {
        let middle = (low + high) / 2
        if entries[middle].term < term { low = middle + 1 } else { high = middle }
      }
      return low + 1
    }

    /// How many of another log's entries after `index`, from the first on, this one has already.
    func countOfKnown(_ others: [Entry], after index: Index) -> Int {
      var known = 0
      while known < others.count, term(at: index + 1 + known) == others[known].term { known += 1 }
      return known
    }

    mutating func append(_ entry: Entry) { entries.append(entry) }

    mutating func append(_ added: [Entry]) {
      // One entry is the usual case, and cheaper this way.
      if added.count == 1 { entries.append(added[0]) } else { entries.append(contentsOf: added) }
    }

    /// Removes every entry after `index`.
    mutating func truncate(after index: Index) {
      if index < entries.count { entries.removeLast(entries.count - index) }
    }
  }
}
