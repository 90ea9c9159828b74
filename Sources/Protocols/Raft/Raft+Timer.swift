public import Simulator

extension Raft {
  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// A follower hears nothing from a leader, or a candidate wins no election.
    case election = 0
    /// A leader owes some follower a sign of life.
    case heartbeat = 1
    /// A leader counts from whom it heard (CheckQuorum).
    case quorum = 2
    /// The end of this instant: requests that arrived in it are appended together.
    case flush = 3

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .election: visitor.kind(0, "election")
      case .heartbeat: visitor.kind(1, "heartbeat")
      case .quorum: visitor.kind(2, "quorum")
      case .flush: visitor.kind(3, "flush")
      }
    }
  }
}
