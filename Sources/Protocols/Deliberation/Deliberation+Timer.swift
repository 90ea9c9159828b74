public import Simulator

extension Deliberation {
  /// What an agent waits for: the timers of Raft, and two more.
  public enum Timer: TimerTag {
    case raft(Raft.Timer)
    /// A proposal of this agent must ask again, or is at its deadline. In the brief's mode: the
    /// timeout that nothing takes in.
    case rounds
    /// A voter's call was not answered (brief's mode).
    case call

    public static var slotCount: Int { Raft.Timer.slotCount + 2 }

    public var slot: Int {
      switch self {
      case .raft(let timer): timer.slot
      case .rounds: Raft.Timer.slotCount
      case .call: Raft.Timer.slotCount + 1
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .raft(let timer): visitor.part(0, "raft", timer)
      case .rounds: visitor.kind(1, "rounds")
      case .call: visitor.kind(2, "call")
      }
    }
  }
}
