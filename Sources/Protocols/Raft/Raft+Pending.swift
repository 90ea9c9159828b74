import Simulator

extension Raft {
  /// A command that the leader has accepted and not yet put into its log.
  struct Proposal: Hashable, Sendable {
    let command: Command
    let id: RequestID
    /// The key that a read of the log asks for; nil of a command.
    var reads: Int32?
  }

  /// A client that waits for the entry at an index to be committed.
  struct PendingWrite: Hashable, Sendable {
    let index: Index
    let id: RequestID
    /// The key that a read of the log asks for; nil of a command.
    var reads: Int32?
  }

  /// A client that waits for a read (dissertation, 6.4).
  struct PendingRead: Hashable, Sendable {
    let key: Int32
    let id: RequestID
    /// A quorum must echo this stamp or a later one: all of them were sent after the read arrived.
    let stamp: Int64
  }
}
