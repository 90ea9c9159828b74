public import Simulator

extension Synchroniser {
  /// What an agent waits for; six timers, whatever the number of updates.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The open batch has waited long enough.
    case batch = 0
    /// The first of the unacknowledged batches is due again, or past its deadline.
    case retry = 1
    /// A gap has lasted long enough to ask for what is missing.
    case gap = 2
    /// Time to compare what is known with another agent.
    case exchange = 3
    /// The agent has adapted to a batch.
    case adaptation = 4
    /// Mode `brief`: the coordinator gets round to tracking an update.
    case tracking = 5

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .batch: visitor.kind(0, "batch")
      case .retry: visitor.kind(1, "retry")
      case .gap: visitor.kind(2, "gap")
      case .exchange: visitor.kind(3, "exchange")
      case .adaptation: visitor.kind(4, "adaptation")
      case .tracking: visitor.kind(5, "tracking")
      }
    }
  }
}
