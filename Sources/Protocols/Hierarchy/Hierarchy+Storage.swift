public import Simulator

extension Hierarchy {
  /// The latest candidate that an agent acknowledged as coordinator of one of its groups.
  @frozen
  public struct Ballot: Hashable, Sendable {
    /// The term in which it did; it takes part in no earlier one.
    public let term: Term
    /// Whom it acknowledged; none before the first.
    public let candidate: AgentID?

    /// The acknowledgement of a candidate in a term.
    @inlinable
    public init(term: Term = 0, candidate: AgentID? = nil) {
      self.term = term
      self.candidate = candidate
    }
  }

  /// What an agent keeps of a proposal.
  public struct Entry: Hashable, Sendable {
    /// Its vote, once it was asked for it.
    public internal(set) var vote: Vote.Choice?
    /// The outcome that it recorded, or learned.
    public internal(set) var outcome: Tally.Outcome?
    /// Whether it learned that the outcome is decided.
    public internal(set) var isLearned = false
    /// The term of the root that had it recorded.
    public internal(set) var term: Term = 0

    /// The record that it tells a root that collects votes; one that is decided outdoes all others.
    var record: Record? {
      outcome.map { Record(term: isLearned ? .max : term, outcome: $0) }
    }
  }

  /// What outlives a crash: acknowledgements by level, votes, records and decisions.
  public struct Storage: DurableStorage {
    /// By level of the group, from 1.
    public private(set) var ballots: [Ballot] = []
    /// By proposal.
    public private(set) var entries: [Entry] = []
    /// The number of proposals, from the first on, that are all learned.
    public private(set) var learnedCount: Int32 = 0

    /// An empty disk.
    public init() {}

    /// One record, which a crash keeps wholly or not at all.
    @frozen
    public enum Write: Fielded, Hashable, Sendable {
      case acknowledged(level: Int32, Ballot)
      case voted(Int32, Vote.Choice)
      case recorded(Int32, Record)
      case learned(Int32, Tally.Outcome)
    }

    /// What was acknowledged last in the group of a level.
    public func ballot(at level: Int) -> Ballot {
      level <= ballots.count ? ballots[level - 1] : Ballot()
    }

    /// What is kept of a proposal.
    public func entry(_ proposal: Int32) -> Entry {
      Int(proposal) < entries.count ? entries[Int(proposal)] : Entry()
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .acknowledged(let level, let ballot):
        while ballots.count < Int(level) { ballots.append(Ballot()) }
        ballots[Int(level) - 1] = ballot
      case .voted(let proposal, let choice):
        reserve(proposal)
        entries[Int(proposal)].vote = choice
      case .recorded(let proposal, let record):
        reserve(proposal)
        entries[Int(proposal)].outcome = record.outcome
        entries[Int(proposal)].term = record.term
      case .learned(let proposal, let outcome):
        reserve(proposal)
        entries[Int(proposal)].outcome = outcome
        entries[Int(proposal)].isLearned = true
        while entry(learnedCount).isLearned { learnedCount += 1 }
      }
    }

    private mutating func reserve(_ proposal: Int32) {
      while entries.count <= Int(proposal) { entries.append(Entry()) }
    }

    /// Proposals that were recorded and are not known to be decided, ascending.
    ///
    /// - Complexity: linear in the number of proposals beyond the first that is not learned
    var unsettled: [Int32] {
      (learnedCount..<max(learnedCount, Int32(truncatingIfNeeded: entries.count))).filter {
        let entry = entries[Int($0)]
        return entry.outcome != nil && !entry.isLearned
      }
    }

    /// A header with a checksum takes 16 bytes, and each number 8.
    public static func byteCount(_ write: Write) -> Int { 40 }
  }
}

extension Hierarchy.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("ballots", ballots)
    visitor.field("entries", entries)
    visitor.field("learnedCount", learnedCount)
  }
}

extension Hierarchy.Ballot: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("candidate", candidate)
  }
}

extension Hierarchy.Entry: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("vote", vote)
    visitor.field("outcome", outcome)
    visitor.field("term", term)
    visitor.field("isLearned", isLearned)
  }
}

extension Hierarchy.Storage.Write {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .acknowledged(let level, let ballot):
      visitor.kind(0, "acknowledged", "level", level)
      ballot.fields(into: &visitor)
    case .voted(let proposal, let choice):
      visitor.kind(1, "voted", "proposal", proposal &+ 1)
      visitor.field("choice", choice)
    case .recorded(let proposal, let record):
      visitor.kind(2, "recorded", "proposal", proposal &+ 1)
      record.fields(into: &visitor)
    case .learned(let proposal, let outcome):
      visitor.kind(3, "learned", "proposal", proposal &+ 1)
      visitor.field("outcome", outcome)
    }
  }
}
