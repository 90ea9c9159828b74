public import Simulator

/// Distribution of tasks among workers by a balancer that others can succeed.
///
/// The first agents are balancers: one of them balances, the others stand by. The rest are workers with a
/// queue each, which work on one task at a time. A client asks the balancer to place a task; the balancer
/// records it, assigns it to a worker, records its end and answers.
///
/// Safety rests on disks and not on clocks. **Epochs** belong to the balancers in turn, and one takes over with
/// an epoch of its own once a majority of the balancers has durably promised to take part in no earlier one.
/// With the promise come their records, of which it adopts the latest of each task and records them anew. A
/// task is admitted, and has ended, once a majority has recorded so. That is single-decree consensus on the end of each task,
/// with epochs as ballots for all of them at once (Lamport, *Paxos Made Simple*, 2001). With one balancer
/// its own disk is the majority.
///
/// - Each assignment has a **fence**, the epoch and a number. A result counts only under the task's latest
///   fence, and a worker takes nothing of an earlier epoch than it has durably seen. So a task may be done twice,
///   after a worker was suspected in error, and its effect counts once.
/// - A worker keeps its tasks while it reports: for a **lease** after each report. Then they are assigned
///   anew, as when it starts again, when an assignment has taken longer than its limit, or when it gives the
///   task back.
/// - What a worker says of itself is as old as its last report. Loads are therefore what the balancer has
///   assigned and not seen end, unless a scenario turns that off.
///
/// Deadlines travel as the time left, so that no clock is compared with another. Messages may get lost, be
/// doubled and overtake one another: what must arrive is repeated until it is answered.
public struct Balancing: Hashable, Sendable {
  /// How tasks are balanced; the same at all agents.
  public let settings: Settings
  /// The agent.
  public let id: AgentID
  /// Number of agents, balancers included.
  let clusterSize: Int
  /// What is on the disk or on its way there.
  public internal(set) var disk = Storage()

  // Of balancers.
  /// Whether it stands by, wants to take over, or balances.
  public internal(set) var role = Role.following
  /// The epoch in which it balances, or wants to.
  public internal(set) var epoch: Epoch = 0
  /// The latest epoch of which a balancer was heard.
  var heardEpoch: Epoch = 0
  var heardAt = -Nanoseconds.never
  /// The latest epoch of which anything was heard.
  var seenEpoch: Epoch = 0
  /// Which balancers have promised, as bits, and what they had recorded.
  var promises: UInt64 = 0
  var adopted = KeyedList<TaskID, Record>()
  /// The marks of those that have promised, each by client.
  var adoptedLows: [[LowMark]] = []
  /// By client, up to where no task is open; below the marks for tasks that a later epoch took up.
  var openFloors: [Int32] = []
  /// Balancers that have answered since the last count, as bits, and when they were a majority last.
  var audience: UInt64 = 0
  var audienceAt = Nanoseconds.min
  /// When tasks of earlier epochs that no worker claims are assigned anew.
  var graceEnd = Nanoseconds.min

  // Of the one that balances.
  /// Tasks that are admitted or about to be, and whose end is not recorded by a majority.
  var open = TimedTable<TaskID, Open>()
  /// Records that a majority does not have, as far as is known.
  var unconfirmed = TimedTable<Int64, Unconfirmed>()
  var lastRecord: Int64 = 0
  var lastFence: Int32 = 0
  /// By client, the lowest task that it waits for.
  var awaited: [Int32] = []
  /// By capability, tasks that wait for a worker; with gone ones in between.
  var queues: [Queue<TaskID>] = []
  /// Tasks that stand in a queue.
  var waitingCount: Int32 = 0
  var workers: [Worker] = []
  /// When each worker is to be looked at.
  var watch = TimedTable<Int32, Nothing?>()
  /// By capability, the workers among which to choose.
  var pools: [Pool] = []
  /// Registered workers by capability.
  var registered: [Int32] = []
  var ring = HashRing()
  /// Workers by how many of their tasks could be another's; only if tasks are stolen.
  var victims: Tournament?
  var lastChosen = -1
  var assignmentCount: Int64 = 0
  /// Tasks that workers have.
  var inFlight: Int32 = 0
  /// Sums over the workers that have done anything, and their number.
  var slownessSum: Int64 = 0
  var durationSum: Nanoseconds = 0
  var experiencedCount: Int64 = 0
  var ejectedCount = 0
  var drains: [DrainRequest] = []
  /// Tasks taken in and ended in this epoch.
  public internal(set) var account = Account()
  /// When timers are due that need not be set again.
  var tasksArmed = Nanoseconds.min
  var workersArmed = Nanoseconds.min
  var recordsArmed = Nanoseconds.min

  // Of workers.
  /// Whether the balancer of the epoch on the disk knows this life.
  var isWelcome = false
  var jobs = KeyedList<TaskID, Job>()
  /// What it works on, since when, and until when.
  var running: Job?
  var runningSince: Nanoseconds = 0
  var runningUntil: Nanoseconds = 0
  /// Work in the queue, at speed 1.
  var queuedWork: Nanoseconds = 0
  /// What it has done and the balancer has not acknowledged.
  var results = KeyedList<TaskID, Fence>()
  var reportNumber: Int32 = 0
  var lastReportAt: Nanoseconds = 0
  /// Time in which it worked since then.
  var busyTime: Nanoseconds = 0

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.settings = settings
    id = profile.id
    clusterSize = profile.clusterSize
  }
}

extension Balancing {
  /// What a balancer does.
  public enum Role: UInt8, Hashable, Sendable {
    case following
    case standing
    case leading
  }

  /// Tasks of an epoch: those that came in are those that ended and those under way.
  public struct Account: Hashable, Sendable {
    /// Taken in, from clients or from earlier epochs.
    public var admitted: Int64 = 0
    /// Ended.
    public var settled: Int64 = 0

    /// An account of no task.
    public init() {}
  }

  /// Whether the agent is a balancer and no worker.
  public var isBalancer: Bool { id.index < settings.balancers }

  /// Number of tasks that are under way at the one that balances.
  public var openCount: Int { open.count }

  /// Whether it is a worker that takes no new tasks.
  public var isDraining: Bool { disk.isDraining }

  var workerCount: Int { clusterSize - settings.balancers }

  /// The balancer that may balance in an epoch.
  func owner(of epoch: Epoch) -> AgentID { AgentID(Int(epoch) % settings.balancers) }

  /// The agent of a worker's number, from 0.
  func agent(_ worker: Int) -> AgentID { AgentID(settings.balancers + worker) }

  /// The number of a worker, from 0; nil of a balancer.
  func number(of agent: AgentID) -> Int? {
    agent.index >= settings.balancers && agent.index < clusterSize
      ? agent.index - settings.balancers : nil
  }

  /// Asks for a durable write; the machine goes by it from now on.
  mutating func persist(_ write: Storage.Write, _ turn: inout Turn<Balancing>) {
    disk.apply(write)
    turn.persist(write)
  }
}
