public import Simulator

extension Deliberation {
  /// What agents send to one another.
  public enum Message: Hashable, Sendable {
    case raft(Raft.Message)
    /// A proposer asks for a vote.
    case proposal(Proposal)
    /// A member answers.
    case vote(ProposalID, Vote)
    /// The proposer says what it did with a vote; `isTold` repeats whether a client asked for it.
    case receipt(ProposalID, Receipt, isTold: Bool)
    /// To oneself: the decision is durable.
    case settled(ProposalID)
    /// To the leader of the log: an accepted change.
    case commit(Assignment)
    /// A proposer asks for a ranking of candidates.
    case candidates(ProposalID, variable: Int32, [Int64])
    /// A member answers with a score for each candidate.
    case ranking(ProposalID, [Int64])
    /// What agents of the brief's mode send.
    case brief(BriefDeliberation.Message)
  }
}

extension Deliberation.Message: MessageContent {
  public var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .raft(let message): message.byteCount
    case .proposal(let proposal): frame + proposal.byteCount
    case .commit: frame + Assignment.byteCount
    case .vote: frame + 18
    case .receipt: frame + 13
    case .settled: 0
    case .candidates(_, _, let values): frame + 18 + 8 * values.count
    case .ranking(_, let scores): frame + 14 + 8 * scores.count
    case .brief(let message): message.byteCount
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let message): visitor.part(0, nil, message)
    case .proposal(let proposal):
      visitor.kind(1, "proposal")
      proposal.fields(into: &visitor)
    case .vote(let id, let vote):
      visitor.kind(2, "ballot")
      visitor.field("proposal", id)
      visitor.field("vote", vote)
    case .receipt(let id, let receipt, let isTold):
      visitor.kind(3, "receipt")
      visitor.field("proposal", id)
      visitor.field("receipt", receipt)
      visitor.field("told", isTold)
    case .settled(let id):
      visitor.kind(4, "settled")
      visitor.field("proposal", id)
    case .commit(let assignment):
      visitor.kind(5, "commit")
      assignment.fields(into: &visitor)
    case .candidates(let id, let variable, let values):
      visitor.kind(6, "candidates")
      visitor.field("proposal", id)
      visitor.field("variable", variable)
      visitor.field("values", values)
    case .ranking(let id, let scores):
      visitor.kind(7, "ranking")
      visitor.field("proposal", id)
      visitor.field("scores", scores)
    case .brief(let message): visitor.part(8, "brief", message)
    }
  }
}
