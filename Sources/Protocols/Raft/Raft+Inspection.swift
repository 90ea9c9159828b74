public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Raft {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("role", role)
    visitor.field("term", term)
    visitor.field("votedFor", votedFor)
    visitor.field("leader", leader)
    visitor.field("commitIndex", commitIndex)
    visitor.field("appliedIndex", appliedIndex)
    visitor.field("lastIndex", log.lastIndex)
    visitor.field("lastTerm", log.lastTerm)
    switch role {
    case .follower: visitor.field("leaderHeard", time: leaderHeard > 0 ? leaderHeard : nil)
    case .preCandidate, .candidate: visitor.field("votes", votes)
    case .leader:
      visitor.field("followers", progress)
      visitor.field("heard", heard)
      visitor.field("pendingWrites", list: pendingWrites.waiting)
      visitor.field("pendingReads", list: pendingReads.waiting)
    }
    visitor.field("log", log)
    visitor.field("store", store)
  }
}

extension Raft.Log: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(entries) }
}

extension Raft.Progress: Fielded {
  @usableFromInline
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("match", match)
    visitor.field("next", next)
    visitor.field("probe", probe)
    visitor.field("inFlight", inFlight)
    visitor.field("echo", echo)
  }
}

extension Raft.Proposal: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("command", command)
    visitor.field("request", id)
  }
}

extension Raft.PendingWrite: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("index", index)
    visitor.field("request", id)
  }
}

extension Raft.PendingRead: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("key", key)
    visitor.field("request", id)
    visitor.field("stamp", stamp)
  }
}
