public import Simulator

extension Raft {
  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag {
    /// A follower hears nothing from a leader, or a candidate wins no election.
    case election = 0
    /// A leader owes some follower a sign of life.
    case heartbeat = 1
    /// A leader counts from whom it heard (CheckQuorum).
    case quorum = 2
    /// The end of this instant: requests that arrived in it are appended together.
    case flush = 3

    public var description: String {
      switch self {
      case .election: "election"
      case .heartbeat: "heartbeat"
      case .quorum: "quorum"
      case .flush: "flush"
      }
    }
  }
}
