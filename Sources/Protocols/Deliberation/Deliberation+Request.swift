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

    public var description: String {
      switch self {
      case .propose(let variable, let value, nil): "propose x\(variable)=\(value)"
      case .propose(let variable, let value, let version?):
        "propose x\(variable)=\(value) at version \(version)"
      case .choose(let variable, let values, let rule):
        "choose x\(variable) among \(values.count) candidates by \(rule.name)"
      case .vote(let id, let choice): "vote \(choice.name) on \(id.description)"
      case .store(let request): request.description
      }
    }

    public func feed(_ digest: inout Digest) {
      switch self {
      case .propose(let variable, let value, let version):
        digest.feed((Int64(variable) << 32) | Int64(version ?? -1))
        digest.feed(value)
      case .choose(let variable, let values, let rule):
        digest.feed((Int64(variable) << 32) | Int64(values.count))
        for value in values { digest.feed(value) }
        digest.feed(rule.name)
      case .vote(let id, let choice):
        id.feed(&digest)
        digest.feed(Int64(choice.rawValue))
      case .store(let request): request.feed(&digest)
      }
    }
  }

  /// What a proposer says to a vote that reached it.
  public enum Receipt: Int32, Hashable, Sendable {
    /// It counts; a repetition of a vote that counts does too.
    case counted = 0
    case unknownProposal = 1
    case closed = 2
    case notParticipant = 3
    case alreadyVoted = 4

    public var name: String {
      switch self {
      case .counted: "counted"
      case .unknownProposal: "unknown_proposal"
      case .closed: "closed"
      case .notParticipant: "not_participant"
      case .alreadyVoted: "already_voted"
      }
    }
  }

  /// What a client is answered.
  public enum Reply: Traceable {
    /// The proposal has this identity; its end is a second answer, but in the mode as written.
    case begun(ProposalID)
    case ended(ProposalID, Ending)
    /// Nobody takes part, so nothing can be decided: `insufficient_participants`.
    case noElectorate
    /// The mode as written knows no such request.
    case notOffered
    case receipt(Receipt)
    /// What the key-value store answers.
    case store(Raft.Reply)

    public var description: String {
      switch self {
      case .ended(let id, let ending): "\(id.description) \(ending.description)"
      case .noElectorate: "insufficient_participants"
      case .notOffered: "not offered as written"
      case .receipt(let receipt): receipt.name
      case .begun(let id): "\(id.description) begun"
      case .store(let reply): reply.description
      }
    }

    public func feed(_ digest: inout Digest) {
      switch self {
      case .ended(let id, let ending):
        id.feed(&digest)
        ending.feed(&digest)
      case .noElectorate: digest.feed(-1)
      case .notOffered: digest.feed(-2)
      case .receipt(let receipt): digest.feed(Int64(receipt.rawValue))
      case .begun(let id): id.feed(&digest)
      case .store(let reply): reply.feed(&digest)
      }
    }
  }
}
