public import Simulator

extension Market {
  /// What an agent waits for: the timers of Raft, and two more.
  public enum Timer: TimerTag {
    case raft(Raft.Timer)
    /// A leader clears the market.
    case clear
    /// A trader repeats its request, withdraws its order or enters the next.
    case trade

    public static var slotCount: Int { Raft.Timer.slotCount + 2 }

    public var slot: Int {
      switch self {
      case .raft(let timer): timer.slot
      case .clear: Raft.Timer.slotCount
      case .trade: Raft.Timer.slotCount + 1
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .raft(let timer): visitor.part(0, "raft", timer)
      case .clear: visitor.kind(1, "clear")
      case .trade: visitor.kind(2, "trade")
      }
    }
  }
}
