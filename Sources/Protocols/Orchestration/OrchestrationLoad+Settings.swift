public import Simulator

extension OrchestrationLoad {
  /// Which of the brief's three use cases is conducted.
  public enum UseCase: String, Word {
    /// Use case 1: creates a round's barrier, then lets the workers start.
    case optimisation
    /// Use case 2: lets the workers start an epoch, then creates its barrier; averages what they learn.
    case training
    /// Use case 3: episodes, as written without any barrier.
    case reinforcement
  }

  /// How the clients behave; the same for the whole run.
  public struct Settings: Sendable {
    /// Number of agents, each with a client.
    public var agents: Int
    /// The agent whose client conducts; the others work.
    public var coordinator: AgentID
    /// Whether work comes to an end whatever happens, or goes by the brief's text.
    public var mode: Barrier.Mode
    /// Which use case is conducted.
    public var useCase: UseCase
    /// As written, `1..max` counts down if this is 0: rounds 1 and 0.
    public var rounds: Int32
    /// How often all of it is done, one run after the other.
    public var runs: Int32
    /// Time from the end of a run to the start of the next.
    public var runPause: Nanoseconds
    /// Tasks of a round; as written, those that `Enum.zip(agents, tasks)` leaves over are dropped.
    public var tasks: Int32
    /// Time that one task takes.
    public var work: Delay
    /// Time that a parcel takes from client to client, drawn for each.
    public var handOver: Delay
    /// The chance that a parcel is lost.
    public var handOverLoss: Ratio
    /// As written: whether the conductor waits at the barrier all the same, as one more participant.
    public var awaitsBarrier: Bool
    /// As written: time from a round's start to its collection, for a conductor that does not wait.
    public var collectAfter: Nanoseconds
    /// Training: whether updates are averaged by samples and refused if they started from another model;
    /// otherwise gradients are averaged plainly.
    public var averagesBySamples: Bool
    /// Whether barriers of different runs are told apart; otherwise a round's name says all.
    public var tellsRunsApart: Bool
    /// When the first run starts.
    public var start: Nanoseconds
    /// Of each barrier.
    public var deadline: Nanoseconds
    /// Time without an answer after which a safe client asks its agent again.
    public var patience: Nanoseconds
    /// Time after which a safe client that was refused comes again.
    public var pause: Nanoseconds
    /// Time after which a safe client hands over again what was not confirmed.
    public var resend: Nanoseconds
    /// What each task trains on, used in turn.
    public var shards: [FederatedModel.Shard]

    /// The behaviour of all clients of a run.
    public init(
      agents: Int, coordinator: AgentID = AgentID(0), mode: Barrier.Mode = .safe,
      useCase: UseCase = .optimisation, rounds: Int32 = 3, runs: Int32 = 1,
      runPause: Nanoseconds = 0, tasks: Int32? = nil, work: Delay = .constant(.second),
      handOver: Delay = .constant(.millisecond), handOverLoss: Ratio = .never,
      awaitsBarrier: Bool = false, collectAfter: Nanoseconds = 0, averagesBySamples: Bool? = nil,
      tellsRunsApart: Bool = true, start: Nanoseconds = 0, deadline: Nanoseconds = 30 * .second,
      patience: Nanoseconds = 5 * .second, pause: Nanoseconds = 100 * .millisecond,
      resend: Nanoseconds = 200 * .millisecond,
      shards: [FederatedModel.Shard] = [FederatedModel.Shard(samples: 100, fit: 0)]
    ) {
      precondition(
        coordinator.index < agents,
        "the coordinator \(coordinator.description) must be one of \(agents) agents")
      precondition(rounds >= 0, "rounds \(rounds) must not be negative")
      precondition(runs >= 0, "runs \(runs) must not be negative")
      precondition(tasks ?? 0 >= 0, "tasks \(tasks ?? 0) must not be negative")
      precondition(!shards.isEmpty, "shards must not be empty")
      self.agents = agents
      self.coordinator = coordinator
      self.mode = mode
      self.useCase = useCase
      self.rounds = rounds
      self.runs = runs
      self.runPause = runPause
      self.tasks = tasks ?? Int32(agents - 1)
      self.work = work
      self.handOver = handOver
      self.handOverLoss = handOverLoss
      self.awaitsBarrier = mode == .safe || awaitsBarrier
      self.collectAfter = collectAfter
      self.averagesBySamples = averagesBySamples ?? (mode == .safe)
      self.tellsRunsApart = tellsRunsApart
      self.start = start
      self.deadline = deadline
      self.patience = patience
      self.pause = pause
      self.resend = resend
      self.shards = shards
    }
  }
}

extension OrchestrationLoad.Settings {
  /// Clients that work: all but the conductor.
  var workerCount: Int32 { Int32(agents - 1) }

  /// The brief's plan in the mode `asWritten`.
  var brief: BriefPlan? { mode == .asWritten ? BriefPlan(self) : nil }

  /// Tasks of a round that no worker gets.
  public var droppedTasks: Int32 { brief?.droppedTasks ?? (workerCount == 0 ? tasks : 0) }

  /// Whether a round has a barrier.
  public var hasBarrier: Bool { brief?.hasBarrier ?? true }

  /// The clients that have at least one task.
  var assigned: [Int32] {
    (0..<Int32(agents)).filter { $0 != coordinator.rawValue && !tasks(of: $0).isEmpty }
  }

  /// The members of a round's barrier.
  public var members: Barrier.Members {
    if let brief { return brief.members }
    return .agents(AgentSet((assigned + [coordinator.rawValue]).map { AgentID(rawValue: $0) }))
  }

  /// The tasks of a client, which are dealt out in turn.
  func tasks(of client: Int32) -> [Int32] {
    if client == coordinator.rawValue { return [] }
    let worker = client < coordinator.rawValue ? client : client - 1
    if let brief { return brief.tasks(ofWorker: worker) }
    return Array(stride(from: worker, to: tasks, by: Int(workerCount)))
  }

  /// Safe: the client that has a task.
  func worker(of task: Int32) -> Int32 {
    let worker = task % workerCount
    return worker < coordinator.rawValue ? worker : worker + 1
  }

  func shard(of task: Int32) -> FederatedModel.Shard { shards[Int(task) % shards.count] }

  /// The weight that fits the samples of all tasks best, in millionths.
  public var optimum: Int64 {
    FederatedModel.optimum((0..<tasks).map { shard(of: $0) })
  }

  /// The round of an index in a run, or nil after the last.
  func round(_ run: Int32, _ index: Int32) -> OrchestrationLoad.Round? {
    let number = brief.map { $0.roundNumber(index) } ?? (index < rounds ? index + 1 : nil)
    return number.map { OrchestrationLoad.Round(run: run, index: index, number: $0) }
  }

  /// The barrier of a round; rounds are numbered from 1.
  func instance(of round: OrchestrationLoad.Round) -> Barrier.Instance {
    Barrier.Instance(round.number - 1, generation: tellsRunsApart ? round.run : 0)
  }
}
