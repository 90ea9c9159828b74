public import Simulator

extension Economy {
  /// A fact that an agent states for checks, measures and milestones.
  public enum Note: Hashable, Sendable {
    case raft(Raft.Note)
    /// This agent is the auctioneer of a term.
    case seated(term: Raft.Term)
    /// A replica has applied the deed at an index of the log, which a sequencer of this term made; `digest` is
    /// that of the books afterwards.
    case applied(index: Int64, term: Raft.Term, Deed, Verdict, digest: UInt64)
    /// The deed led to this; `isSeated` says whether the replica is the auctioneer.
    case led(Books.Event, isSeated: Bool)
    /// A worker is done with a task.
    case worked(auction: Int32)
    /// A worker has too much to do for another task.
    case declined(auction: Int32)
  }
}

extension Economy.Note: NoteContent {
  public static var milestoneNames: [String] {
    Raft.Note.milestoneNames + [
      "auctioneer seated", "auction opened", "award", "award accepted", "award passed on",
      "auction settled", "auction failed", "payment", "breaker opened", "breaker closed",
    ]
  }

  public var milestone: Milestone? {
    let first = Raft.Note.milestoneNames.count
    switch self {
    case .raft(let note): return note.milestone
    case .seated: return Milestone(index: first)
    case .led(let event, true):
      switch event {
      case .opened: return Milestone(index: first + 1)
      case .awarded: return Milestone(index: first + 2)
      case .accepted: return Milestone(index: first + 3)
      case .passed: return Milestone(index: first + 4)
      case .settled: return Milestone(index: first + 5)
      case .failed: return Milestone(index: first + 6)
      case .paid: return Milestone(index: first + 7)
      case .breaker(_, .opened): return Milestone(index: first + 8)
      case .breaker(_, .closed): return Milestone(index: first + 9)
      case .slashed, .sold, .breaker: return nil
      }
    default: return nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let note): visitor.part(0, nil, note)
    case .seated(let term):
      visitor.kind(1, "is the auctioneer")
      visitor.field("term", term)
    case .applied(let index, let term, let deed, let verdict, let digest):
      visitor.kind(2, "applied")
      visitor.field("index", index)
      visitor.field("term", term)
      deed.fields(into: &visitor)
      visitor.field("verdict", verdict)
      visitor.field("digest", digest)
    case .led(let event, let isSeated):
      visitor.part(3, nil, event)
      visitor.field("auctioneer", isSeated)
    case .worked(let auction): visitor.kind(4, "did the task", "auction", auction)
    case .declined(let auction): visitor.kind(5, "declined", "auction", auction)
    }
  }
}
