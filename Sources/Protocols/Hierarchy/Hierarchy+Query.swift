public import Simulator

extension Hierarchy {
  /// A question to all agents of a group, which goes down the tree.
  @frozen
  public struct Query: Hashable, Sendable {
    /// What is asked.
    public enum Kind: Int32, Hashable, Sendable {
      /// Acknowledge the origin as coordinator of a group.
      case elect
      /// Vote on a proposal, and promise to record nothing of an earlier root.
      case vote
      /// Record what a proposal's outcome would be.
      case record
      /// Learn the decision on a proposal.
      case announce
    }

    /// What is asked.
    public let kind: Kind
    /// The level of the group to elect for, else the number of the proposal.
    public let subject: Int32
    /// What is to be recorded or learned.
    public let outcome: Tally.Outcome?
    /// The agent that asks all: a candidate, or the root.
    public let origin: AgentID
    /// Its term.
    public let term: Term

    /// A question of an agent in its term.
    @inlinable
    public init(
      _ kind: Kind, _ subject: Int32, _ outcome: Tally.Outcome? = nil, term: Term, origin: AgentID
    ) {
      self.kind = kind
      self.subject = subject
      self.outcome = outcome
      self.term = term
      self.origin = origin
    }
  }

  /// How many say what, each counted once.
  @frozen
  public struct Counts: Hashable, Sendable {
    /// Votes that accept.
    public var accepts: Int32
    /// Votes that reject.
    public var rejects: Int32
    /// Votes that abstain.
    public var abstains: Int32

    /// Votes by what they say.
    @inlinable
    public init(accepts: Int32 = 0, rejects: Int32 = 0, abstains: Int32 = 0) {
      self.accepts = accepts
      self.rejects = rejects
      self.abstains = abstains
    }

    /// One vote.
    public init(_ choice: Vote.Choice) {
      self.init()
      switch choice {
      case .accept: accepts = 1
      case .reject: rejects = 1
      case .abstain: abstains = 1
      }
    }

    /// Number of votes.
    public var cast: Int32 { accepts &+ rejects &+ abstains }

    /// The votes of both.
    public static func + (left: Counts, right: Counts) -> Counts {
      Counts(
        accepts: left.accepts &+ right.accepts, rejects: left.rejects &+ right.rejects,
        abstains: left.abstains &+ right.abstains)
    }

    /// The votes without those of another.
    public static func - (left: Counts, right: Counts) -> Counts {
      Counts(
        accepts: left.accepts &- right.accepts, rejects: left.rejects &- right.rejects,
        abstains: left.abstains &- right.abstains)
    }

    /// Whether it has no more of any vote than another.
    public func isWithin(_ other: Counts) -> Bool {
      accepts <= other.accepts && rejects <= other.rejects && abstains <= other.abstains
    }

    /// The tally of as many members.
    public func tally(members: Int) -> Tally {
      var tally = Tally(members: members)
      tally.count(
        accepts: Int64(accepts), rejects: Int64(rejects), abstains: Int64(abstains))
      return tally
    }
  }

  /// An outcome that an agent recorded for a root, by that root's term.
  @frozen
  public struct Record: Hashable, Sendable {
    /// The root's term; the greatest number if the outcome is known to be decided.
    public let term: Term
    /// What was recorded.
    public let outcome: Tally.Outcome

    /// What the root of a term had recorded.
    @inlinable
    public init(term: Term, outcome: Tally.Outcome) {
      self.term = term
      self.outcome = outcome
    }
  }

  /// What a unit answers: an agent for itself, a coordinator for all of its group that it knows of.
  ///
  /// A later report of a unit takes the place of an earlier one, so that nothing is counted twice.
  @frozen
  public struct Report: Hashable, Sendable {
    /// What was asked.
    public let query: Query
    /// Who answers.
    public let unit: Unit
    /// Whether a quorum of the unit did what was asked.
    public var isQuorate = false
    /// Whether all agents of the unit did.
    public var isComplete = false
    /// Votes, if these were asked for.
    public var counts = Counts()
    /// The latest record of the proposal that was voted on.
    public var record: Record?
    /// A later term of the group in question, for which an agent refused; 0 if none did.
    public var refusal: Term = 0
    /// Of an election of the root: proposals that were recorded and not known to be decided, ascending.
    public var unsettled: [Int32] = []

    /// A report that says nothing yet.
    @inlinable
    public init(_ query: Query, of unit: Unit) {
      self.query = query
      self.unit = unit
    }
  }
}

extension Hierarchy.Query.Kind: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .elect: visitor.kind(0, "elect")
    case .vote: visitor.kind(1, "vote")
    case .record: visitor.kind(2, "record")
    case .announce: visitor.kind(3, "announce")
    }
  }
}

extension Hierarchy.Query: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("query", kind)
    if kind == .elect {
      visitor.field("level", subject)
    } else {
      visitor.field("proposal", subject &+ 1)
    }
    if let outcome { visitor.field("outcome", outcome) }
    visitor.field("term", term)
    visitor.field("origin", origin)
  }
}

extension Hierarchy.Counts: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("accepts", accepts, "rejects", rejects)
    visitor.field("abstains", abstains)
  }
}

extension Hierarchy.Record: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("outcome", outcome)
  }
}

extension Hierarchy.Report: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    query.fields(into: &visitor)
    visitor.field("unit", unit)
    visitor.field("quorate", isQuorate)
    visitor.field("complete", isComplete)
    if query.kind == .vote { visitor.field("counts", counts) }
    if let record { visitor.field("record", record) }
    if refusal > 0 { visitor.field("refusal", refusal) }
    if !unsettled.isEmpty { visitor.field("unsettled", list: unsettled) }
  }
}
