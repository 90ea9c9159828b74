import Simulator

/// Every entry that any log of the cluster has held, as the tree that log matching makes of them.
///
/// A term has one leader, which only appends, so the entries of a term are one run of indices with
/// one parent: the entry before the first. A log is then known wholly by its last entry's place:
/// going from there towards the root visits its entries. The tree keeps each entry once, so that a
/// log that fits the tree equals, up to there, every other that passes that place.
struct RaftLogTree: Sendable {
  /// An entry as its index and term name it; index 0 is the root, before the first entry.
  struct Place: Hashable, Sendable {
    var index: Raft.Index
    var term: Raft.Term

    static var root: Place { Place(index: 0, term: 0) }

    var text: String { "\(index)@\(term)" }
  }

  /// The entries of one term.
  private struct Branch {
    let term: Raft.Term
    /// The index of the first of them that is kept.
    var base: Raft.Index
    /// The term of the entry before.
    var parentTerm: Raft.Term
    /// Whose log showed the branch first: its leader's, if all is well.
    let author: AgentID
    var entries: [Raft.Entry]

    /// The term of the entry before the one at an offset.
    func termBefore(_ offset: Int) -> Raft.Term { offset == 0 ? parentTerm : term }
  }

  /// How an entry contradicts the tree.
  enum Conflict {
    /// Its term is lower than that of the entry before.
    case termFalls
    /// Its term's entries are a run elsewhere, first seen at this agent.
    case scattered(AgentID)
    /// It differs from what this agent had at the same index and term.
    case differs(AgentID)
  }

  /// That of the highest term, apart from the others: nearly every look-up ends in it.
  private var newest = Branch(
    term: .min, base: .max, parentTerm: 0, author: AgentID(0), entries: [])
  /// The others, in ascending order of terms.
  private var older: [Branch] = []
  /// The last entry that was forgotten, with all before it; every log goes through it.
  private(set) var floor = Place.root

  /// Takes in the entries of a log from one on, or compares them with what is known of their places;
  /// stops at one that contradicts the tree.
  ///
  /// `place` moves on to the last entry taken in; the one after it is that of the conflict.
  /// - Precondition: `place` is in the tree.
  /// - Complexity: O(1) an entry, amortised, in the newest term, else O(log terms).
  mutating func admit(
    _ entries: [Raft.Entry], from first: Int, after place: inout Place, by agent: AgentID
  ) -> Conflict? {
    var next = first
    if place.term == newest.term, place.index + 1 - newest.base == newest.entries.count {
      while next < entries.count, entries[next].term == newest.term {
        newest.entries.append(entries[next])
        next += 1
      }
      place.index += next - first
    }
    for entry in entries[next...] {
      if let conflict = admit(entry, after: place, by: agent) { return conflict }
      place = Place(index: place.index + 1, term: entry.term)
    }
    return nil
  }

  private mutating func admit(
    _ entry: Raft.Entry, after previous: Place, by agent: AgentID
  ) -> Conflict? {
    guard let position = position(of: entry.term) else {
      return grow(entry, after: previous, by: agent)
    }
    let offset = previous.index + 1 - self[position].base
    let known = self[position].entries.count
    if offset < 0 || offset > known || previous.term != self[position].termBefore(offset) {
      return entry.term < previous.term ? .termFalls : .scattered(self[position].author)
    }
    if offset == known {
      self[position].entries.append(entry)
      return nil
    }
    return self[position].entries[offset] == entry ? nil : .differs(self[position].author)
  }

  /// Goes on over the entries of a log that are what the tree has there, up to an index.
  ///
  /// - Precondition: `place` is in the tree, and the log has an entry at `last`.
  func follow(_ log: Raft.Log, upTo last: Raft.Index, from place: Place) -> Place {
    var place = place
    while place.index < last {
      let (entries, start) = log.stretch(after: place.index)
      let first = place.index &- start
      let end = min(entries.count, last &- start)
      let known = countOfKnown(entries, from: first, to: end, after: place)
      place.index &+= known
      if first &+ known == end { continue }
      let entry = entries[first &+ known]
      if !has(entry, after: place) { break }
      place = Place(index: place.index + 1, term: entry.term)
    }
    return place
  }

  /// Whether an entry that follows another is what the tree has there.
  private func has(_ entry: Raft.Entry, after previous: Place) -> Bool {
    guard let position = position(of: entry.term) else { return false }
    let offset = previous.index + 1 - self[position].base
    return offset >= 0 && offset < self[position].entries.count
      && previous.term == self[position].termBefore(offset)
      && self[position].entries[offset] == entry
  }

  /// How many of some entries, from the first on, are those of the newest term after a place.
  ///
  /// Nearly every comparison of the checks is one of this loop.
  @inline(__always)
  func countOfKnown(
    _ entries: [Raft.Entry], from first: Int, to end: Int, after place: Place
  ) -> Int {
    let offset = place.index &+ 1 &- newest.base
    if place.term != newest.term || offset < 0 { return 0 }
    let count = min(end &- first, newest.entries.count &- offset)
    precondition(first >= 0 && end <= entries.count && offset >= 0, "entries that are not there")
    // Both arrays have `count` entries from these places on, and neither changes meanwhile.
    return unsafe newest.entries.withUnsafeBufferPointer { known in
      unsafe entries.withUnsafeBufferPointer { entries in
        var next = 0
        while next < count, unsafe entries[first &+ next].equals(known[offset &+ next]) {
          next &+= 1
        }
        return next
      }
    }
  }

  func contains(_ place: Place) -> Bool {
    if place.index == 0 { return place.term == 0 }
    if place == floor { return true }
    guard let position = position(of: place.term) else { return false }
    let offset = place.index - self[position].base
    return offset >= 0 && offset < self[position].entries.count
  }

  /// The term at an index of the log that ends at a place; -1 where it was forgotten.
  ///
  /// - Precondition: `end` is in the tree and `index` is in `0...end.index`.
  /// - Complexity: O(log terms) for each term between the two; O(1) within the newest term.
  @inline(__always)
  func term(at index: Raft.Index, ofLogEndingAt end: Place) -> Raft.Term {
    if index == end.index || (end.term == newest.term && index >= newest.base) { return end.term }
    return earlierTerm(at: index, ofLogEndingAt: end)
  }

  @inline(never)
  private func earlierTerm(at index: Raft.Index, ofLogEndingAt end: Place) -> Raft.Term {
    if index <= 0 { return 0 }
    if index <= floor.index { return index == floor.index ? floor.term : -1 }
    var term = end.term
    while let position = position(of: term), index < self[position].base {
      term = self[position].parentTerm
    }
    return term
  }

  /// The place at an index of the log that ends at a place.
  @inline(__always)
  func place(at index: Raft.Index, ofLogEndingAt end: Place) -> Place {
    Place(index: index, term: term(at: index, ofLogEndingAt: end))
  }

  /// Whether the log that ends at `end` holds the entry at `place`, and so all before it.
  ///
  /// - Precondition: Both are in the tree; so of two of one term the earlier is before the other.
  @inline(__always)
  func log(endingAt end: Place, holds place: Place) -> Bool {
    place.index <= end.index
      && (place.term == end.term || term(at: place.index, ofLogEndingAt: end) == place.term)
  }

  /// Forgets all entries up to one that every log holds.
  ///
  /// - Precondition: `floor` is in the tree.
  /// - Complexity: O(entries kept).
  mutating func prune(to floor: Place) {
    self.floor = floor
    // A branch that starts before it, and does not hold it, is not in any log from there on.
    older.removeAll { $0.term != floor.term && $0.base <= floor.index }
    if let position = position(of: floor.term), self[position].base <= floor.index {
      let count = min(self[position].entries.count, floor.index + 1 - self[position].base)
      self[position].entries.removeFirst(count)
      self[position].base = floor.index + 1
      self[position].parentTerm = floor.term
    }
    older.removeAll { $0.entries.isEmpty }
  }

  /// Goes through the entries of the log that ends at a place, after an index and up to another.
  ///
  /// - Precondition: `first` is at least `floor.index`, and `last` at most `end.index`.
  func visit(
    after first: Raft.Index, upTo last: Raft.Index, ofLogEndingAt end: Place,
    _ body: (Raft.Entry, Raft.Index) -> Void
  ) {
    var runs: [(position: Int, low: Raft.Index, high: Raft.Index)] = []
    var index = last
    var term = term(at: last, ofLogEndingAt: end)
    while index > first, let position = position(of: term) {
      let low = max(first + 1, self[position].base)
      runs.append((position, low, index))
      index = low - 1
      term = self[position].parentTerm
    }
    for run in runs.reversed() {
      for index in run.low..<run.high + 1 {
        body(self[run.position].entries[index - self[run.position].base], index)
      }
    }
  }

  private mutating func grow(
    _ entry: Raft.Entry, after previous: Place, by agent: AgentID
  ) -> Conflict? {
    if entry.term < previous.term || entry.term <= 0 { return .termFalls }
    let branch = Branch(
      term: entry.term, base: previous.index + 1, parentTerm: previous.term, author: agent,
      entries: [entry])
    if entry.term < newest.term {
      older.insert(branch, at: firstPosition(ofTermAtLeast: entry.term))
    } else {
      if !newest.entries.isEmpty { older.append(newest) }
      newest = branch
    }
    return nil
  }

  /// The branches in ascending order of terms: the older ones, then the newest.
  private subscript(position: Int) -> Branch {
    _read {
      if position == older.count { yield newest } else { yield older[position] }
    }
    _modify {
      if position == older.count { yield &newest } else { yield &older[position] }
    }
  }

  private func position(of term: Raft.Term) -> Int? {
    if term == newest.term { return older.count }
    let position = firstPosition(ofTermAtLeast: term)
    return position < older.count && older[position].term == term ? position : nil
  }

  /// Where in `older` the terms from this one on begin.
  private func firstPosition(ofTermAtLeast term: Raft.Term) -> Int {
    var low = 0
    var high = older.count
    while low < high {
      let middle = (low + high) / 2
      if older[middle].term < term { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Raft.Entry {
  /// Whether both are the same; writes, which are most, are compared here and now.
  @inline(__always)
  fileprivate func equals(_ other: Raft.Entry) -> Bool {
    guard case .write(let value, let key, let session) = command,
      case .write(let otherValue, let otherKey, let otherSession) = other.command
    else { return self == other }
    return term == other.term && value == otherValue && key == otherKey && session == otherSession
  }
}
