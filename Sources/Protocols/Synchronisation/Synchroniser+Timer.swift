public import Simulator

extension Synchroniser {
  /// What an agent waits for; six timers, whatever the number of updates.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The open batch is full of age.
    case batch = 0
    /// The first of the unacknowledged batches is due again, or past its deadline.
    case retry = 1
    /// A gap has lasted long enough to ask for what is missing.
    case gap = 2
    /// Time to compare with somebody what is known.
    case exchange = 3
    /// The agent has adapted to a batch.
    case adaptation = 4
    /// Mode as written: the coordinator gets round to tracking an update.
    case tracking = 5

    public var description: String {
      switch self {
      case .batch: "batch"
      case .retry: "retry"
      case .gap: "gap"
      case .exchange: "exchange"
      case .adaptation: "adaptation"
      case .tracking: "tracking"
      }
    }
  }
}
