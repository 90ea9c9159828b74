public import Simulator

extension Supervision {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    case starting(Incarnation, Origin)
    /// It runs, with what it remembers of its count.
    case started(Incarnation, count: Int64)
    case startFailed(Incarnation)
    /// Its supervisor tells it to end.
    case stopping(Incarnation)
    case exited(Incarnation, Reason)
    /// The supervisor has decided to start a child again, at this time of the agent's clock.
    case restarting(Incarnation, by: Incarnation, at: Nanoseconds)
    /// One restart too many within the period, at this time of the agent's clock: the supervisor ends.
    case gaveUp(Incarnation, on: Incarnation, at: Nanoseconds)
    /// The worker has worked off a call.
    case counted(Incarnation, count: Int64)
    /// What was sent to an incarnation that has ended is dropped.
    case dropped(Incarnation)
    /// All processes run that should.
    case complete
    /// Not all do.
    case incomplete
    /// The topmost supervisor has ended, and with it the application.
    case ended(Reason)

    /// Why a process is started.
    public enum Origin: String, Word {
      case boot
      case restart
      case request
    }
  }
}

extension Supervision.Note: NoteContent {
  public static var milestoneNames: [String] {
    [
      "process started", "start failed", "shutdown", "exit", "restart", "escalation", "complete",
      "message dropped", "application ended",
    ]
  }

  public var milestone: Milestone? {
    switch self {
    case .started: Milestone(index: 0)
    case .startFailed: Milestone(index: 1)
    case .stopping: Milestone(index: 2)
    case .exited: Milestone(index: 3)
    case .restarting: Milestone(index: 4)
    case .gaveUp: Milestone(index: 5)
    case .complete: Milestone(index: 6)
    case .dropped: Milestone(index: 7)
    case .ended: Milestone(index: 8)
    case .starting, .counted, .incomplete: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .starting(let one, let origin):
      visitor.kind(0, "starts")
      one.fields(into: &visitor)
      visitor.field("origin", origin)
    case .started(let one, let count):
      visitor.kind(1, "runs")
      one.fields(into: &visitor)
      visitor.field("count", count)
    case .startFailed(let one):
      visitor.kind(2, "failed to start")
      one.fields(into: &visitor)
    case .stopping(let one):
      visitor.kind(3, "is told to end")
      one.fields(into: &visitor)
    case .exited(let one, let reason):
      visitor.kind(4, "exited")
      one.fields(into: &visitor)
      visitor.field("reason", reason)
    case .restarting(let one, let supervisor, let time):
      visitor.kind(5, "is restarted")
      one.fields(into: &visitor)
      visitor.field("by", supervisor)
      visitor.field("clock", time: time)
    case .gaveUp(let supervisor, let one, let time):
      visitor.kind(6, "gave up")
      supervisor.fields(into: &visitor)
      visitor.field("on", one)
      visitor.field("clock", time: time)
    case .counted(let one, let count):
      visitor.kind(7, "counted")
      one.fields(into: &visitor)
      visitor.field("count", count)
    case .dropped(let one):
      visitor.kind(8, "message dropped")
      one.fields(into: &visitor)
    case .complete: visitor.kind(9, "all run")
    case .incomplete: visitor.kind(10, "not all run")
    case .ended(let reason):
      visitor.kind(11, "application ended")
      visitor.field("reason", reason)
    }
  }
}
