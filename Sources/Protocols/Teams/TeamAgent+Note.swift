public import Simulator

extension TeamAgent {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    case parts(CoordinatingAgent.Note)
    /// This agent coordinates from now on, and goes on from this round.
    case tookOver(Election.Term, round: Int32)
    /// This agent coordinates no longer.
    case resigned(Election.Term)
    /// The coordinator starts a round of this number of tasks.
    case started(Election.Term, round: Int32, tasks: Int32)
    /// The coordinator leases a task to a worker.
    case leased(Lease, AgentID)
    /// A lease is over without a report.
    case expired(Lease, AgentID)
    /// This agent has done a task.
    case worked(Lease)
    /// The coordinator takes a report of this worker in.
    case counted(Lease, AgentID)
    /// The coordinator refuses a report of this worker.
    case refused(Lease, AgentID, Receipt)
    /// The coordinator has made the next snapshot of this number of results.
    case gathered(Election.Term, Snapshot, results: Int32)
    /// The coordinator has put a snapshot to the vote.
    case proposed(Election.Term, round: Int32)
    /// This agent goes on from a snapshot that was decided.
    case adopted(Snapshot)
    /// The coordinator goes on from a snapshot that was decided in its term.
    case settled(Election.Term, round: Int32)
    /// The coordinator has announced a round.
    case announced(Election.Term, round: Int32)
    /// The coordinator leaves the barrier of a round; not, if it lost patience.
    case met(Election.Term, round: Int32, Bool)
    /// The last round was decided, and the coordinator has nothing left to do.
    case finished(Election.Term)
  }
}

extension TeamAgent.Note: NoteContent {
  public static var milestoneNames: [String] {
    CoordinatingAgent.Note.milestoneNames + ownNames
  }

  private static var ownNames: [String] {
    [
      "took over", "round started", "leased", "worked", "counted", "gathered", "put to vote",
      "settled", "announced", "met", "finished",
    ]
  }

  private static let firstOwn = CoordinatingAgent.Note.milestoneNames.count

  public var milestone: Milestone? {
    switch self {
    case .parts(let note): note.milestone
    case .tookOver: own(0)
    case .started: own(1)
    case .leased: own(2)
    case .worked: own(3)
    case .counted: own(4)
    case .gathered: own(5)
    case .proposed: own(6)
    case .settled: own(7)
    case .announced: own(8)
    case .met: own(9)
    case .finished: own(10)
    case .resigned, .expired, .refused, .adopted: nil
    }
  }

  private func own(_ index: Int) -> Milestone { Milestone(index: Self.firstOwn + index) }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .parts(let note): visitor.part(0, nil, note)
    case .tookOver(let term, let round): fields(1, "took over", term, round, into: &visitor)
    case .resigned(let term):
      visitor.kind(2, "resigned")
      visitor.field("term", term)
    case .started(let term, let round, let tasks):
      fields(3, "started", term, round, into: &visitor)
      visitor.field("tasks", tasks)
    case .leased(let lease, let worker): fields(4, "leased", lease, worker, into: &visitor)
    case .expired(let lease, let worker): fields(5, "expired", lease, worker, into: &visitor)
    case .worked(let lease):
      visitor.kind(6, "worked")
      lease.fields(into: &visitor)
    case .counted(let lease, let worker): fields(7, "counted", lease, worker, into: &visitor)
    case .refused(let lease, let worker, let receipt):
      fields(8, "refused", lease, worker, into: &visitor)
      visitor.field("because", receipt)
    case .gathered(let term, let snapshot, let results):
      visitor.kind(9, "gathered", "results", results)
      visitor.field("term", term)
      snapshot.fields(into: &visitor)
    case .proposed(let term, let round): fields(10, "put to vote", term, round, into: &visitor)
    case .adopted(let snapshot):
      visitor.kind(11, "adopted")
      snapshot.fields(into: &visitor)
    case .settled(let term, let round): fields(12, "settled", term, round, into: &visitor)
    case .announced(let term, let round): fields(13, "announced", term, round, into: &visitor)
    case .met(let term, let round, let isOver):
      fields(14, "met", term, round, into: &visitor)
      visitor.field("barrierIsOver", isOver)
    case .finished(let term):
      visitor.kind(15, "finished")
      visitor.field("term", term)
    }
  }

  @usableFromInline
  func fields<V: FieldVisitor>(
    _ kind: Int, _ name: String, _ term: Election.Term, _ round: Int32, into visitor: inout V
  ) {
    visitor.kind(kind, name, "round", round)
    visitor.field("term", term)
  }

  @usableFromInline
  func fields<V: FieldVisitor>(
    _ kind: Int, _ name: String, _ lease: Lease, _ worker: AgentID, into visitor: inout V
  ) {
    visitor.kind(kind, name)
    lease.fields(into: &visitor)
    visitor.field("worker", worker)
  }
}
