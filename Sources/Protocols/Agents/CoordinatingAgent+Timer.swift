public import Simulator

extension CoordinatingAgent {
  /// What an agent waits for: the timers of its parts, whose slots follow one another.
  @frozen
  public enum Timer: TimerTag {
    case deliberation(Deliberation.Timer)
    case election(Election.Timer)
    case synchronisation(Synchroniser.Timer)
    case barrier(Barrier.Timer)

    public static var slotCount: Int {
      firstSlot(of: .synchronisation) + Synchroniser.Timer.slotCount
    }

    public var slot: Int {
      switch self {
      case .deliberation(let timer): timer.slot
      case .election(let timer): Timer.firstSlot(of: .election) + timer.slot
      case .barrier(let timer): Timer.firstSlot(of: .barrier) + timer.slot
      case .synchronisation(let timer): Timer.firstSlot(of: .synchronisation) + timer.slot
      }
    }

    private static func firstSlot(of pattern: Pattern) -> Int {
      switch pattern {
      case .deliberation: 0
      case .election: Deliberation.Timer.slotCount
      case .barrier: firstSlot(of: .election) + Election.Timer.slotCount
      case .synchronisation: firstSlot(of: .barrier) + Barrier.Timer.slotCount
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .deliberation(let timer): visitor.part(0, nil, timer)
      case .election(let timer): visitor.part(1, "election", timer)
      case .synchronisation(let timer): visitor.part(2, "synchronisation", timer)
      case .barrier(let timer): visitor.part(3, "barrier", timer)
      }
    }
  }
}
