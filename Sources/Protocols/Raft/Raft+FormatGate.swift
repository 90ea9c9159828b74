public import Simulator

extension Raft {
  /// What must come first for an agent to write entries in the newest format that it reads.
  ///
  /// As the cluster version of etcd and the version gates of CockroachDB: as long as a member runs a version that
  /// would not read the new format nothing is written in it, and any agent may go back to the old version.
  @frozen
  public enum FormatGate: String, Word {
    /// Nothing.
    case open
    /// All members have told the leader that they read it, and the log says so.
    case members
    /// The same, and the agent has been told to `finalize`.
    case order
  }

  /// What an agent knows of the formats that others read.
  struct Formats: Hashable, Sendable {
    /// By agent, what it told this leader last; empty until one did.
    var announced: [Announcement] = []
    /// When this follower told a leader last.
    var lastTold: Nanoseconds = -.never
    /// The format that this leader has put into its log to be finalized.
    var proposed: UInt8 = 1
    /// Whether this agent was told to finalize its format.
    var isOrdered = false

    struct Announcement: Hashable, Sendable {
      var newest: UInt8 = 0
      var time: Nanoseconds = -.never
    }
  }
}
