public import Simulator

extension Deliberation {
  /// A fact that an agent states for checks, measures and milestones.
  public enum Note: Hashable, Sendable {
    case raft(Raft.Note)
    case opened(Proposal)
    /// This agent has decided its vote.
    case voted(ProposalID, Vote)
    /// This agent counted a vote of another.
    case counted(ProposalID, AgentID, Vote.Choice)
    /// The deliberation is over, durably.
    case decided(ProposalID, Tally.Outcome, Tally)
    /// The change was applied here, at this index of the log, or found a conflict.
    case applied(Assignment, Application, index: Int64)
    /// The proposer is done with it.
    case closed(ProposalID, Ending)
    /// This agent has members rank this number of candidates.
    case ranking(ProposalID, candidates: Int)
    /// This candidate won by this number of rankings; it is put to the vote.
    case chosen(ProposalID, value: Int64, rankings: Int)
    /// Fewer than a majority ranked the candidates until the deadline.
    case choiceFailed(ProposalID)
    /// A voter's call went unanswered and its process died (brief's mode).
    case voterDied
    /// A vote was rejected although its round had been announced (brief's mode).
    case voteLost(ProposalID)
  }
}

extension Deliberation.Note: NoteContent {
  public static var milestoneNames: [String] {
    Raft.Note.milestoneNames + ["proposal", "decision", "applied", "closed"]
  }

  public var milestone: Milestone? {
    let first = Raft.Note.milestoneNames.count
    return switch self {
    case .raft(let note): note.milestone
    case .opened: Milestone(index: first)
    case .decided: Milestone(index: first + 1)
    case .applied: Milestone(index: first + 2)
    case .closed: Milestone(index: first + 3)
    default: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let note): visitor.part(0, nil, note)
    case .opened(let proposal):
      visitor.kind(1, "opened")
      proposal.fields(into: &visitor)
    case .voted(let id, let vote):
      visitor.kind(2, "voted")
      visitor.field("proposal", id)
      visitor.field("vote", vote)
    case .counted(let id, let voter, let choice):
      visitor.kind(3, "counted")
      visitor.field("proposal", id)
      visitor.field("voter", voter)
      visitor.field("choice", choice)
    case .decided(let id, let outcome, let tally):
      visitor.kind(4, "decided")
      visitor.field("proposal", id)
      visitor.field("outcome", outcome)
      visitor.field("tally", tally)
    case .applied(let assignment, let result, let index):
      visitor.kind(5, "applied")
      assignment.fields(into: &visitor)
      visitor.field("result", result)
      visitor.field("index", index)
    case .closed(let id, let ending):
      visitor.kind(6, "closed")
      visitor.field("proposal", id)
      visitor.field("ending", ending)
    case .ranking(let id, let candidates):
      visitor.kind(7, "has candidates ranked")
      visitor.field("proposal", id)
      visitor.field("candidates", candidates)
    case .chosen(let id, let value, let rankings):
      visitor.kind(8, "chose")
      visitor.field("proposal", id)
      visitor.field("value", value)
      visitor.field("rankings", rankings)
    case .choiceFailed(let id):
      visitor.kind(9, "choice failed")
      visitor.field("proposal", id)
    case .voterDied: visitor.kind(10, "voter died")
    case .voteLost(let id):
      visitor.kind(11, "lost vote")
      visitor.field("proposal", id)
    }
  }
}
