public import Simulator

extension CoordinatingAgent {
  /// What an agent waits for: the timers of its parts.
  ///
  /// Slots: deliberation, with Raft's, 0 to 5; election 6 to 9; barrier 10 to 13; synchronisation 14
  /// to 19; twenty in all.
  @frozen
  public enum Timer: TimerTag {
    case deliberation(Deliberation.Timer)
    case election(Election.Timer)
    case synchronisation(Synchroniser.Timer)
    case barrier(Barrier.Timer)

    public var slot: Int {
      switch self {
      case .deliberation(let timer): timer.slot
      case .election(let timer): 6 + timer.slot
      case .barrier(let timer): 10 + timer.slot
      case .synchronisation(let timer): 14 + timer.slot
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
