public import Simulator

/// Leaders whose disk does not come to an end with a write.
///
/// Heartbeats wait for no disk. So a leader whose entries do, and that acts on nothing, keeps its followers
/// content while nothing is committed, for as long as the disk stands still.
extension Raft {
  /// What a leader does whose disk has left a write undone for too long.
  public enum StallReaction: String, Word {
    /// It gives up leading; another may be elected.
    case stepDown = "step down"
    /// It leads, but says nothing, so that followers stand for election.
    case silence
  }

  /// Takes note that a write is under way, if nothing was.
  @inline(__always)
  mutating func noteUnstored(at now: Nanoseconds) {
    if settings.stallLimit != nil, unstoredSince == nil { unstoredSince = now }
  }

  /// Takes note that the leader's disk has everything up to `index`.
  mutating func noteStored(_ index: Index, at now: Nanoseconds) {
    if unstoredSince != nil { unstoredSince = index < log.lastIndex ? now : nil }
  }

  /// Whether a write has been under way for longer than the limit.
  func isStalled(at now: Nanoseconds) -> Bool {
    guard let limit = settings.stallLimit, let since = unstoredSince else { return false }
    return now - since > limit
  }

  /// Acts on a disk that stands still, in place of heartbeats.
  mutating func giveUpOnDisk(_ turn: inout Turn<Raft>) {
    turn.note(.diskStalled(term))
    switch settings.stallReaction {
    case .stepDown: becomeFollower(of: nil, &turn)
    case .silence: turn.setTimer(.heartbeat, after: settings.heartbeat)
    }
  }
}
