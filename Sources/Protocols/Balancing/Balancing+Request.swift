public import Simulator

extension Balancing {
  /// What a client asks a balancer for.
  @frozen
  public enum Request: ClientContent {
    /// To have a task done; the client waits for no task of its own below `low`.
    case place(Task, low: Int32)
    /// To drop a task that the client waits for no longer.
    case withdraw(TaskID)
    /// To give the worker of this number, from 0, no new tasks.
    case drain(worker: Int32)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .place(let task, let low):
        visitor.kind(0, "place")
        task.fields(into: &visitor)
        visitor.field("low", low)
      case .withdraw(let task):
        visitor.kind(1, "withdraw")
        task.fields(into: &visitor)
      case .drain(let worker): visitor.kind(2, "drain", "worker", worker)
      }
    }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: ClientContent {
    /// The task has ended so, and will in no other way.
    case settled(TaskID, Verdict)
    /// The task was not admitted; asked again it may be.
    case declined(TaskID, Refusal)
    /// The worker takes no new tasks and has none.
    case drained(worker: Int32)
    /// There is no such worker.
    case noWorker(worker: Int32, Refusal)
    /// Another balances, as far as that is known.
    case elsewhere(AgentID?)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .settled(let task, let verdict):
        visitor.kind(0, "settled")
        task.fields(into: &visitor)
        visitor.field("verdict", verdict)
      case .declined(let task, let refusal):
        visitor.kind(1, "declined")
        task.fields(into: &visitor)
        visitor.field("why", refusal)
      case .drained(let worker): visitor.kind(2, "drained", "worker", worker)
      case .noWorker(let worker, let refusal):
        visitor.kind(3, "no worker", "worker", worker)
        visitor.field("why", refusal)
      case .elsewhere(let agent):
        visitor.kind(4, "elsewhere")
        visitor.field("balancer", agent)
      }
    }
  }

  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// Of a balancer: the next heartbeat, or the end of its patience with the one that balances.
    case office
    /// Of a balancer: a task is due.
    case tasks
    /// Of a balancer: a worker is due.
    case workers
    /// Of a balancer: a record must be sent again.
    case records
    /// Of a worker: the task that it works on is done.
    case work
    /// Of a worker: its next report.
    case report
    /// Of a worker: what was not answered must be sent again.
    case results

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .office: visitor.kind(0, "office")
      case .tasks: visitor.kind(1, "tasks")
      case .workers: visitor.kind(2, "workers")
      case .records: visitor.kind(3, "records")
      case .work: visitor.kind(4, "work")
      case .report: visitor.kind(5, "report")
      case .results: visitor.kind(6, "results")
      }
    }
  }
}
