public import Simulator

extension Raft {
  /// What an operator asks of a cluster (dissertation, chapter 4 and 3.10).
  @frozen
  public enum Change: Hashable, Sendable {
    /// The agent votes, once its log has caught up.
    case add(AgentID)
    /// The agent gets the log, and has no vote.
    case addLearner(AgentID)
    /// The learner votes, once its log has caught up.
    case promote(AgentID)
    /// The agent is no member any more.
    case remove(AgentID)
    /// These agents vote, and no others, a bit each as in `Membership`.
    case members(UInt64)
    /// The agent leads.
    case transfer(AgentID)
  }

  /// Why a leader does not do what it is asked.
  public enum Refusal: String, Word {
    case notLeading = "does not lead"
    /// The rule of 2015: before, an earlier leader's change may yet come into force.
    case ownTermUncommitted = "has committed nothing of its term"
    case changeUnderWay = "another change is under way"
    case transferUnderWay = "a transfer is under way"
    case tooManyAgents = "there are too many agents"
    case noAgent = "there is no such agent"
    case noLearner = "no learner"
    case alreadyVoter = "votes already"
    case tooFewVoters = "too few voters would be left"
    case tooSlow = "does not catch up"
    case silent = "is not heard from"
    case noVoter = "has no vote"
    case mayNotLead = "may not lead"
    case notTaken = "did not take over"
    case nothingToDo = "nothing to do"
  }

  /// Whether single servers are added and removed, or whole sets exchanged.
  public enum ChangeMode: String, Word {
    /// One voter after the other (dissertation, 4.1).
    case single
    /// Any set for any other, by way of both (dissertation, 4.3).
    case joint
  }
}

extension Raft.Change: Fielded, CustomStringConvertible {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .add(let agent):
      visitor.kind(0, "add")
      visitor.field("agent", agent)
    case .addLearner(let agent):
      visitor.kind(1, "add learner")
      visitor.field("agent", agent)
    case .promote(let agent):
      visitor.kind(2, "promote")
      visitor.field("agent", agent)
    case .remove(let agent):
      visitor.kind(3, "remove")
      visitor.field("agent", agent)
    case .members(let set):
      visitor.kind(4, "set members")
      visitor.field("agents", list: Raft.Membership.agents(set))
    case .transfer(let agent):
      visitor.kind(5, "transfer")
      visitor.field("agent", agent)
    }
  }

  /// In words: `add n4`.
  public var description: String {
    switch self {
    case .add(let agent): "add \(agent.description)"
    case .addLearner(let agent): "add learner \(agent.description)"
    case .promote(let agent): "promote \(agent.description)"
    case .remove(let agent): "remove \(agent.description)"
    case .members(let set): "set members \(Raft.Membership.text(set))"
    case .transfer(let agent): "transfer to \(agent.description)"
    }
  }
}
