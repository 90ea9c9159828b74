public import Simulator

extension Leasing {
  /// Why an agent no longer takes itself for the holder.
  @frozen
  public enum Departure: String, Word {
    /// Its own clock says so.
    case ranOut = "ran out"
    /// The service or the storage does.
    case told
    /// The storage did not answer, and it gave the lease back.
    case surrendered
  }

  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The service grants a lease.
    case granted(fence: Int64, to: AgentID)
    /// An agent has learned that it holds a lease.
    case acquired(fence: Int64)
    /// It takes itself for the holder no more.
    case lost(fence: Int64, Departure)
    /// The storage takes a write.
    case accepted(fence: Int64, from: AgentID, number: Int64)
    /// It refuses one.
    case refused(fence: Int64, from: AgentID)
  }
}

extension Leasing.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["grant", "lease acquired", "lease lost", "write", "write refused"]
  }

  public var milestone: Milestone? {
    switch self {
    case .granted: Milestone(index: 0)
    case .acquired: Milestone(index: 1)
    case .lost: Milestone(index: 2)
    case .accepted: Milestone(index: 3)
    case .refused: Milestone(index: 4)
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .granted(let fence, let agent):
      visitor.kind(0, "granted")
      visitor.field("fence", fence)
      visitor.field("to", agent)
    case .acquired(let fence):
      visitor.kind(1, "acquired")
      visitor.field("fence", fence)
    case .lost(let fence, let departure):
      visitor.kind(2, "lost")
      visitor.field("fence", fence)
      visitor.field("reason", departure)
    case .accepted(let fence, let agent, let number):
      visitor.kind(3, "accepted")
      visitor.field("fence", fence)
      visitor.field("from", agent)
      visitor.field("number", number)
    case .refused(let fence, let agent):
      visitor.kind(4, "refused")
      visitor.field("fence", fence)
      visitor.field("from", agent)
    }
  }
}
