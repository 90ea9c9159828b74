public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Raft {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("role", role)
    visitor.field("term", term)
    visitor.field("votedFor", votedFor)
    visitor.field("leader", leader)
    if let members = configuration.members {
      visitor.field("configuration", configurationIndex)
      members.fields(into: &visitor)
    }
    visitor.field("commitIndex", commitIndex)
    visitor.field("appliedIndex", appliedIndex)
    if let snapshot = compaction.latest { visitor.field("snapshot", snapshot) }
    if let snapshot = compaction.pending { visitor.field("pendingSnapshot", snapshot) }
    if let incoming = compaction.incoming { visitor.field("incoming", incoming) }
    if log.base > 0 { visitor.field("base", log.base) }
    visitor.field("lastIndex", log.lastIndex)
    visitor.field("lastTerm", log.lastTerm)
    switch role {
    case .follower: visitor.field("leaderHeard", time: leaderHeard > 0 ? leaderHeard : nil)
    case .preCandidate, .candidate: visitor.field("votes", votes)
    case .leader:
      visitor.field("followers", progress)
      if !compaction.outgoing.isEmpty { visitor.field("outgoing", list: compaction.outgoing) }
      visitor.field("heard", heard)
      if let transfer { visitor.field("transferTo", transfer.target) }
      if let catchUp { visitor.field("catchingUp", list: Membership.agents(catchUp.agents)) }
      visitor.field("pendingWrites", list: pendingWrites.waiting)
      visitor.field("pendingReads", list: pendingReads.waiting)
    }
    if settings.entryFormat > 1 { visitor.field("readsFormat", Int(settings.entryFormat)) }
    if isHalted { visitor.field("isHalted", isHalted) }
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
    if isStreaming { visitor.field("streaming", isStreaming) }
    visitor.field("inFlight", inFlight)
    visitor.field("echo", echo)
  }
}

extension Raft.Incoming: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("lastIndex", lastIndex)
    visitor.field("lastTerm", lastTerm)
    visitor.field("records", records.count)
  }
}

extension Raft.Outgoing: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("follower", AgentID(follower))
    visitor.field("lastIndex", lastIndex)
    visitor.field("lastTerm", lastTerm)
    visitor.field("offset", offset)
    visitor.field("records", records.count)
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
