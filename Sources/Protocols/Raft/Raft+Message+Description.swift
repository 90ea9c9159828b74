extension Raft.Message {
  public var description: String {
    switch self {
    case .requestVote(let request): "request vote \(request.description)"
    case .vote(let term, let granted): "vote \(granted ? "granted" : "refused"), term \(term)"
    case .requestPreVote(let request): "request pre-vote \(request.description)"
    case .preVote(let term, let proposed, let granted):
      "pre-vote for term \(proposed) \(granted ? "granted" : "refused"), own term \(term)"
    case .appendEntries(let message): message.description
    case .appendReply(let reply): reply.description
    case .heartbeat(let heartbeat):
      "heartbeat \(heartbeat.stamp), term \(heartbeat.term), commit \(heartbeat.commitIndex)"
    case .heartbeatReply(let reply):
      "heartbeat reply \(reply.stamp), term \(reply.term), last \(reply.lastIndex)"
    case .stored(let term, let index): "stored up to \(index), term \(term)"
    }
  }
}

extension Raft.VoteRequest: CustomStringConvertible {
  public var description: String { "term \(term), last \(lastIndex)@\(lastTerm)" }
}

extension Raft.AppendEntries: CustomStringConvertible {
  public var description: String {
    let place = "append \(stamp), term \(term), after \(previousIndex)@\(previousTerm)"
    return "\(place), commit \(commitIndex), \(entries.count) entries"
  }
}

extension Raft.AppendReply: CustomStringConvertible {
  public var description: String {
    switch outcome {
    case .matched(let index): "append reply \(stamp), term \(term), matched up to \(index)"
    case .conflict(let index, let conflicting, let first):
      "append reply \(stamp), term \(term), conflict at \(index): \(first)@\(conflicting)"
    }
  }
}
