import Simulator

/// Every entry that any log of the cluster has held, as the tree that log matching makes of them.
///
/// A term has one leader, which only appends, so the entries of a term are one run of indices with
/// one parent: the entry before the first. A log is then known wholly by its last entry's place:
/// going from there towards the root visits its entries. An entry keeps 8 bytes: the digest of
/// itself and of all before it, so that a log that fits the tree equals, up to there, every other
/// that passes that place.
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
    /// The index of the first of them.
    let base: Raft.Index
    /// The term of the entry before.
    let parentTerm: Raft.Term
    /// Whose log showed the branch first: its leader's, if all is well.
    let author: AgentID
    var digests: [UInt64]
  }

  /// How an entry contradicts the tree.
  enum Conflict {
    /// Its term is lower than that of the entry before.
    case termFalls
    /// Its term's entries are a run elsewhere, first seen at this agent.
    case scattered(AgentID)
    /// It, or an entry before it, differs from what this agent had at the same index and term.
    case differs(AgentID)
  }

  /// That of the highest term, apart from the others: nearly every look-up ends in it.
  private var newest = Branch(
    term: .min, base: .max, parentTerm: 0, author: AgentID(0), digests: [])
  /// The others, in ascending order of terms.
  private var older: [Branch] = []

  /// Takes in an entry that follows another in some log, or compares it with what is known of its
  /// place.
  ///
  /// - Precondition: `previous` is in the tree.
  /// - Complexity: O(1) amortised in the newest term, else O(log terms).
  @inline(__always)
  mutating func admit(
    _ entry: Raft.Entry, after previous: Place, by agent: AgentID
  ) -> Conflict? {
    guard entry.term == newest.term, previous.term == newest.term else {
      return admitElsewhere(entry, after: previous, by: agent)
    }
    let offset = previous.index + 1 - newest.base
    let digest = RaftLogTree.digest(of: entry, after: newest.digests[offset - 1])
    if offset == newest.digests.count {
      newest.digests.append(digest)
      return nil
    }
    return newest.digests[offset] == digest ? nil : .differs(newest.author)
  }

  /// The same for an entry of an older term, or the first of its term.
  @inline(never)
  private mutating func admitElsewhere(
    _ entry: Raft.Entry, after previous: Place, by agent: AgentID
  ) -> Conflict? {
    let digest = RaftLogTree.digest(of: entry, after: self.digest(of: previous))
    guard let position = position(of: entry.term) else {
      return grow(entry, digest, after: previous, by: agent)
    }
    let author = self[position].author
    let offset = previous.index + 1 - self[position].base
    let known = self[position].digests.count
    let parentTerm = offset == 0 ? self[position].parentTerm : entry.term
    if offset < 0 || offset > known || previous.term != parentTerm {
      return entry.term < previous.term ? .termFalls : .scattered(author)
    }
    if offset == known {
      self[position].digests.append(digest)
      return nil
    }
    return self[position].digests[offset] == digest ? nil : .differs(author)
  }

  /// Whether an entry that follows another is what the tree has there.
  @inline(__always)
  func matches(_ entry: Raft.Entry, after previous: Place) -> Bool {
    guard entry.term == newest.term, previous.term == newest.term else {
      return matchesElsewhere(entry, after: previous)
    }
    let offset = previous.index + 1 - newest.base
    return offset < newest.digests.count
      && newest.digests[offset]
        == RaftLogTree.digest(of: entry, after: newest.digests[offset - 1])
  }

  @inline(never)
  private func matchesElsewhere(_ entry: Raft.Entry, after previous: Place) -> Bool {
    guard let position = position(of: entry.term) else { return false }
    let offset = previous.index + 1 - self[position].base
    guard offset >= 0, offset < self[position].digests.count else { return false }
    return self[position].digests[offset]
      == RaftLogTree.digest(of: entry, after: digest(of: previous))
  }

  func contains(_ place: Place) -> Bool {
    if place.index == 0 { return place.term == 0 }
    guard let position = position(of: place.term) else { return false }
    let offset = place.index - self[position].base
    return offset >= 0 && offset < self[position].digests.count
  }

  /// The term at an index of the log that ends at a place.
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

  private mutating func grow(
    _ entry: Raft.Entry, _ digest: UInt64, after previous: Place, by agent: AgentID
  ) -> Conflict? {
    if entry.term < previous.term || entry.term <= 0 { return .termFalls }
    let branch = Branch(
      term: entry.term, base: previous.index + 1, parentTerm: previous.term, author: agent,
      digests: [digest])
    if entry.term < newest.term {
      older.insert(branch, at: firstPosition(ofTermAtLeast: entry.term))
    } else {
      if !newest.digests.isEmpty { older.append(newest) }
      newest = branch
    }
    return nil
  }

  private func digest(of place: Place) -> UInt64 {
    guard place.index > 0, let position = position(of: place.term) else { return 0 }
    return self[position].digests[place.index - self[position].base]
  }

  @inline(__always)
  private static func digest(of entry: Raft.Entry, after previous: UInt64) -> UInt64 {
    var digest = Digest()
    digest.value = previous
    entry.feed(&digest)
    return digest.value
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
