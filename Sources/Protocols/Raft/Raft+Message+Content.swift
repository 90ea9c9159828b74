public import Simulator

extension Raft.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "request vote", "vote", "request pre-vote", "pre-vote", "append entries", "append reply",
      "heartbeat", "heartbeat reply", "stored",
    ]
  }

  public var kind: Int {
    switch self {
    case .requestVote: 0
    case .vote: 1
    case .requestPreVote: 2
    case .preVote: 3
    case .appendEntries: 4
    case .appendReply: 5
    case .heartbeat: 6
    case .heartbeatReply: 7
    case .stored: 8
    }
  }

  /// Frame, checksum, kind, group and sender of any message, in bytes.
  static var frameBytes: Int { 24 }

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
    case .stored: 0
    }
  }

  public func feed(_ digest: inout Digest) {
    switch self {
    case .requestVote(let request), .requestPreVote(let request): request.feed(&digest)
    case .vote(let term, let granted): digest.feed((term << 1) | (granted ? 1 : 0))
    case .preVote(let term, let proposed, let granted):
      digest.feed((term << 1) | (granted ? 1 : 0))
      digest.feed(proposed)
    case .appendEntries(let message): message.feed(&digest)
    case .appendReply(let reply): reply.feed(&digest)
    case .heartbeat(let heartbeat):
      digest.feed(heartbeat.term)
      digest.feed(heartbeat.commitIndex)
      digest.feed(heartbeat.stamp)
    case .heartbeatReply(let reply):
      digest.feed(reply.term)
      digest.feed(reply.stamp)
      digest.feed(reply.lastIndex)
    case .stored(let term, let index):
      digest.feed(term)
      digest.feed(index)
    }
    digest.feed(kind)
  }
}

extension Raft.Command {
  /// Size in a message or on disk: an operation's kind, session, key and values.
  var byteCount: Int {
    switch self {
    case .noop: 1
    case .assign: Assignment.byteCount
    case .write: 21
    case .compareAndSet: 29
    }
  }
}

extension Raft.VoteRequest {
  func feed(_ digest: inout Digest) {
    digest.feed(term)
    digest.feed(lastIndex)
    digest.feed(lastTerm)
  }
}

extension Raft.AppendEntries {
  func feed(_ digest: inout Digest) {
    digest.feed(term)
    digest.feed(previousIndex)
    digest.feed(previousTerm)
    digest.feed(commitIndex)
    digest.feed(stamp)
    for entry in entries { entry.feed(&digest) }
    digest.feed(entries.count)
  }
}

extension Raft.AppendReply {
  func feed(_ digest: inout Digest) {
    digest.feed(term)
    digest.feed(stamp)
    switch outcome {
    case .matched(let index): digest.feed(index)
    case .conflict(let index, let term, let first):
      // Told apart from a match, which is never negative.
      digest.feed(-1 - index)
      digest.feed(term)
      digest.feed(first)
    }
  }
}
