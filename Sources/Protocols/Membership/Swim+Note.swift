public import Simulator

extension Swim {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// A probe of a member started, under this number of its pings and at this local health multiplier.
    case probed(AgentID, number: Int32, health: Int32)
    /// A probe of a member in this incarnation failed.
    case failed(AgentID, Int32)
    /// The agent declares a member dead of its own knowledge: its suspicion's time is over, or its probe
    /// failed where nobody is suspected first. The time is the agent's clock's.
    case declared(AgentID, Int32, clock: Nanoseconds)
    /// The agent holds something else of a member than before, at this time of its clock.
    case held(AgentID, Row, clock: Nanoseconds)
    /// The agent said that it is alive in this incarnation, since others doubted it.
    case refuted(Int32)
    /// The agent takes part, in this incarnation, after a restart or at a client's request.
    case joined(Int32)
    /// The agent left at a client's request.
    case left(Int32)
  }
}

extension Swim.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["probe failed", "suspected", "declared dead", "refuted", "joined", "left"]
  }

  public var milestone: Milestone? {
    switch self {
    case .failed: Milestone(index: 0)
    case .held(_, let row, _): row.status == .suspect ? Milestone(index: 1) : nil
    case .declared: Milestone(index: 2)
    case .refuted: Milestone(index: 3)
    case .joined: Milestone(index: 4)
    case .left: Milestone(index: 5)
    case .probed: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .probed(let member, let number, let health):
      visitor.kind(0, "probed", "number", number)
      visitor.field("member", member)
      visitor.field("health", health)
    case .failed(let member, let incarnation):
      visitor.kind(1, "probe failed", "incarnation", incarnation)
      visitor.field("member", member)
    case .declared(let member, let incarnation, let clock):
      visitor.kind(2, "declared dead", "incarnation", incarnation)
      visitor.field("member", member)
      visitor.field("clock", time: clock)
    case .held(let member, let row, let clock):
      visitor.kind(3, "held")
      visitor.field("member", member)
      visitor.field("row", row)
      visitor.field("clock", time: clock)
    case .refuted(let incarnation): visitor.kind(4, "refuted", "incarnation", incarnation)
    case .joined(let incarnation): visitor.kind(5, "joined", "incarnation", incarnation)
    case .left(let incarnation): visitor.kind(6, "left", "incarnation", incarnation)
    }
  }
}
