public import Simulator

extension Balancing {
  /// An assignment, with what the balancer went by.
  @frozen
  public struct Placement: Hashable, Sendable, Fielded {
    /// The task.
    public let task: TaskID
    /// Its worker.
    public let worker: AgentID
    /// The assignment's fence.
    public let fence: Fence
    /// Whether the worker has held the task since an earlier epoch: then it is not new to it.
    public let isAdopted: Bool
    /// Workers among which the balancer could choose.
    public let eligible: Int32

    /// A task placed at a worker.
    @inlinable
    public init(
      _ task: TaskID, at worker: AgentID, _ fence: Fence, isAdopted: Bool = false, eligible: Int32
    ) {
      self.task = task
      self.worker = worker
      self.fence = fence
      self.isAdopted = isAdopted
      self.eligible = eligible
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      task.fields(into: &visitor)
      visitor.field("worker", worker)
      fence.fields(into: &visitor)
      visitor.field("adopted", isAdopted)
      visitor.field("eligible", eligible)
    }
  }

  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The agent balances in an epoch.
    case leads(Epoch)
    case steppedDown(Epoch)
    /// A majority of the balancers has recorded the task as under way.
    case admitted(TaskID)
    case assigned(Placement)
    /// A task is no longer at the worker, as the balancer sees it.
    case released(TaskID, from: AgentID)
    /// A task must be assigned anew.
    case reassigned(TaskID)
    /// A majority of the balancers has recorded how the task ended.
    case settled(TaskID, Verdict)
    /// A result that does not count has come.
    case suppressed(TaskID)
    /// A task passes from one worker to one that had nothing to do.
    case stolen(TaskID)
    /// The balancer found a task to move, and as written only says so.
    case loggedRebalance
    /// The worker has not reported for its lease.
    case suspected(AgentID)
    /// The worker gets no tasks for now: it fails, or is slow.
    case ejected(AgentID)
    /// The worker gets tasks again.
    case readmitted(AgentID)
    /// A worker starts on a task.
    case started(TaskID)
    /// A worker takes no new tasks from now on.
    case drains
  }
}

extension Balancing.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["balancer takes over", "task done", "task reassigned", "worker ejected", "worker drains"]
  }

  public var milestone: Milestone? {
    switch self {
    case .leads: Milestone(index: 0)
    case .settled(_, .done): Milestone(index: 1)
    case .reassigned: Milestone(index: 2)
    case .ejected: Milestone(index: 3)
    case .drains: Milestone(index: 4)
    default: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .leads(let epoch): visitor.kind(0, "leads", "epoch", epoch)
    case .steppedDown(let epoch): visitor.kind(1, "stepped down", "epoch", epoch)
    case .admitted(let task):
      visitor.kind(2, "admitted")
      task.fields(into: &visitor)
    case .assigned(let placement):
      visitor.kind(3, "assigned")
      placement.fields(into: &visitor)
    case .released(let task, let worker):
      visitor.kind(4, "released")
      task.fields(into: &visitor)
      visitor.field("worker", worker)
    case .reassigned(let task):
      visitor.kind(5, "reassigned")
      task.fields(into: &visitor)
    case .settled(let task, let verdict):
      visitor.kind(6, "settled")
      task.fields(into: &visitor)
      visitor.field("verdict", verdict)
    case .suppressed(let task):
      visitor.kind(7, "suppressed")
      task.fields(into: &visitor)
    case .stolen(let task):
      visitor.kind(8, "stolen")
      task.fields(into: &visitor)
    case .loggedRebalance: visitor.kind(9, "logged rebalance")
    case .suspected(let worker):
      visitor.kind(10, "suspected")
      visitor.field("worker", worker)
    case .ejected(let worker):
      visitor.kind(11, "ejected")
      visitor.field("worker", worker)
    case .readmitted(let worker):
      visitor.kind(12, "readmitted")
      visitor.field("worker", worker)
    case .started(let task):
      visitor.kind(13, "started")
      task.fields(into: &visitor)
    case .drains: visitor.kind(14, "drains")
    }
  }
}
