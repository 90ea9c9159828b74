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

    /// Whose timer it is.
    public var pattern: Pattern {
      switch self {
      case .deliberation: .deliberation
      case .election: .election
      case .synchronisation: .synchronisation
      case .barrier: .barrier
      }
    }

    public var description: String {
      switch self {
      case .deliberation(let timer): timer.description
      case .election(let timer): "election \(timer.description)"
      case .synchronisation(let timer): "synchronisation \(timer.description)"
      case .barrier(let timer): "barrier \(timer.description)"
      }
    }
  }
}
