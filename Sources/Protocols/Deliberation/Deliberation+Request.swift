public import Simulator

extension Deliberation {
  /// What a client asks an agent for.
  public enum Request: Traceable {
    /// Put a change to the vote; without an expected version the one that the agent knows.
    case propose(variable: Int32, value: Int64, expectedVersion: Int32?)
    /// Have the members rank candidates by a rule, and put the winner to the vote.
    case choose(variable: Int32, values: [Int64], rule: Candidates.Rule)
    /// Vote on a proposal as told, whether or not the agent voted or may vote.
    case vote(ProposalID, Vote.Choice)
    /// Ask the key-value store in the same log.
    case store(Raft.Request)
  }

  /// What a proposer says to a vote that reached it.
  @frozen
  public enum Receipt: Hashable, Sendable {
    /// It counts; a repetition of a vote that counts does too.
    case counted
    case unknownProposal
    case closed
    case notParticipant
    case alreadyVoted
  }

  /// What a client is answered.
  public enum Reply: Traceable {
    /// The proposal has this identity; its end is a second answer, but in the brief's mode.
    case begun(ProposalID)
    case ended(ProposalID, Ending)
    /// No agent takes part, so nothing can be decided: `insufficient_participants`.
    case noElectorate
    /// The brief knows no such request.
    case notOffered
    case receipt(Receipt)
    /// What the key-value store answers.
    case store(Raft.Reply)
  }
}

extension Deliberation.Request {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .propose(let variable, let value, let version):
      visitor.kind(0, "propose", "variable", variable)
      visitor.field("value", value)
      visitor.field("expectedVersion", version)
    case .choose(let variable, let values, let rule):
      visitor.kind(1, "choose", "variable", variable)
      visitor.field("values", values)
      visitor.field("rule", rule)
    case .vote(let id, let choice):
      visitor.kind(2, "vote")
      visitor.field("proposal", id)
      visitor.field("choice", choice)
    case .store(let request): visitor.part(3, nil, request)
    }
  }
}

extension Deliberation.Receipt: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .counted: visitor.kind(0, "counted")
    case .unknownProposal: visitor.kind(1, "unknown proposal")
    case .closed: visitor.kind(2, "closed")
    case .notParticipant: visitor.kind(3, "not participant")
    case .alreadyVoted: visitor.kind(4, "already voted")
    }
  }
}

extension Deliberation.Reply {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .begun(let id):
      visitor.kind(0, "begun")
      visitor.field("proposal", id)
    case .ended(let id, let ending):
      visitor.kind(1, "ended")
      visitor.field("proposal", id)
      visitor.field("ending", ending)
    case .noElectorate: visitor.kind(2, "no electorate")
    case .notOffered: visitor.kind(3, "not offered")
    case .receipt(let receipt): visitor.part(4, nil, receipt)
    case .store(let reply): visitor.part(5, nil, reply)
    }
  }
}
