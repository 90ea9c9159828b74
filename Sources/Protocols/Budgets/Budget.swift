public import Simulator

/// Tasks of many workers for one budget, planned by one agent and done by many: collect, plan, apply.
///
/// The first agents replicate a log by Raft; its leader is the planner. It asks the workers what they offer, plans
/// by `Planner`, and puts grants into the log, which every replica applies to its `Purse`. A worker starts a task
/// only when the log says so, and money is spent with that entry and never before. So the budget is one account of
/// one log: a planner that was deposed cannot spend (its entries do not come into the log), and its successor
/// knows what was granted, started and done.
///
/// A grant is a lease: if the task was not started in time the planner takes it back, by the log as well, and plans
/// the money anew. A worker that comes late with its start is refused. What a worker has started and done is on
/// its disk, so a task is done once, however often it is told to.
public struct Budget: Hashable, Sendable {
  let profile: Profile
  /// How the budget is planned; the same at all agents.
  public let settings: Settings
  /// The log and what it has come to; none at a worker.
  // An array, so that the state of a worker has no room for a log.
  var replicas: [Replica] = []
  var worker = Worker()

  /// What a replica holds.
  struct Replica: Hashable, Sendable {
    var raft: Raft
    var purse: Purse
    // Of a leader:
    /// Number of the round under way.
    var round: Int32 = 0
    /// What was offered in it, by task.
    var offers: [Int32: TaskOffer] = [:]
    /// Grants that were not started, and until when they may be.
    var leases = TimedTable<Int32, Int32>()
  }

  /// What a worker does.
  struct Worker: Hashable, Sendable {
    /// Tasks that were granted and not asked to be started, by deadline.
    var queue: [Int32] = []
    /// The task that it asks to start.
    var asking: Int32?
    /// Tasks that the log says are started and that it has not done, by deadline.
    var started: [Int32] = []
    /// Whether the first of them is under way.
    var isRunning = false
    /// Since when.
    var runningSince: Nanoseconds = 0
    /// What it has done.
    var done: [Int32] = []
    /// Tasks whose end the log does not know yet.
    var unsettled: [Int32] = []
    /// The planner that it heard from last.
    var planner = AgentID(0)
  }

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    guard profile.id.index < settings.replicas else { return }
    let voter = Profile(id: profile.id, clusterSize: settings.replicas, group: profile.group)
    replicas = [
      Replica(
        raft: Raft(voter, settings.raft),
        purse: Purse(
          coins: settings.spendable, tasks: settings.taskCount, settings.mistake))
    ]
  }

  /// Whether it replicates the log.
  public var isReplica: Bool { !replicas.isEmpty }

  /// Shows the replicated log in place, at an agent that has it.
  public func showLog(_ show: (borrowing Raft) -> Void) {
    if isReplica { show(replicas[0].raft) }
  }

  /// The agent that does a task.
  func agent(of task: Int32) -> AgentID {
    AgentID(settings.replicas + Int(settings.offer(of: task).owner))
  }
}
