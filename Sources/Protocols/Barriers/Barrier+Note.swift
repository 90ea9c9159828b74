public import Simulator

extension Barrier {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// A generation is open; it is due on the stating agent's clock.
    case opened(Instance, Members, due: Nanoseconds)
    /// This agent arrives at a barrier and waits there.
    case arrived(Instance)
    /// The number of arrivals that the coordinator has counted.
    case counted(Instance, arrived: Int32)
    /// The deadline passed and was put off.
    case extended(Instance, due: Nanoseconds)
    case suspected(Instance, AgentID)
    case excluded(Instance, AgentID)
    /// The generation ended, at this time of the stating agent's clock.
    case concluded(Instance, Outcome, at: Nanoseconds)
    /// This agent waited, and this is what it was told.
    case passed(Instance, Outcome)
    /// This agent's arrival was rejected.
    case refused(Instance, Refusal)
    /// This agent has promised never to arrive.
    case pledged(Instance)
    /// After a restart this agent waits again at a barrier where its arrival was durable.
    case resumed(Instance)
    /// As written: the agent's process exited.
    case exited(Exit)
    /// As written: a timeout message arrived, for which there is no handler.
    case timeoutIgnored(Int32)
    /// As written: a creation replaced a barrier that agents waited for.
    case overwritten(Int32, arrived: Int32)
  }

  /// Why a process exited.
  public enum Exit: String, Word {
    /// The update of a key that the map does not have.
    case missingKey = "key completed_at not found"
    /// A call to the store was not answered in time.
    case callTimeout = "call to the store timed out"
  }
}

extension Barrier.Note: NoteContent {
  public static var milestoneNames: [String] {
    [
      "opened", "arrival", "released", "timed out", "broken", "passed", "refused", "extended",
      "exited", "timeout ignored", "overwritten", "suspected",
    ]
  }

  public var milestone: Milestone? {
    switch self {
    case .opened: Milestone(index: 0)
    case .arrived: Milestone(index: 1)
    case .concluded(_, let outcome, _): Milestone(index: 2 + Int(outcome.ending.rawValue))
    case .passed: Milestone(index: 5)
    case .refused: Milestone(index: 6)
    case .extended: Milestone(index: 7)
    case .exited: Milestone(index: 8)
    case .timeoutIgnored: Milestone(index: 9)
    case .overwritten: Milestone(index: 10)
    case .suspected: Milestone(index: 11)
    case .counted, .excluded, .pledged, .resumed: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .opened(let instance, let members, let due):
      visitor.kind(0, "opened")
      instance.fields(into: &visitor)
      members.fields(into: &visitor)
      visitor.field("due", time: due)
    case .arrived(let instance):
      visitor.kind(1, "arrived")
      instance.fields(into: &visitor)
    case .counted(let instance, let arrived):
      visitor.kind(2, "counted")
      instance.fields(into: &visitor)
      visitor.field("arrived", arrived)
    case .extended(let instance, let due):
      visitor.kind(3, "put off the deadline")
      instance.fields(into: &visitor)
      visitor.field("due", time: due)
    case .suspected(let instance, let agent):
      visitor.kind(4, "suspected")
      instance.fields(into: &visitor)
      visitor.field("suspect", agent)
    case .excluded(let instance, let agent):
      visitor.kind(5, "excluded")
      instance.fields(into: &visitor)
      visitor.field("member", agent)
    case .concluded(let instance, let outcome, let time):
      visitor.kind(6, "concluded")
      instance.fields(into: &visitor)
      outcome.fields(into: &visitor)
      visitor.field("clock", time: time)
    case .passed(let instance, let outcome):
      visitor.kind(7, "passed")
      instance.fields(into: &visitor)
      outcome.fields(into: &visitor)
    case .refused(let instance, let refusal):
      visitor.kind(8, "refused")
      instance.fields(into: &visitor)
      visitor.field("reason", refusal)
    case .pledged(let instance):
      visitor.kind(9, "pledged never to arrive")
      instance.fields(into: &visitor)
    case .resumed(let instance):
      visitor.kind(10, "waits again")
      instance.fields(into: &visitor)
    case .exited(let exit):
      visitor.kind(11, "exited")
      visitor.field("reason", exit)
    case .timeoutIgnored(let barrier):
      visitor.kind(12, "ignored the timeout", "barrier", barrier &+ 1)
    case .overwritten(let barrier, let arrived):
      visitor.kind(13, "overwrote", "barrier", barrier &+ 1)
      visitor.field("arrived", arrived)
    }
  }
}
