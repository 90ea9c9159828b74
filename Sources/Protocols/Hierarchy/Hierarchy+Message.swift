public import Simulator

extension Hierarchy {
  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// The sender coordinates the group of this unit.
    case heartbeat(Heartbeat)
    /// The unit's holder heard it, and has learned so many decisions from the first on.
    case heard(Unit, Term, learned: Int32)
    /// Asks a unit.
    case query(Query, Unit)
    /// A unit's answer.
    case report(Report)
    /// An agent of this group, or of one in it, acknowledged a candidate of a later term.
    case refused(Unit, Term)
    /// No election: this agent coordinates the group.
    case leads(Unit, AgentID)
    /// The receiver takes the sender for the holder of a unit, which another holds, if the sender knows.
    case elsewhere(Unit, AgentID?)
    /// The sender now holds a unit of the receiver's group.
    case took(Unit)
    /// Asks for decisions, from this proposal on.
    case ask(from: Int32)
    /// Decisions on consecutive proposals.
    case decisions(from: Int32, [Tally.Outcome])
  }

  /// A coordinator's sign of life.
  @frozen
  public struct Heartbeat: Hashable, Sendable {
    /// The unit whose holder shall hear it.
    public let unit: Unit
    /// The term in which the sender coordinates its group.
    public let term: Term
    /// Number of decisions, from the first on, that it has learned.
    public let learned: Int32
    /// Who coordinates the group of the sender's group, as far as it knows.
    public let parent: AgentID?
    /// Who is the root, as far as it knows.
    public let root: AgentID?

    /// A sign of life of the coordinator of the unit's group.
    @inlinable
    public init(
      to unit: Unit, term: Term, learned: Int32, parent: AgentID? = nil, root: AgentID? = nil
    ) {
      self.unit = unit
      self.term = term
      self.learned = learned
      self.parent = parent
      self.root = root
    }
  }
}

extension Hierarchy.Message {
  /// The proposal that it is about, if it asks or answers on one.
  public var proposal: Int32? {
    switch self {
    case .query(let query, _): query.kind == .elect ? nil : query.subject
    case .report(let report): report.query.kind == .elect ? nil : report.query.subject
    default: nil
    }
  }
}

extension Hierarchy.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "heartbeat", "heard", "query", "report", "refused", "leads", "elsewhere", "took", "ask",
      "decisions",
    ]
  }

  /// A frame of 24 bytes, 8 for a unit and for each large number, 4 for a small one.
  public var byteCount: Int {
    switch self {
    case .heartbeat: 52
    case .heard: 44
    case .query: 56
    case .report(let report):
      58 + (report.query.kind == .vote ? 12 : 0) + (report.record == nil ? 0 : 9)
        + (report.refusal == 0 ? 0 : 8) + 4 * report.unsettled.count
    case .refused: 40
    case .leads, .elsewhere: 36
    case .took: 32
    case .ask: 28
    case .decisions(_, let outcomes): 28 + outcomes.count
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .heartbeat(let heartbeat):
      visitor.kind(0, "heartbeat")
      heartbeat.fields(into: &visitor)
    case .heard(let unit, let term, let learned):
      visitor.kind(1, "heard", "learned", learned)
      visitor.field("unit", unit)
      visitor.field("term", term)
    case .query(let query, let unit):
      visitor.kind(2, "query")
      query.fields(into: &visitor)
      visitor.field("unit", unit)
    case .report(let report):
      visitor.kind(3, "report")
      report.fields(into: &visitor)
    case .refused(let group, let term):
      visitor.kind(4, "refused")
      visitor.field("group", group)
      visitor.field("term", term)
    case .leads(let group, let agent):
      visitor.kind(5, "leads")
      visitor.field("group", group)
      visitor.field("coordinator", agent)
    case .elsewhere(let unit, let agent):
      visitor.kind(6, "elsewhere")
      visitor.field("unit", unit)
      visitor.field("holder", agent)
    case .took(let unit):
      visitor.kind(7, "took")
      visitor.field("unit", unit)
    case .ask(let proposal): visitor.kind(8, "ask", "proposal", proposal &+ 1)
    case .decisions(let proposal, let outcomes):
      visitor.kind(9, "decisions", "proposal", proposal &+ 1)
      visitor.field("outcomes", list: outcomes)
    }
  }
}

extension Hierarchy.Heartbeat: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("unit", unit)
    visitor.field("term", term)
    visitor.field("learned", learned)
    visitor.field("parent", parent)
    visitor.field("root", root)
  }
}
