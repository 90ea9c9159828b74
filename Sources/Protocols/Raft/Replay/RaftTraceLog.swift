/// What a trace tells of one agent's log: the term of each entry, as far as that is known.
///
/// Entries of one term make one run, so that its size follows the terms of a log and not its entries.
struct RaftTraceLog: Hashable, Sendable {
  /// Entries up to the next run, all of one term.
  private struct Run: Hashable, Sendable {
    let first: Int64
    /// Nil if it is not known.
    let term: Raft.Term?
  }

  private var runs: [Run] = []
  /// The index of the newest entry, 0 for none.
  private(set) var last: Int64 = 0

  /// The term of the newest entry, 0 without one, nil if it is not known.
  var lastTerm: Raft.Term? { term(at: last) }

  /// The term at an index: 0 before the first entry; nil behind the last, and where it is not known.
  ///
  /// - Complexity: O(log terms), O(1) in the newest term.
  func term(at index: Int64) -> Raft.Term? {
    if index <= 0 { return index == 0 ? 0 : nil }
    guard index <= last, let newest = runs.last else { return nil }
    return index >= newest.first ? newest.term : runs[place(of: index)].term
  }

  /// The position of the run that holds an entry.
  private func place(of index: Int64) -> Int {
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].first <= index { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Adds entries of one term, or of terms that are not known.
  mutating func append(_ count: Int64, of term: Raft.Term?) {
    if count <= 0 { return }
    if runs.isEmpty || runs[runs.count - 1].term != term {
      runs.append(Run(first: last + 1, term: term))
    }
    last += count
  }

  mutating func append(_ entries: some Sequence<Raft.Entry>) {
    for entry in entries { append(1, of: entry.term) }
  }

  /// Removes every entry after an index.
  mutating func truncate(after index: Int64) {
    if index >= last { return }
    last = max(0, index)
    while let newest = runs.last, newest.first > last { runs.removeLast() }
  }

  /// Puts another log's entries after an index, up to another, in place of all that is there.
  mutating func replace(after index: Int64, with other: RaftTraceLog, upTo end: Int64) {
    truncate(after: index)
    var next = index + 1
    while next <= end {
      let stop = min(end, other.runEnd(at: next) ?? end)
      append(stop - next + 1, of: other.term(at: next))
      next = stop + 1
    }
  }

  /// The last index of the run that holds an entry; nil behind the last entry.
  private func runEnd(at index: Int64) -> Int64? {
    guard index <= last, !runs.isEmpty else { return nil }
    let place = place(of: index)
    return place + 1 < runs.count ? runs[place + 1].first - 1 : last
  }

  /// Whether an entry is known to have a term, or known to have another; nil if neither is.
  func has(_ term: Raft.Term?, at index: Int64) -> Bool? {
    guard let term, let own = self.term(at: index) else { return nil }
    return own == term
  }
}
