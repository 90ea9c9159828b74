public import Simulator

extension Deliberation {
  /// What an agent waits for: the timers of Raft, and two more.
  public enum Timer: TimerTag {
    case raft(Raft.Timer)
    /// A proposal of this agent must ask again, or is at its deadline. In the mode as written: the
    /// timeout that nothing takes in.
    case rounds
    /// A voter's call was not answered (mode as written).
    case call

    public static var slotCount: Int { Raft.Timer.slotCount + 2 }

    public var slot: Int {
      switch self {
      case .raft(let timer): timer.slot
      case .rounds: Raft.Timer.slotCount
      case .call: Raft.Timer.slotCount + 1
      }
    }

    public var description: String {
      switch self {
      case .raft(let timer): "raft \(timer.description)"
      case .rounds: "rounds"
      case .call: "call"
      }
    }
  }
}
