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

  /// In ascending order of terms.
  private var branches: [Branch] = []

  /// Takes in an entry that follows another in some log, or compares it with what is known of its
  /// place.
  ///
  /// - Precondition: `previous` is in the tree.
  /// - Complexity: O(1) amortised in the newest term, else O(log terms).
  mutating func admit(
    _ entry: Raft.Entry, after previous: Place, by agent: AgentID
  ) -> Conflict? {
    let digest = RaftLogTree.digest(of: entry, after: self.digest(of: previous))
    guard let position = position(of: entry.term) else {
      return grow(entry, digest, after: previous, by: agent)
    }
    let author = branches[position].author
    let offset = previous.index + 1 - branches[position].base
    let known = branches[position].digests.count
    let parentTerm = offset == 0 ? branches[position].parentTerm : entry.term
    if offset < 0 || offset > known || previous.term != parentTerm {
      return entry.term < previous.term ? .termFalls : .scattered(author)
    }
    if offset == known {
      branches[position].digests.append(digest)
      return nil
    }
    return branches[position].digests[offset] == digest ? nil : .differs(author)
  }

  /// Whether an entry that follows another is what the tree has there.
  func matches(_ entry: Raft.Entry, after previous: Place) -> Bool {
    guard let position = position(of: entry.term) else { return false }
    let offset = previous.index + 1 - branches[position].base
    guard offset >= 0, offset < branches[position].digests.count else { return false }
    return branches[position].digests[offset]
      == RaftLogTree.digest(of: entry, after: digest(of: previous))
  }

  func contains(_ place: Place) -> Bool {
    if place.index == 0 { return place.term == 0 }
    guard let position = position(of: place.term) else { return false }
    let offset = place.index - branches[position].base
    return offset >= 0 && offset < branches[position].digests.count
  }

  /// The term at an index of the log that ends at a place.
  ///
  /// - Precondition: `end` is in the tree and `index` is in `0...end.index`.
  /// - Complexity: O(log terms) for each term between the two; O(1) within the newest term.
  func term(at index: Raft.Index, ofLogEndingAt end: Place) -> Raft.Term {
    if index <= 0 { return 0 }
    var term = end.term
    while let position = position(of: term), index < branches[position].base {
      term = branches[position].parentTerm
    }
    return term
  }

  /// The place at an index of the log that ends at a place.
  func place(at index: Raft.Index, ofLogEndingAt end: Place) -> Place {
    Place(index: index, term: term(at: index, ofLogEndingAt: end))
  }

  /// Whether the log that ends at `end` holds the entry at `place`, and so all before it.
  func log(endingAt end: Place, holds place: Place) -> Bool {
    place.index <= end.index && term(at: place.index, ofLogEndingAt: end) == place.term
  }

  private mutating func grow(
    _ entry: Raft.Entry, _ digest: UInt64, after previous: Place, by agent: AgentID
  ) -> Conflict? {
    if entry.term < previous.term || entry.term <= 0 { return .termFalls }
    branches.insert(
      Branch(
        term: entry.term, base: previous.index + 1, parentTerm: previous.term, author: agent,
        digests: [digest]),
      at: firstPosition(ofTermAtLeast: entry.term))
    return nil
  }

  private func digest(of place: Place) -> UInt64 {
    guard place.index > 0, let position = position(of: place.term) else { return 0 }
    return branches[position].digests[place.index - branches[position].base]
  }

  private static func digest(of entry: Raft.Entry, after previous: UInt64) -> UInt64 {
    var digest = Digest()
    digest.value = previous
    entry.feed(&digest)
    return digest.value
  }

  @inline(__always)
  private func position(of term: Raft.Term) -> Int? {
    if let last = branches.last, last.term == term { return branches.count - 1 }
    let position = firstPosition(ofTermAtLeast: term)
    return position < branches.count && branches[position].term == term ? position : nil
  }

  private func firstPosition(ofTermAtLeast term: Raft.Term) -> Int {
    var low = 0
    var high = branches.count
    while low < high {
      let middle = (low + high) / 2
      if branches[middle].term < term { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
