public import Simulator

extension Deliberation {
  /// A fact that an agent states for checks, measures and milestones.
  public enum Note: Hashable, Sendable {
    case raft(Raft.Note)
    case opened(Proposal)
    /// This agent made up its mind.
    case voted(ProposalID, Vote)
    /// This agent counted a vote of another.
    case counted(ProposalID, AgentID, Vote.Choice)
    /// The deliberation is over, durably.
    case decided(ProposalID, Tally.Outcome, Tally)
    /// The change was applied here, at this index of the log, or found a conflict.
    case applied(Assignment, Application, index: Int64)
    /// The proposer is through with it.
    case closed(ProposalID, Ending)
    /// This agent has so many candidates ranked.
    case ranking(ProposalID, candidates: Int)
    /// So many rankings made this candidate win; it is put to the vote.
    case chosen(ProposalID, value: Int64, rankings: Int)
    /// Fewer than a majority ranked the candidates until the deadline.
    case choiceFailed(ProposalID)
    /// A voter's call went unanswered and its process died (mode as written).
    case voterDied
    /// A vote was turned away although its round had been announced (mode as written).
    case voteLost(ProposalID)
  }
}

extension Deliberation.Note: NoteContent {
  public static var milestoneNames: [String] {
    Raft.Note.milestoneNames + ["proposal", "decision", "applied", "closed"]
  }

  public var milestone: Milestone? {
    let own = Raft.Note.milestoneNames.count
    return switch self {
    case .raft(let note): note.milestone
    case .opened: Milestone(index: own)
    case .decided: Milestone(index: own + 1)
    case .applied: Milestone(index: own + 2)
    case .closed: Milestone(index: own + 3)
    default: nil
    }
  }

  public var description: String {
    switch self {
    case .raft(let note): note.description
    case .opened(let proposal): "opened \(proposal.description)"
    case .voted(let id, let vote): "voted on \(id.description): \(vote.description)"
    case .counted(let id, let voter, let choice):
      "counted \(choice.name) of \(voter.description) on \(id.description)"
    case .decided(let id, let outcome, let tally):
      "\(id.description) \(outcome.name): \(tally.description)"
    case .applied(let assignment, let result, let index):
      "\(assignment.description) at \(index): \(result.description)"
    case .closed(let id, let ending): "closed \(id.description): \(ending.description)"
    case .ranking(let id, let candidates): "has \(candidates) candidates ranked (\(id.description))"
    case .chosen(let id, let value, let rankings):
      "\(id.description) chose \(value) by \(rankings) rankings"
    case .choiceFailed(let id): "\(id.description): too few rankings"
    case .voterDied: "died of an unanswered call"
    case .voteLost(let id): "turned a vote on \(id.description) away"
    }
  }

  public func feed(_ digest: inout Digest) {
    switch self {
    case .raft(let note): note.feed(&digest)
    case .opened(let proposal): proposal.feed(&digest)
    case .voted(let id, let vote):
      id.feed(&digest)
      vote.feed(&digest)
    case .counted(let id, let voter, let choice):
      id.feed(&digest)
      digest.feed(voter)
      digest.feed(Int64(choice.rawValue))
    case .decided(let id, let outcome, let tally):
      id.feed(&digest)
      digest.feed(Int64(outcome.rawValue))
      tally.feed(&digest)
    case .applied(let assignment, let result, let index):
      assignment.feed(&digest)
      result.feed(&digest)
      digest.feed(index)
    case .closed(let id, let ending):
      id.feed(&digest)
      ending.feed(&digest)
    case .ranking(let id, let candidates):
      id.feed(&digest)
      digest.feed(candidates)
    case .chosen(let id, let value, let rankings):
      id.feed(&digest)
      digest.feed(value)
      digest.feed(rankings)
    case .choiceFailed(let id): id.feed(&digest)
    case .voterDied: break
    case .voteLost(let id): id.feed(&digest)
    }
    digest.feed(tag)
  }

  private var tag: Int {
    switch self {
    case .raft: 100
    case .opened: 101
    case .voted: 102
    case .counted: 103
    case .decided: 104
    case .applied: 105
    case .closed: 106
    case .voterDied: 107
    case .voteLost: 108
    case .ranking: 109
    case .chosen: 110
    case .choiceFailed: 111
    }
  }
}
