public import Simulator

extension Synchroniser {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The agent took a client's write, or its own as arbiter, and applied it.
    case wrote(number: Int64, variable: Int32, amount: Int64)
    /// A later update of the variable replaced it in the open batch.
    case coalesced(number: Int64)
    /// Updates of the agent were broadcast together for the first time.
    case broadcast(first: Int64, last: Int64)
    /// A batch of another agent was applied, or found overwritten.
    case applied(AgentID, first: Int64, last: Int64, Outcome)
    /// A batch waits for others.
    case held(AgentID, last: Int64)
    /// A batch was dropped because too many are held back.
    case dropped(AgentID, last: Int64)
    case duplicate(AgentID, last: Int64)
    /// A batch of the agent was sent again to this number of others.
    case repeated(last: Int64, count: Int)
    /// A batch of the agent is acknowledged by as many others as the settings ask for.
    case completed(last: Int64, missing: AgentSet)
    /// The deadline of a batch of the agent has passed before that.
    case partial(last: Int64, missing: AgentSet)
    /// The arbiter orders concurrent versions of a variable.
    case arbitrated(variable: Int32)
    /// After the loss of its disk the agent has its updates back, up to this number.
    case recalled(last: Int64)
    /// The agent joined all that another had applied; what it has applied now.
    case absorbed(VectorClock)
    /// Mode `brief`: the agent compared clocks that are equal.
    case equalClocks(AgentID, version: Int64)
    /// Mode `brief`: an update was older and ignored, unacknowledged.
    case ignored(AgentID, version: Int64)
    /// Mode `brief`: an update was concurrent and went to the undefined resolver.
    case concurrent(AgentID, version: Int64)
    /// Mode `brief`: no branch matched, and the agent's process died.
    case stopped
    /// Mode `brief`: an acknowledgement came before its update was tracked, and is lost.
    case untracked(version: Int64)
  }
}

extension Synchroniser.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["update", "update complete", "partial completion", "conflict", "held back", "agent stopped"]
  }

  public var milestone: Milestone? {
    switch self {
    case .wrote: Milestone(index: 0)
    case .completed: Milestone(index: 1)
    case .partial: Milestone(index: 2)
    case .applied(_, _, _, .resolved), .concurrent: Milestone(index: 3)
    case .held: Milestone(index: 4)
    case .stopped: Milestone(index: 5)
    default: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .wrote(let number, let variable, let amount):
      visitor.kind(0, "wrote", "variable", variable)
      visitor.field("number", number)
      visitor.field("amount", amount)
    case .coalesced(let number):
      visitor.kind(1, "coalesced")
      visitor.field("number", number)
    case .broadcast(let first, let last):
      visitor.kind(2, "broadcast")
      visitor.field("first", first)
      visitor.field("last", last)
    case .applied(let origin, let first, let last, let outcome):
      visitor.kind(3, "applied")
      visitor.field("origin", origin)
      visitor.field("first", first)
      visitor.field("last", last)
      visitor.field("outcome", outcome)
    case .held(let origin, let last): tell(4, "held back", origin, last, &visitor)
    case .dropped(let origin, let last): tell(5, "dropped", origin, last, &visitor)
    case .duplicate(let origin, let last): tell(6, "duplicate", origin, last, &visitor)
    case .repeated(let last, let count):
      visitor.kind(7, "sent again")
      visitor.field("last", last)
      visitor.field("targets", count)
    case .completed(let last, let missing): tell(8, "completed", last, missing, &visitor)
    case .partial(let last, let missing): tell(9, "completed in part", last, missing, &visitor)
    case .arbitrated(let variable): visitor.kind(10, "arbitrated", "variable", variable)
    case .recalled(let last):
      visitor.kind(11, "recalled")
      visitor.field("last", last)
    case .absorbed(let delivered):
      visitor.kind(12, "absorbed")
      visitor.field("delivered", delivered)
    case .equalClocks(let origin, let version): tell(13, "equal clocks", origin, version, &visitor)
    case .ignored(let origin, let version): tell(14, "ignored", origin, version, &visitor)
    case .concurrent(let origin, let version): tell(15, "concurrent", origin, version, &visitor)
    case .stopped: visitor.kind(16, "process died")
    case .untracked(let version):
      visitor.kind(17, "untracked")
      visitor.field("version", version)
    }
  }

  /// An update of another agent, by the last number of its batch or its version.
  @inlinable
  func tell<V: FieldVisitor>(
    _ index: Int, _ name: String, _ origin: AgentID, _ number: Int64, _ visitor: inout V
  ) {
    visitor.kind(index, name)
    visitor.field("origin", origin)
    visitor.field("number", number)
  }

  /// What came of a batch of the agent.
  @inlinable
  func tell<V: FieldVisitor>(
    _ index: Int, _ name: String, _ last: Int64, _ missing: AgentSet, _ visitor: inout V
  ) {
    visitor.kind(index, name)
    visitor.field("last", last)
    visitor.field("missing", missing)
  }
}
