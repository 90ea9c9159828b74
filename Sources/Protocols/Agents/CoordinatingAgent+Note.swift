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

  /// The first milestone of each part but the first. Numbers, since every note is asked for one.
  public static var firstMilestones: (election: Int, synchronisation: Int, barrier: Int) {
    (10, 25, 31)
  }

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

  public func feed(_ digest: inout Digest) {
    switch self {
    case .deliberation(let note): note.feed(&digest)
    case .election(let note):
      digest.feed(UInt64(1))
      note.feed(&digest)
    case .synchronisation(let note):
      digest.feed(UInt64(2))
      note.feed(&digest)
    case .barrier(let note):
      digest.feed(UInt64(3))
      note.feed(&digest)
    }
  }

  public var description: String {
    switch self {
    case .deliberation(let note): note.description
    case .election(let note): "election: \(note.description)"
    case .synchronisation(let note): note.description
    case .barrier(let note): "barrier: \(note.description)"
    }
  }
}
