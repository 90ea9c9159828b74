public import Simulator

extension Rendezvous {
  /// A fact that an agent states for checks, measures and milestones.
  public enum Note: Hashable, Sendable {
    /// The agent waits for a group.
    case sought
    /// It waited for as long as it may, and found none.
    case foundNone
    /// The agent formed a group.
    case formed(Group)
    /// The agent is in a group, and works on its first round.
    case entered(Group)
    /// The agent's work on a round is done.
    case contributed(GroupID, round: Int32)
    /// The agent did a round, and that is durable.
    case did(GroupID, round: Int32)
    /// The agent left its group before the round was done; whether it was at work.
    case abandoned(GroupID, round: Int32, Breach, wasWorking: Bool)
    /// The agent left its group between two rounds.
    case parted(GroupID)
    /// The host has not heard of an agent for too long.
    case dropped(AgentID)
    /// The agent is through.
    case left(Exit)
    /// The agent's disk was lost.
    case emptied
  }

  /// How an agent left the exit barrier.
  public enum Exit: String, Word {
    /// All were there.
    case onTime = "on time"
    /// It waited for as long as it may.
    case late
    /// The host did not answer any more.
    case failed
  }
}

extension Rendezvous.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["group formed", "round", "no group", "abandoned", "dropped", "exit", "entered"]
  }

  public var milestone: Milestone? {
    switch self {
    case .formed: Milestone(index: 0)
    case .did(_, let round): Milestone(index: 1, .level(Int64(round)))
    case .foundNone: Milestone(index: 2)
    case .abandoned: Milestone(index: 3)
    case .dropped: Milestone(index: 4)
    case .left: Milestone(index: 5)
    case .entered: Milestone(index: 6)
    case .sought, .contributed, .parted, .emptied: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .sought: visitor.kind(0, "waits for a group")
    case .foundNone: visitor.kind(1, "found no group")
    case .formed(let group):
      visitor.kind(2, "formed")
      group.fields(into: &visitor)
    case .entered(let group):
      visitor.kind(3, "entered")
      group.fields(into: &visitor)
    case .contributed(let id, let round):
      visitor.kind(4, "contributed", "round", round)
      id.fields(into: &visitor)
    case .did(let id, let round):
      visitor.kind(5, "did", "round", round)
      id.fields(into: &visitor)
    case .abandoned(let id, let round, let breach, let wasWorking):
      visitor.kind(6, "abandoned", "round", round)
      id.fields(into: &visitor)
      visitor.field("reason", breach)
      visitor.field("wasWorking", wasWorking)
    case .parted(let id):
      visitor.kind(7, "left the group")
      id.fields(into: &visitor)
    case .dropped(let agent):
      visitor.kind(8, "dropped")
      visitor.field("member", agent)
    case .left(let exit):
      visitor.kind(9, "left")
      visitor.field("exit", exit)
    case .emptied: visitor.kind(10, "lost its disk")
    }
  }
}
