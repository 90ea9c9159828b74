public import Simulator

/// What the checks read of a machine but for its log and what a leader knows of others' logs.
@frozen @usableFromInline
struct RaftView {
  @usableFromInline let term: Raft.Term
  @usableFromInline let vote: AgentID?
  @usableFromInline let isLeader: Bool
  @usableFromInline let commitIndex: Raft.Index
  @usableFromInline let appliedIndex: Raft.Index
  @usableFromInline let voterCount: Int
  /// The newest format of entries that its version reads.
  @usableFromInline let readFormat: UInt8
  @usableFromInline let members: Raft.Membership?

  @inlinable @inline(__always)
  init(_ machine: borrowing Raft) {
    term = machine.term
    vote = machine.votedFor
    isLeader = machine.role == .leader
    commitIndex = machine.commitIndex
    appliedIndex = machine.appliedIndex
    voterCount = machine.configuration.voterCount
    readFormat = machine.settings.entryFormat
    members = machine.configuration.members
  }
}
