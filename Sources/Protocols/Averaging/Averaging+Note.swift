public import Simulator

extension Averaging {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The agent has drawn its first number.
    case began(Int64)
    /// After a restart the agent goes on from this estimate.
    case resumed(Int64)
    /// The agent's disk was lost, and its number with it.
    case emptied
    /// The agent takes no part in a round.
    case absent(Int32)
    /// The agent has averaged, and this is its estimate.
    case averaged(Int32, Int64)
    /// A leader has decided for as many members.
    case decided(Int32, Int32)
    /// All-reduce: of so many agents nothing came, so that the round is lost.
    case roundLost(Int32, missing: Int32)
    /// A number came after its round's half.
    case late(Int32)
  }
}

extension Averaging.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["round", "absence", "decision", "round lost", "late value"]
  }

  public var milestone: Milestone? {
    switch self {
    case .averaged(let round, _): Milestone(index: 0, .level(Int64(round)))
    case .absent: Milestone(index: 1)
    case .decided: Milestone(index: 2)
    case .roundLost: Milestone(index: 3)
    case .late: Milestone(index: 4)
    case .began, .resumed, .emptied: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .began(let value):
      visitor.kind(0, "began")
      visitor.field("value", value)
    case .resumed(let value):
      visitor.kind(1, "resumed")
      visitor.field("value", value)
    case .emptied: visitor.kind(2, "lost its number")
    case .absent(let round): visitor.kind(3, "is absent", "round", round)
    case .averaged(let round, let value):
      visitor.kind(4, "averaged", "round", round)
      visitor.field("value", value)
    case .decided(let round, let members):
      visitor.kind(5, "decided", "round", round)
      visitor.field("members", members)
    case .roundLost(let round, let missing):
      visitor.kind(6, "lost the round", "round", round)
      visitor.field("missing", missing)
    case .late(let round): visitor.kind(7, "got a late value", "round", round)
    }
  }
}
