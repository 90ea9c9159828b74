public import Simulator

extension Budget {
  /// What agents send to one another.
  public enum Message: Hashable, Sendable {
    case raft(Raft.Message)
    /// A planner asks what is offered.
    case collect(round: Int32)
    /// A worker answers with the tasks that it could do.
    case offer(round: Int32, [TaskOffer])
    /// The log grants a task.
    case grant(task: Int32)
    /// A worker wants to start a task that was granted.
    case start(task: Int32)
    /// A worker will not do it: the time is over.
    case decline(task: Int32)
    /// The log has the start.
    case started(task: Int32)
    /// The log does not grant the task any more.
    case refused(task: Int32)
    /// A worker has done a task.
    case result(task: Int32)
    /// The log has the end.
    case settled(task: Int32)
  }

  /// Why a task was not planned.
  public enum Reason: String, Word {
    case overBudget = "over budget"
    case tooLate = "too late"
  }

  /// A fact that an agent states for checks, measures and milestones.
  public enum Note: Hashable, Sendable {
    case raft(Raft.Note)
    /// A planner has planned so many of the tasks offered, worth so much of the most that they could be.
    case planned(round: Int32, tasks: Int32, of: Int32, value: Int64, optimum: Int64)
    /// A planner grants a task at a time of its clock.
    case chosen(task: Int32, at: Nanoseconds)
    /// It does not.
    case passed(task: Int32, Reason)
    /// A replica applied a deed, with or without an effect; so much is set aside and spent after it.
    case applied(Deed, index: Int64, Bool, held: Int64, spent: Int64)
    /// A worker starts to do a task.
    case running(task: Int32)
    /// It has done it, at a time of its clock.
    case done(task: Int32, at: Nanoseconds, isLate: Bool)
  }

  /// What an agent waits for: the timers of Raft, and four more.
  public enum Timer: TimerTag {
    case raft(Raft.Timer)
    /// A planner starts a round.
    case round
    /// It has waited for offers.
    case plan
    /// A grant runs out.
    case lease
    /// A worker repeats what was not answered.
    case retry
    /// It has done what it does.
    case work

    public static var slotCount: Int { Raft.Timer.slotCount + 5 }

    public var slot: Int {
      let first = Raft.Timer.slotCount
      return switch self {
      case .raft(let timer): timer.slot
      case .round: first
      case .plan: first + 1
      case .lease: first + 2
      case .retry: first + 3
      case .work: first + 4
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .raft(let timer): visitor.part(0, "raft", timer)
      case .round: visitor.kind(1, "round")
      case .plan: visitor.kind(2, "plan")
      case .lease: visitor.kind(3, "lease")
      case .retry: visitor.kind(4, "retry")
      case .work: visitor.kind(5, "work")
      }
    }
  }
}

extension Budget.Message: MessageContent {
  public var byteCount: Int {
    let frame = Raft.Message.frameBytes
    return switch self {
    case .raft(let message): message.byteCount
    case .offer(_, let offers): frame + 4 + 40 * offers.count
    default: frame + 4
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let message): visitor.part(0, nil, message)
    case .collect(let round): visitor.kind(1, "collect", "round", round)
    case .offer(let round, let offers):
      visitor.kind(2, "offer", "round", round)
      visitor.field("offers", list: offers)
    case .grant(let task): visitor.kind(3, "grant", "task", task)
    case .start(let task): visitor.kind(4, "start", "task", task)
    case .decline(let task): visitor.kind(5, "decline", "task", task)
    case .started(let task): visitor.kind(6, "started", "task", task)
    case .refused(let task): visitor.kind(7, "refused", "task", task)
    case .result(let task): visitor.kind(8, "result", "task", task)
    case .settled(let task): visitor.kind(9, "settled", "task", task)
    }
  }
}

extension Budget.Note: NoteContent {
  public static var milestoneNames: [String] { Raft.Note.milestoneNames + ["plan", "task done"] }

  public var milestone: Milestone? {
    switch self {
    case .raft(let note): note.milestone
    case .planned: Milestone(index: Raft.Note.milestoneNames.count)
    case .done: Milestone(index: Raft.Note.milestoneNames.count + 1)
    case .chosen, .passed, .applied, .running: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let note): visitor.part(0, nil, note)
    case .planned(let round, let tasks, let count, let value, let optimum):
      visitor.kind(1, "planned", "round", round)
      visitor.fields("tasks", tasks, "of", count)
      visitor.field("value", value)
      visitor.field("optimum", optimum)
    case .chosen(let task, let time):
      visitor.kind(2, "chosen", "task", task)
      visitor.field("at", time: time)
    case .passed(let task, let reason):
      visitor.kind(3, "passed", "task", task)
      visitor.field("reason", reason)
    case .applied(let deed, let index, let hasEffect, let held, let spent):
      visitor.kind(4, "applied")
      visitor.field("index", index)
      deed.fields(into: &visitor)
      visitor.field("effect", hasEffect)
      visitor.field("held", held)
      visitor.field("spent", spent)
    case .running(let task): visitor.kind(5, "running", "task", task)
    case .done(let task, let time, let isLate):
      visitor.kind(6, "done", "task", task)
      visitor.field("at", time: time)
      visitor.field("late", isLate)
    }
  }
}
