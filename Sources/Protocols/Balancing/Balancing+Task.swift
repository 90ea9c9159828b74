public import Simulator

extension Balancing {
  /// Numbers the takeovers of the balancers; 0 is before the first.
  public typealias Epoch = Int32

  /// A task: its client, and the client's number for it.
  @frozen
  public struct TaskID: Hashable, Sendable, Fielded {
    /// The client, from 0.
    public let client: Int32
    /// Rises with each task of the client, from 1.
    public let number: Int32

    /// The task of a client by its number.
    @inlinable
    public init(client: Int32, number: Int32) {
      self.client = client
      self.number = number
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.fields("client", client &+ 1, "number", number)
    }

    /// The client counted from one, and the number: `c1/7`.
    var text: String { "c\(client + 1)/\(number)" }
  }

  /// What a client wants done.
  @frozen
  public struct Task: Hashable, Sendable, Fielded {
    /// Which task it is.
    public let id: TaskID
    /// Time that it takes a worker of speed 1.
    public let work: Nanoseconds
    /// What consistent hashing places it by.
    public let key: Int32
    /// The capability that its worker must have, from 1; 0 for none.
    public let capability: Int32
    /// Time left until it is no longer wanted; `never` for no deadline.
    public var remaining: Nanoseconds

    /// A task of a client.
    @inlinable
    public init(
      id: TaskID, work: Nanoseconds, key: Int32 = 0, capability: Int32 = 0,
      remaining: Nanoseconds = .never
    ) {
      self.id = id
      self.work = work
      self.key = key
      self.capability = capability
      self.remaining = remaining
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      id.fields(into: &visitor)
      visitor.field("work", time: work)
      visitor.fields("key", key, "capability", capability)
      visitor.field("remaining", time: remaining == .never ? nil : remaining)
    }
  }

  /// Numbers the assignments of tasks: a result counts only under the task's latest.
  @frozen
  public struct Fence: Hashable, Comparable, Sendable, Fielded {
    /// That of the balancer that assigned.
    public let epoch: Epoch
    /// Rises with each assignment of the epoch, from 1.
    public let number: Int32

    /// The fence of an assignment.
    @inlinable
    public init(epoch: Epoch, number: Int32) {
      self.epoch = epoch
      self.number = number
    }

    @inlinable
    public static func < (left: Fence, right: Fence) -> Bool {
      (left.epoch, left.number) < (right.epoch, right.number)
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.fields("epoch", epoch, "fence", number)
    }
  }

  /// Why a task is not done, or a request is not served.
  public enum Refusal: String, Word {
    /// No worker that is known has the capability.
    case unsuitable = "no suitable agent"
    /// Workers that have it take no more, and enough tasks wait.
    case overloaded = "all agents overloaded"
    /// No worker of that number is known.
    case unknownAgent = "agent not found"
    /// No task of that number is under way.
    case unknownTask = "not found"
    /// Its deadline passed before a worker started it.
    case late = "deadline over"
    /// Its client took it back.
    case withdrawn = "withdrawn"
  }

  /// How a task ended.
  @frozen
  public enum Verdict: Hashable, Sendable, Fielded {
    /// A worker did it, under this assignment.
    case done(by: AgentID, Fence)
    case refused(Refusal)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .done(let worker, let fence):
        visitor.kind(0, "done")
        visitor.field("worker", worker)
        fence.fields(into: &visitor)
      case .refused(let refusal):
        visitor.kind(1, "refused")
        visitor.field("why", refusal)
      }
    }
  }

  /// What the balancers keep of an admitted task.
  @frozen
  public struct Record: Hashable, Sendable, Fielded {
    /// The task.
    public let task: Task
    /// The epoch in which it was recorded last.
    public var epoch: Epoch
    /// How it ended; nil while it is under way.
    public var verdict: Verdict?

    /// A task that is under way, or has ended.
    @inlinable
    public init(_ task: Task, epoch: Epoch, _ verdict: Verdict? = nil) {
      self.task = task
      self.epoch = epoch
      self.verdict = verdict
    }

    /// Whether another record of the same task says nothing that this one does not.
    func supersedes(_ other: Record) -> Bool {
      if epoch != other.epoch { return epoch > other.epoch }
      return verdict != nil || other.verdict == nil
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      task.fields(into: &visitor)
      visitor.field("recordedIn", epoch)
      visitor.field("verdict", verdict)
    }
  }

  /// A record on its way to a disk, with what it lets the disk forget.
  @frozen
  public struct Entry: Hashable, Sendable, Fielded {
    /// The task's record.
    public let record: Record
    /// All tasks of the client below this number have ended, and it waits for none of them.
    public let low: Int32

    /// A record, and the client's low mark.
    @inlinable
    public init(_ record: Record, low: Int32) {
      self.record = record
      self.low = low
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      record.fields(into: &visitor)
      visitor.field("low", low)
    }
  }

  /// What a worker says of itself.
  @frozen
  public struct Report: Hashable, Sendable, Fielded {
    /// Thousandths of the time since its last report in which it worked.
    public var cpu: Int32
    /// Memory in use, in MiB.
    public var memory: Int32
    /// Tasks that it has, the one that it works on included.
    public var active: Int32
    /// Whether it takes no new tasks.
    public var isDraining: Bool

    /// A report; one of an idle worker unless said otherwise.
    @inlinable
    public init(cpu: Int32 = 0, memory: Int32 = 0, active: Int32 = 0, isDraining: Bool = false) {
      self.cpu = cpu
      self.memory = memory
      self.active = active
      self.isDraining = isDraining
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.fields("cpu", cpu, "memory", memory)
      visitor.field("active", active)
      visitor.field("draining", isDraining)
    }
  }

  /// Why a worker does not take a task.
  public enum Rejection: String, Word {
    case full
    case draining
    /// Its deadline has passed.
    case late
  }
}
