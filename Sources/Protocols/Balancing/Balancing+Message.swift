public import Simulator

extension Balancing {
  /// What balancers and workers send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// A worker in its life of this number is there, and has these tasks.
    case register(life: Int32, Report, held: [TaskID])
    /// The owner of this epoch balances, and wants workers to register.
    case lead(Epoch)
    /// The worker is known in this epoch.
    case welcome(Epoch)
    /// How a worker is; reports of a life are numbered.
    case report(life: Int32, number: Int32, Report)
    case assign(Task, Fence)
    /// The worker has the task.
    case accepted(TaskID, Fence)
    /// The worker does not take the task.
    case rejected(TaskID, Fence, Rejection)
    case finished(TaskID, Fence)
    /// The task has ended, or is another worker's: drop it if the assignment is not later than this.
    case forget(TaskID, Fence)
    /// The worker has nothing to do and wants a task of another.
    case steal
    /// Give this task back unless work on it has started.
    case yield(TaskID, Fence)
    /// Whether the task is given back.
    case yielded(TaskID, Fence, Bool)
    /// Take no new tasks.
    case drain
    /// Asks for a bid.
    case call(TaskID, work: Nanoseconds)
    /// When the worker would have done the task, from now.
    case bid(TaskID, delay: Nanoseconds)
    /// A standby wants to balance in this epoch, and asks for what others recorded.
    case collect(Epoch)
    /// The promise to take part in no earlier epoch; with all records, and the clients' low marks.
    case collected(Epoch, [Record], lows: [LowMark])
    /// The balancer of this epoch records a task.
    case record(Epoch, number: Int64, Entry)
    /// The record of this number is durable.
    case recorded(Epoch, number: Int64)
    case heartbeat(Epoch)
    /// The sender takes part in this later epoch.
    case outdated(Epoch)
    /// The answer to a heartbeat.
    case heard(Epoch)
  }
}

extension Balancing.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "register", "lead", "welcome", "report", "assign", "accepted", "rejected", "finished",
      "forget", "steal", "yield", "yielded", "drain", "call", "bid", "collect", "collected",
      "record", "recorded", "heartbeat", "outdated", "heard",
    ]
  }

  /// A frame of 24 bytes, 8 for each number, and 64 for what a task is about.
  public var byteCount: Int {
    switch self {
    case .register(_, _, let held): 64 + 8 * held.count
    case .report: 72
    case .assign: 128
    case .record: 160
    case .collected(_, let records, let lows): 40 + 128 * records.count + 12 * lows.count
    case .accepted, .rejected, .finished, .forget, .yield, .yielded, .call, .bid: 48
    case .lead, .welcome, .steal, .drain, .collect, .recorded, .heartbeat, .outdated,
      .heard:
      32
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .register(let life, let report, let held):
      visitor.kind(0, "register", "life", life)
      report.fields(into: &visitor)
      visitor.field("held", list: held)
    case .lead(let epoch): visitor.kind(1, "lead", "epoch", epoch)
    case .welcome(let epoch): visitor.kind(2, "welcome", "epoch", epoch)
    case .report(let life, let number, let report):
      visitor.kind(3, "report", "life", life)
      visitor.field("number", number)
      report.fields(into: &visitor)
    case .assign(let task, let fence):
      visitor.kind(4, "assign")
      task.fields(into: &visitor)
      fence.fields(into: &visitor)
    case .accepted(let task, let fence):
      visitor.kind(5, "accepted")
      task.fields(into: &visitor)
      fence.fields(into: &visitor)
    case .rejected(let task, let fence, let why):
      visitor.kind(6, "rejected")
      task.fields(into: &visitor)
      fence.fields(into: &visitor)
      visitor.field("why", why)
    case .finished(let task, let fence):
      visitor.kind(7, "finished")
      task.fields(into: &visitor)
      fence.fields(into: &visitor)
    case .forget(let task, let fence):
      visitor.kind(8, "forget")
      task.fields(into: &visitor)
      fence.fields(into: &visitor)
    default: restOfFields(into: &visitor)
    }
  }

  @usableFromInline
  func restOfFields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .yield(let task, let fence):
      visitor.kind(10, "yield")
      task.fields(into: &visitor)
      fence.fields(into: &visitor)
    case .yielded(let task, let fence, let isFree):
      visitor.kind(11, "yielded")
      task.fields(into: &visitor)
      fence.fields(into: &visitor)
      visitor.field("free", isFree)
    case .drain: visitor.kind(12, "drain")
    case .call(let task, let work):
      visitor.kind(13, "call")
      task.fields(into: &visitor)
      visitor.field("work", time: work)
    case .bid(let task, let delay):
      visitor.kind(14, "bid")
      task.fields(into: &visitor)
      visitor.field("delay", time: delay)
    case .collect(let epoch): visitor.kind(15, "collect", "epoch", epoch)
    case .collected(let epoch, let records, let lows):
      visitor.kind(16, "collected", "epoch", epoch)
      visitor.field("records", list: records)
      visitor.field("lows", list: lows)
    case .record(let epoch, let number, let entry):
      visitor.kind(17, "record", "epoch", epoch)
      visitor.field("number", number)
      entry.fields(into: &visitor)
    case .recorded(let epoch, let number):
      visitor.kind(18, "recorded", "epoch", epoch)
      visitor.field("number", number)
    case .heartbeat(let epoch): visitor.kind(19, "heartbeat", "epoch", epoch)
    case .outdated(let epoch): visitor.kind(20, "outdated", "epoch", epoch)
    case .heard(let epoch): visitor.kind(21, "heard", "epoch", epoch)
    default: visitor.kind(9, "steal")
    }
  }
}
