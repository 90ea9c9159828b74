public import Simulator

extension Budget {
  /// What there is to do and to spend; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Number of the agents, from the first on, that replicate the log; the others are workers.
    public var replicas = 3
    /// Number of workers.
    public var workers = 0
    /// Tasks of each worker.
    public var tasks = 2
    /// How tasks are chosen.
    public var rule = Planner.Rule.best
    /// Whether a replica heeds the budget, or grants what is asked for as the original does.
    public var heedsTotal = true
    /// Coins that there are.
    public var coins: Int64 = 500
    /// Coins of them that must not be spent.
    public var reserve: Int64 = 0
    /// What the costs of tasks are drawn from.
    public var cost: ClosedRange<Int64> = 20...100
    /// What their worth is drawn from.
    public var value: ClosedRange<Int64> = 10...100
    /// What their durations are drawn from.
    public var duration: ClosedRange<Nanoseconds> = 500 * .millisecond...3 * .second
    /// What their deadlines are drawn from.
    public var deadline: ClosedRange<Nanoseconds> = 5 * .second...30 * .second
    /// Time between two rounds of collecting and planning.
    public var interval = Nanoseconds.second
    /// How long a planner waits for offers.
    public var window = 200 * Nanoseconds.millisecond
    /// How long a grant holds until the task is started.
    public var lease = 3 * Nanoseconds.second
    /// Wait before a worker repeats what was not answered.
    public var retry = 300 * Nanoseconds.millisecond
    /// What tasks are drawn from.
    public var seed: UInt64 = 0
    /// Those of the log.
    public var raft = Raft.Settings.embedded
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// A budget without workers.
    public init() {}

    /// Number of tasks in all.
    public var taskCount: Int { workers * tasks }

    /// What may be spent in all.
    public var allowance: Int64 { max(0, coins - reserve) }

    /// What replicas grant at most.
    var spendable: Int64 { heedsTotal ? allowance : 1_000_000_000_000 }

    /// What a task is.
    public func offer(of task: Int32) -> TaskOffer {
      let stream = RandomStream(seed: seed, .agent, 3 << 33)
      func draw(_ range: ClosedRange<Int64>, _ place: UInt64) -> Int64 {
        let word = stream.word(at: UInt64(UInt32(bitPattern: task)) << 3 | place)
        let span = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int64(truncatingIfNeeded: RandomStream.scale(word, span))
      }
      return TaskOffer(
        task: task, owner: task / Int32(truncatingIfNeeded: max(1, tasks)), cost: draw(cost, 0),
        value: draw(value, 1), duration: draw(duration, 2), deadline: draw(deadline, 3))
    }

    /// All tasks.
    public var offers: [TaskOffer] {
      (0..<Int32(truncatingIfNeeded: taskCount)).map { offer(of: $0) }
    }
  }

  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case overspends = "spends beyond the budget"
    case startsAlone = "starts what was granted"
    case doesAgain = "does a task again"
    case ignoresDeadlines = "plans what comes too late"
    case saysInTime = "calls late work in time"
    case startsEarly = "says started ahead of the log"
    case differs = "one replica takes nothing back"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .overspends: "Replicas grant more than there is."
      case .startsAlone: "A worker starts a task that was granted, and does not ask the log."
      case .doesAgain: "A worker that starts again does again what it has done."
      case .ignoresDeadlines: "A planner grants tasks that cannot be done in time."
      case .saysInTime: "A worker says of every task that it was done in time."
      case .startsEarly: "A leader says that a task is started before that is committed."
      case .differs: "One replica applies no deed that takes a grant back."
      }
    }
  }
}
