public import Simulator

extension Raft.Message: MessageContent {
  /// Frame, checksum, kind, group and sender of any message, in bytes.
  static var frameBytes: Int { 24 }

  public static var kindNames: [String] {
    [
      "request vote", "vote", "request pre-vote", "pre-vote", "append entries", "append reply",
      "heartbeat", "heartbeat reply", "stored", "install snapshot", "install reply",
      "snapshot stored", "timeout now", "format",
    ]
  }

  /// The frame and 8 bytes a number; an entry takes 12 bytes and its command. A note to oneself is free.
  public var byteCount: Int {
    switch self {
    case .requestVote, .requestPreVote: Self.frameBytes + 24
    case .vote: Self.frameBytes + 9
    case .preVote: Self.frameBytes + 17
    case .appendEntries(let message):
      message.entries.reduce(Self.frameBytes + 40) { $0 + 12 + $1.command.byteCount }
    case .appendReply: Self.frameBytes + 41
    case .heartbeat, .heartbeatReply: Self.frameBytes + 24
    case .installSnapshot(let message):
      message.records.reduce(Self.frameBytes + 40) { $0 + $1.byteCount }
    case .installReply: Self.frameBytes + 25
    case .stored, .snapshotStored: 0
    case .format: Self.frameBytes + 9
    case .timeoutNow: Self.frameBytes + 8
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .requestVote(let request):
      visitor.kind(0, "request vote")
      request.fields(into: &visitor)
    case .vote(let term, let granted):
      visitor.kind(1, "vote")
      visitor.field("term", term)
      visitor.field("granted", granted)
    case .requestPreVote(let request):
      visitor.kind(2, "request pre-vote")
      request.fields(into: &visitor)
    case .preVote(let term, let proposed, let granted):
      visitor.kind(3, "pre-vote")
      visitor.field("term", term)
      visitor.field("proposed", proposed)
      visitor.field("granted", granted)
    case .appendEntries(let message):
      visitor.kind(4, "append entries")
      message.fields(into: &visitor)
    case .appendReply(let reply):
      visitor.kind(5, "append reply")
      reply.fields(into: &visitor)
    case .heartbeat(let heartbeat):
      visitor.kind(6, "heartbeat")
      heartbeat.fields(into: &visitor)
    case .heartbeatReply(let reply):
      visitor.kind(7, "heartbeat reply")
      reply.fields(into: &visitor)
    case .stored(let term, let index):
      visitor.kind(8, "stored")
      visitor.field("term", term)
      visitor.field("index", index)
    case .installSnapshot(let message):
      visitor.kind(9, "install snapshot")
      message.fields(into: &visitor)
    case .installReply(let reply):
      visitor.kind(10, "install reply")
      reply.fields(into: &visitor)
    case .snapshotStored(let index):
      visitor.kind(11, "snapshot stored")
      visitor.field("index", index)
    case .format(let term, let newest):
      visitor.kind(13, "format")
      visitor.field("term", term)
      visitor.field("newest", Int(newest))
    case .timeoutNow(let term):
      visitor.kind(12, "timeout now")
      visitor.field("term", term)
    }
  }
}

extension Raft.Command {
  /// Size in a message or on disk: an operation's kind, session, key and values.
  var byteCount: Int {
    switch self {
    case .noop, .openSession: 1
    case .finalize: 2
    case .configure: 25
    case .assign: Assignment.byteCount
    case .deed: Deed.byteCount
    case .write: 21
    case .compareAndSet: 29
    }
  }
}

extension Raft.VoteRequest: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("lastIndex", lastIndex)
    visitor.field("lastTerm", lastTerm)
    if isTransfer { visitor.field("transfer", true) }
  }
}

extension Raft.AppendEntries: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("previousIndex", previousIndex)
    visitor.field("previousTerm", previousTerm)
    visitor.field("commitIndex", commitIndex)
    visitor.field("stamp", stamp)
    visitor.field("entries", entries)
  }
}

extension Raft.AppendReply: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("stamp", stamp)
    switch outcome {
    case .matched(let index): visitor.field("matched", index)
    case .conflict(let index, let term, let first):
      visitor.field("conflict", index)
      visitor.field("conflictTerm", term)
      visitor.field("firstIndex", first)
    }
  }
}

extension Raft.Heartbeat: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("commitIndex", commitIndex)
    visitor.field("stamp", stamp)
  }
}

extension Raft.HeartbeatReply: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.field("stamp", stamp)
    visitor.field("lastIndex", lastIndex)
  }
}
