public import Simulator

extension Raft {
  /// What an agent is in its term (paper, 5.1; dissertation, 9.6, for the pre-candidate).
  @frozen
  public enum Role: String, Word {
    case follower
    /// Asks whether it could win the next term, and has not taken it.
    case preCandidate = "pre-candidate"
    case candidate
    case leader
  }
}
