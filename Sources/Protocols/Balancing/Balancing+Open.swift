import Simulator

extension Balancing {
  /// A task at the one that balances.
  struct Open: Hashable, Sendable {
    var task: Task
    /// The attempt that is answered.
    var client: RequestID?
    var stage = Stage.recording
    /// When it is no longer wanted, on the balancer's clock.
    let deadline: Nanoseconds
    /// Whether it comes from an earlier epoch.
    let isRecovered: Bool
    /// Since when it waits for a worker.
    var waitsSince: Nanoseconds = 0
    var isQueued = false
    // While it is assigned.
    var worker = -1
    var fence = Fence(epoch: 0, number: 0)
    var assignedAt: Nanoseconds = 0
    var isAccepted = false
    /// The worker that is to have it, while it is asked for back; or -1.
    var thief = -1
    // While it is auctioned.
    var bidders: [Int32] = []
    var bestDelay = Nanoseconds.never
    // Once it has ended.
    var verdict: Verdict?

    init(_ task: Task, deadline: Nanoseconds, isRecovered: Bool = false) {
      self.task = task
      self.deadline = deadline
      self.isRecovered = isRecovered
    }
  }

  /// How far a task has come.
  enum Stage: UInt8, Hashable, Sendable {
    /// A majority is to record that it is admitted.
    case recording
    case waiting
    case bidding
    case assigned
    /// A majority is to record how it ended.
    case settling
  }

  /// A record that a majority is to have.
  struct Unconfirmed: Hashable, Sendable {
    let entry: Entry
    /// The balancers that have it, as bits.
    var disks: UInt64
  }

  /// A client that wants to know when a worker has no tasks left.
  struct DrainRequest: Hashable, Sendable {
    let worker: Int32
    let client: RequestID
  }

  /// A task at its worker.
  struct Job: Hashable, Sendable {
    let task: Task
    var fence: Fence
    /// When it is no longer wanted, on the worker's clock.
    let deadline: Nanoseconds
  }

  /// What the balancer knows of a worker.
  struct Worker: Hashable, Sendable {
    /// Of which life it has heard; 0 before the first.
    var life: Int32 = 0
    var isRegistered = false
    var report = Report()
    var reportNumber: Int32 = 0
    var heardAt = -Nanoseconds.never
    var isOverloaded = false
    /// Whether it refused a task since its last report.
    var isFull = false
    /// Whether it is told to drain until it says that it does.
    var mustDrain = false
    /// Its tasks, in the order in which they were assigned.
    var tasks: [TaskID] = []
    /// How many of them it is asked to give back.
    var leaving: Int32 = 0
    /// Its turn in weighted round robin: it had so much, over its weight.
    var pass: Int64 = 0
    /// The number of its last assignment.
    var lastAssignment: Int64 = 0
    // How it does, as averages over its last tasks.
    var finishedCount: Int32 = 0
    var lastFinish = -Nanoseconds.never
    var duration: Nanoseconds = 0
    var work: Nanoseconds = 0
    var breaker = Breaker()

    /// In thousandths, the time that its tasks take over their work.
    var slowness: Int64 {
      min(duration, 1000 * .second) * 1000 / max(work, .microsecond)
    }

    var load: Int32 { Int32(truncatingIfNeeded: tasks.count) }
  }

  /// Whether a worker gets tasks, by how it does.
  struct Breaker: Hashable, Sendable {
    var state = State.closed
    /// While it is open.
    var until: Nanoseconds = 0
    /// For how long it opens next.
    var span: Nanoseconds = 0

    enum State: UInt8, Hashable, Sendable {
      case closed
      case open
      /// One task is let through.
      case halfOpen
      /// And is under way.
      case probing
    }

    var letsThrough: Bool { state == .closed || state == .halfOpen }
  }
}
