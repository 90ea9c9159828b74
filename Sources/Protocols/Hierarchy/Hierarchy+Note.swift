public import Simulator

extension Hierarchy {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// It holds an election in a group.
    case stood(Unit, Term)
    /// A quorum of the group acknowledged it.
    case elected(Unit, Term)
    /// It coordinated a group and does no longer.
    case steppedDown(Unit, Term, Departure)
    /// As root it collects votes on a proposal.
    case opened(Int32, Term)
    /// It voted.
    case voted(Int32, Vote.Choice)
    /// It reported its group's votes, or as root decides by them: all, or what it had in time.
    case tallied(Int32, Unit, Counts)
    /// It recorded what the root of a term says.
    case recorded(Int32, Record)
    /// As root it knows that a quorum recorded this outcome of these votes; of none if it found a record.
    case decided(Int32, Tally.Outcome, Counts?)
    /// It learned a decision.
    case learned(Int32, Tally.Outcome)
  }

  /// Why an agent coordinates a group no more.
  @frozen
  public enum Departure: String, Word {
    /// It has not heard from a majority of the group's units for too long.
    case unheard
    /// Another coordinator or candidate is of a later term.
    case preempted
    /// It no longer coordinates the unit for which it was in the group.
    case deprived
  }
}

extension Hierarchy.Note: NoteContent {
  public static var milestoneNames: [String] {
    [
      "candidate", "coordinator elected", "coordinator stepped down", "opened", "voted", "tallied",
      "recorded", "decided", "learned",
    ]
  }

  public var milestone: Milestone? {
    switch self {
    case .stood: Milestone(index: 0)
    case .elected: Milestone(index: 1)
    case .steppedDown: Milestone(index: 2)
    case .opened: Milestone(index: 3)
    case .voted: Milestone(index: 4)
    case .tallied: Milestone(index: 5)
    case .recorded: Milestone(index: 6)
    case .decided: Milestone(index: 7)
    case .learned: Milestone(index: 8)
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .stood(let group, let term):
      visitor.kind(0, "stood")
      visitor.field("group", group)
      visitor.field("term", term)
    case .elected(let group, let term):
      visitor.kind(1, "elected")
      visitor.field("group", group)
      visitor.field("term", term)
    case .steppedDown(let group, let term, let departure):
      visitor.kind(2, "stepped down")
      visitor.field("group", group)
      visitor.field("term", term)
      visitor.field("why", departure)
    case .opened(let proposal, let term):
      visitor.kind(3, "opened", "proposal", proposal &+ 1)
      visitor.field("term", term)
    case .voted(let proposal, let choice):
      visitor.kind(4, "voted", "proposal", proposal &+ 1)
      visitor.field("choice", choice)
    case .tallied(let proposal, let group, let counts):
      visitor.kind(5, "tallied", "proposal", proposal &+ 1)
      visitor.field("group", group)
      visitor.field("counts", counts)
    case .recorded(let proposal, let record):
      visitor.kind(6, "recorded", "proposal", proposal &+ 1)
      record.fields(into: &visitor)
    case .decided(let proposal, let outcome, let counts):
      visitor.kind(7, "decided", "proposal", proposal &+ 1)
      visitor.field("outcome", outcome)
      visitor.field("counts", counts)
    case .learned(let proposal, let outcome):
      visitor.kind(8, "learned", "proposal", proposal &+ 1)
      visitor.field("outcome", outcome)
    }
  }
}
