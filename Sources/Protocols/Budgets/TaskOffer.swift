public import Simulator

/// A task that a worker offers to do: what it costs, what it is worth, and when it must be done.
@frozen
public struct TaskOffer: Traceable {
  /// Number of the task, from 0.
  public let task: Int32
  /// The worker that can do it, from 0.
  public let owner: Int32
  /// In coins.
  public let cost: Int64
  /// What it is worth.
  public let value: Int64
  /// How long it takes.
  public let duration: Nanoseconds
  /// When it must be done.
  public let deadline: Nanoseconds

  /// An offer of a worker.
  @inlinable
  public init(
    task: Int32, owner: Int32, cost: Int64, value: Int64, duration: Nanoseconds,
    deadline: Nanoseconds
  ) {
    self.task = task
    self.owner = owner
    self.cost = cost
    self.value = value
    self.duration = duration
    self.deadline = deadline
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("task", task, "owner", owner)
    visitor.field("cost", cost)
    visitor.field("value", value)
    visitor.field("duration", time: duration)
    visitor.field("deadline", time: deadline)
  }
}
