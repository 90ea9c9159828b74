public import Simulator

extension OrchestrationLoad {
  /// Which of the brief's three use cases is conducted.
  public enum UseCase: UInt8, Hashable, Sendable {
    /// Use case 1: creates a round's barrier, then lets the workers begin.
    case optimisation
    /// Use case 2: lets the workers begin an epoch, then creates its barrier; averages what they learn.
    case training
    /// Use case 3: episodes, as written without any barrier.
    case reinforcement
  }

  /// How the clients behave; the same for the whole run.
  public struct Settings: Sendable {
    public var agents: Int
    /// The agent whose client conducts; the others work.
    public var coordinator: AgentID
    public var isSafe: Bool
    public var useCase: UseCase
    /// As written, `1..max` counts down if this is 0: rounds 1 and 0.
    public var rounds: Int32
    /// How often all of it is done, one run after the other.
    public var runs: Int32
    /// Time from the end of a run to the next one's begin.
    public var runPause: Nanoseconds
    /// As written, what `Enum.zip(agents, tasks)` leaves over is nobody's.
    public var tasks: Int32
    /// Time that one task takes.
    public var work: Delay
    /// Time that a parcel takes from client to client, drawn for each.
    public var handOver: Delay
    /// The chance that a parcel is lost.
    public var handOverLoss: Ratio
    /// As written: whether the conductor waits at the barrier all the same, as one more participant.
    public var awaitsBarrier: Bool
    /// As written: time from a round's beginning to its collection, for a conductor that does not wait.
    public var collectAfter: Nanoseconds
    /// Training: whether updates are averaged by samples and refused if they began with another model;
    /// otherwise gradients are averaged plainly.
    public var averagesBySamples: Bool
    /// Whether barriers of different runs are told apart; otherwise a round's name says all.
    public var tellsRunsApart: Bool
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

    public init(
      agents: Int, coordinator: AgentID = AgentID(0), isSafe: Bool = true,
      useCase: UseCase = .optimisation, rounds: Int32 = 3, runs: Int32 = 1,
      runPause: Nanoseconds = 0, tasks: Int32? = nil, work: Delay = .constant(.second),
      handOver: Delay = .constant(.millisecond), handOverLoss: Ratio = .never,
      awaitsBarrier: Bool = false, collectAfter: Nanoseconds = 0, averagesBySamples: Bool? = nil,
      tellsRunsApart: Bool = true, start: Nanoseconds = 0, deadline: Nanoseconds = 30 * .second,
      patience: Nanoseconds = 5 * .second, pause: Nanoseconds = 100 * .millisecond,
      resend: Nanoseconds = 200 * .millisecond,
      shards: [FederatedModel.Shard] = [FederatedModel.Shard(samples: 100, fit: 0)]
    ) {
      precondition(agents > 0 && coordinator.index < agents, "somebody conducts")
      precondition(rounds >= 0 && runs >= 0 && tasks ?? 0 >= 0, "there is no less than nothing")
      precondition(!shards.isEmpty, "a task has something to train on")
      self.agents = agents
      self.coordinator = coordinator
      self.isSafe = isSafe
      self.useCase = useCase
      self.rounds = rounds
      self.runs = runs
      self.runPause = runPause
      self.tasks = tasks ?? Int32(agents - 1)
      self.work = work
      self.handOver = handOver
      self.handOverLoss = handOverLoss
      self.awaitsBarrier = isSafe || awaitsBarrier
      self.collectAfter = collectAfter
      self.averagesBySamples = averagesBySamples ?? isSafe
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

  /// Tasks that nobody gets: as written zip stops at the end of the shorter list.
  public var droppedTasks: Int32 {
    if isSafe { return workerCount == 0 ? tasks : 0 }
    return Swift.max(0, tasks - workerCount)
  }

  /// As written: the reinforcement of use case 3 knows no barrier.
  public var hasBarrier: Bool { isSafe || useCase != .reinforcement }

  /// Who has at least one task.
  var assigned: [Int32] {
    (0..<Int32(agents)).filter { $0 != coordinator.rawValue && !tasks(of: $0).isEmpty }
  }

  /// Who is required at a round's barrier: as written, as many as there are tasks.
  public var members: Barrier.Members {
    if !isSafe { return .count(tasks + (awaitsBarrier ? 1 : 0)) }
    return .agents(AgentSet((assigned + [coordinator.rawValue]).map { AgentID(rawValue: $0) }))
  }

  /// The tasks of a client: in turn if all are to be done, otherwise at most one.
  func tasks(of client: Int32) -> [Int32] {
    if client == coordinator.rawValue { return [] }
    let worker = client < coordinator.rawValue ? client : client - 1
    if !isSafe { return worker < tasks ? [worker] : [] }
    return Array(stride(from: worker, to: tasks, by: Int(workerCount)))
  }

  /// Safe: whose task it is.
  func worker(of task: Int32) -> Int32 {
    let worker = task % workerCount
    return worker < coordinator.rawValue ? worker : worker + 1
  }

  func shard(of task: Int32) -> FederatedModel.Shard { shards[Int(task) % shards.count] }

  /// What all tasks together would learn.
  public var optimum: Int64 {
    FederatedModel.optimum((0..<tasks).map { shard(of: $0) })
  }

  /// The round at a place of a run: `for round <- 1..max`.
  func round(_ run: Int32, _ index: Int32) -> OrchestrationLoad.Round? {
    // In Elixir 1..0 is a range as well, and descends.
    let descends = !isSafe && rounds == 0
    guard index < (descends ? 2 : rounds) else { return nil }
    return OrchestrationLoad.Round(run: run, index: index, number: descends ? 1 - index : index + 1)
  }

  /// The barrier of a round; rounds are numbered from 1.
  func instance(of round: OrchestrationLoad.Round) -> Barrier.Instance {
    Barrier.Instance(round.number - 1, generation: tellsRunsApart ? round.run : 0)
  }
}
