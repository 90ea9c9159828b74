public import Simulator

extension BriefDeliberation {
  /// What agents of the brief send to one another.
  public enum Message: Fielded, Hashable, Sendable {
    /// A proposer asks for a vote.
    case proposal(Proposal)
    /// To the coordinator: the state of a round, after its broadcast.
    case store(Proposal)
    /// To the coordinator: the timeout of a round, where it is taken in at all.
    case timeout(ProposalID)
    /// A call: the voter waits for the reply with this number. `incarnation` is the process that voted.
    case castVote(ProposalID, Vote, incarnation: UInt64, call: Int32)
    case castReply(call: Int32, isValid: Bool)
    /// To every agent: the value of what was accepted.
    case update(Proposal)
  }
}

extension BriefDeliberation.Message {
  var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .proposal, .store, .update: frame + Assignment.byteCount
    case .timeout: frame + 12
    case .castVote: frame + 30
    case .castReply: frame + 5
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .proposal(let proposal):
      visitor.kind(0, "proposal")
      proposal.fields(into: &visitor)
    case .store(let proposal):
      visitor.kind(1, "store")
      proposal.fields(into: &visitor)
    case .timeout(let id):
      visitor.kind(2, "timeout")
      visitor.field("proposal", id)
    case .castVote(let id, let vote, let incarnation, let call):
      visitor.kind(3, "cast vote")
      visitor.field("proposal", id)
      visitor.field("vote", vote)
      visitor.field("incarnation", incarnation)
      visitor.field("call", call)
    case .castReply(let call, let isValid):
      visitor.kind(4, "cast reply")
      visitor.field("call", call)
      visitor.field("valid", isValid)
    case .update(let proposal):
      visitor.kind(5, "update")
      proposal.fields(into: &visitor)
    }
  }
}
