public import Simulator

extension Deliberation {
  /// What agents send to one another.
  public enum Message: Hashable, Sendable {
    case raft(Raft.Message)
    /// A proposer asks for a vote.
    case proposal(Proposal)
    /// A member answers.
    case vote(ProposalID, Vote)
    /// The proposer says what it did with a vote; `isTold` repeats where the vote came from.
    case receipt(ProposalID, Receipt, isTold: Bool)
    /// To oneself: the decision is on the own disk.
    case settled(ProposalID)
    /// To the leader of the log: an accepted change.
    case commit(Assignment)
    /// A proposer asks for a ranking of candidates.
    case candidates(ProposalID, variable: Int32, [Int64])
    /// A member answers with a score for each candidate.
    case ranking(ProposalID, [Int64])
    // The mode as written.
    case briefProposal(Proposal)
    /// To the coordinator: the state of a round, after its broadcast.
    case briefStore(Proposal)
    /// To the coordinator: the timeout of a round, where it is taken in at all.
    case briefTimeout(ProposalID)
    /// A call: the voter waits for the reply with this number. `incarnation` is who voted.
    case castVote(ProposalID, Vote, incarnation: UInt64, call: Int32)
    case castReply(call: Int32, isValid: Bool)
    /// To everyone: the value of what was accepted.
    case update(Proposal)
  }
}

extension Deliberation.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "request vote", "vote", "request pre-vote", "pre-vote", "append entries", "append reply",
      "heartbeat", "heartbeat reply", "stored",
      "proposal", "ballot", "receipt", "settled", "commit", "candidates", "ranking",
      "brief proposal", "brief store", "brief timeout", "cast vote", "cast reply", "update",
    ]
  }

  public var kind: Int {
    let own = 9
    return switch self {
    case .raft(let message): message.kind
    case .proposal: own
    case .vote: own + 1
    case .receipt: own + 2
    case .settled: own + 3
    case .commit: own + 4
    case .candidates: own + 5
    case .ranking: own + 6
    case .briefProposal: own + 7
    case .briefStore: own + 8
    case .briefTimeout: own + 9
    case .castVote: own + 10
    case .castReply: own + 11
    case .update: own + 12
    }
  }

  public var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .raft(let message): message.byteCount
    case .proposal, .commit, .briefProposal, .briefStore, .update: frame + Assignment.byteCount
    case .vote: frame + 18
    case .receipt: frame + 13
    case .briefTimeout: frame + 12
    case .settled: 0
    case .candidates(_, _, let values): frame + 18 + 8 * values.count
    case .ranking(_, let scores): frame + 14 + 8 * scores.count
    case .castVote: frame + 30
    case .castReply: frame + 5
    }
  }

  public var description: String {
    switch self {
    case .raft(let message): message.description
    case .proposal(let proposal): "proposal \(proposal.description)"
    case .vote(let id, let vote): "vote on \(id.description): \(vote.description)"
    case .receipt(let id, let receipt, _): "receipt for \(id.description): \(receipt.name)"
    case .settled(let id): "settled \(id.description)"
    case .commit(let assignment): "commit \(assignment.description)"
    case .candidates(let id, let variable, let values):
      "\(values.count) candidates for x\(variable) (\(id.description))"
    case .ranking(let id, let scores): "ranking of \(scores.count) for \(id.description)"
    case .briefProposal(let proposal): "consensus proposal \(proposal.description)"
    case .briefStore(let proposal): "put state of \(proposal.description)"
    case .briefTimeout(let id): "timeout of \(id.description)"
    case .castVote(let id, let vote, _, let call):
      "cast vote \(call) on \(id.description): \(vote.description)"
    case .castReply(let call, let isValid): "reply to \(call): \(isValid ? "ok" : "invalid")"
    case .update(let proposal): "update \(proposal.description)"
    }
  }

  public func feed(_ digest: inout Digest) {
    switch self {
    case .raft(let message): message.feed(&digest)
    case .proposal(let proposal), .briefProposal(let proposal), .briefStore(let proposal),
      .update(let proposal):
      proposal.feed(&digest)
    case .vote(let id, let vote):
      id.feed(&digest)
      vote.feed(&digest)
    case .receipt(let id, let receipt, let isTold):
      id.feed(&digest)
      digest.feed(isTold)
      digest.feed(Int64(receipt.rawValue))
    case .settled(let id), .briefTimeout(let id): id.feed(&digest)
    case .commit(let assignment): assignment.feed(&digest)
    case .candidates(let id, let variable, let values):
      id.feed(&digest)
      digest.feed(Int64(variable))
      for value in values { digest.feed(value) }
    case .ranking(let id, let scores):
      id.feed(&digest)
      for score in scores { digest.feed(score) }
    case .castVote(let id, let vote, let incarnation, let call):
      id.feed(&digest)
      vote.feed(&digest)
      digest.feed(incarnation)
      digest.feed(Int64(call))
    case .castReply(let call, let isValid):
      digest.feed(Int64(call))
      digest.feed(isValid)
    }
    digest.feed(kind)
  }
}
