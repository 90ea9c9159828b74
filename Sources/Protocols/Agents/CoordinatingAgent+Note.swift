public import Simulator

extension CoordinatingAgent {
  /// A fact that a part of an agent states for checks, measures and milestones.
  @frozen
  public enum Note: NoteContent {
    case deliberation(Deliberation.Note)
    case election(Election.Note)
    case synchronisation(Synchroniser.Note)
    case barrier(Barrier.Note)
  }
}

extension CoordinatingAgent.Note {
  public static var milestoneNames: [String] {
    CoordinatingAgent.joined(
      Deliberation.Note.milestoneNames, Election.Note.milestoneNames,
      Synchroniser.Note.milestoneNames, Barrier.Note.milestoneNames)
  }

  /// The first milestone of each part but the first.
  public static let firstMilestones: (election: Int, synchronisation: Int, barrier: Int) = {
    let election = Deliberation.Note.milestoneNames.count
    let synchronisation = election + Election.Note.milestoneNames.count
    return (election, synchronisation, synchronisation + Synchroniser.Note.milestoneNames.count)
  }()

  public var milestone: Milestone? {
    switch self {
    case .deliberation(let note): note.milestone
    case .election(let note): shifted(note.milestone, by: Self.firstMilestones.election)
    case .synchronisation(let note):
      shifted(note.milestone, by: Self.firstMilestones.synchronisation)
    case .barrier(let note): shifted(note.milestone, by: Self.firstMilestones.barrier)
    }
  }

  private func shifted(_ milestone: Milestone?, by offset: Int) -> Milestone? {
    milestone.map { Milestone(index: offset + $0.index, $0.progress) }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .deliberation(let note): visitor.part(0, nil, note)
    case .election(let note): visitor.part(1, "election", note)
    case .synchronisation(let note): visitor.part(2, "synchronisation", note)
    case .barrier(let note): visitor.part(3, "barrier", note)
    }
  }
}
