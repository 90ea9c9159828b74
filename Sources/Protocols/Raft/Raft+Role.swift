extension Raft {
  /// What an agent is in its term (paper, 5.1; dissertation, 9.6, for the pre-candidate).
  @frozen
  public enum Role: Hashable, Sendable, CustomStringConvertible {
    case follower
    /// Asks whether it could win the next term, and has not taken it.
    case preCandidate
    case candidate
    case leader

    public var description: String {
      switch self {
      case .follower: "follower"
      case .preCandidate: "pre-candidate"
      case .candidate: "candidate"
      case .leader: "leader"
      }
    }
  }
}
