public import Simulator

/// Clients that do work in rounds together: the use cases at the end of the brief.
///
/// The client of the barrier's coordinator agent conducts: it hands out tasks, starts rounds, creates
/// each round's barrier, collects results and passes on what was made of them. The clients of the
/// other agents work: in each round they do their tasks, report the results and let their agents come
/// to the round's barrier.
///
/// - Safe: every task is assigned, several to a worker if need be; the barrier is for the workers that
///   have tasks and for the conductor, which waits there itself and collects afterwards; a worker comes
///   only when its results are confirmed; a round's barrier is named by run and round; the start of
///   a round carries its model, and what was trained from another one is refused.
/// - As written: see the settings, each with its line of the text.
///
/// What clients hand to one another travels beside the simulated network: it takes a drawn time, may
/// be lost, may overtake, and no fault touches it. Safe clients send again until they are answered.
public struct OrchestrationLoad: Load {
  public typealias Subject = Barrier
  public typealias Note = OrchestrationNote

  let settings: Settings
  /// The clients that have at least one task.
  let assigned: [Int32]
  /// The members of each round's barrier.
  let members: Barrier.Members
  /// One for each agent.
  public var clientCount: Int { settings.agents }

  var conductor: Conductor
  /// By client; the conductor's is not used.
  var workers: [Worker]
  /// By client: its stay at a barrier.
  var stays: [Stay]
  /// What is on its way between clients; an alarm delivers each slot's.
  var parcels: [Parcel?] = []
  var freeParcels: [Int] = []
  var attempts: Int32 = 0

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    assigned = settings.assigned
    members = settings.members
    conductor = Conductor(tasks: settings.tasks)
    workers = (0..<settings.agents).map { Worker(tasks: settings.tasks(of: Int32($0))) }
    stays = Array(repeating: Stay(), count: settings.agents)
  }

  /// One round of one run.
  public struct Round: Hashable, Sendable {
    /// The run, from 0.
    public let run: Int32
    /// Its index in the run.
    public let index: Int32
    /// Its name: from 1, or what a descending range makes of it.
    public let number: Int32

    func isLater(than other: Round) -> Bool {
      run > other.run || run == other.run && index > other.index
    }
  }

  /// What one task gave.
  struct Result: Sendable {
    let round: Round
    let task: Int32
    /// The version of the model that it was trained from.
    let base: Int32
    /// The weight after training and the change that training made.
    let trained: Int64
    let gradient: Int64
  }

  /// What clients hand to one another.
  enum Parcel: Sendable {
    /// Start the round; the model that it starts from, if it comes along.
    case start(Round, FederatedModel?)
    case model(FederatedModel)
    case result(Result)
    /// The result of a task has been received.
    case confirmed(Round, task: Int32)
  }

  /// A client's stay at a barrier.
  struct Stay: Sendable {
    var round = Round(run: 0, index: 0, number: 0)
    /// The attempt that it waits for, or -1.
    var attempt: Int32 = -1
    /// The first attempt of this stay; answers to earlier ones mean nothing to it.
    var firstAttempt: Int32 = 0
  }
}

extension OrchestrationLoad {
  var conductorClient: Int32 { settings.coordinator.rawValue }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>) {
    if client == conductorClient {
      turn.wake(client, alarm: .nextRun, after: settings.start)
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    switch alarm {
    case .parcel(let slot): deliver(Int(slot), to: client, &turn)
    case .patience(let attempt): losePatience(client, attempt, &turn)
    case .nextRun: startRun(&turn)
    case .collection: collect(&turn)
    case .tellAgain: tellAgain(&turn)
    case .taskOver: finishTask(client, &turn)
    case .reportAgain: reportAgain(client, &turn)
    case .pauseOver where client == conductorClient && conductor.phase == .creating:
      create(&turn)
    case .pauseOver where client != conductorClient || conductor.phase == .waiting:
      ask(client, &turn)
    case .pauseOver: break
    }
  }

  public mutating func receive(
    _ reply: Barrier.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    if id.client == conductorClient, conductor.phase == .creating {
      if id.attempt >= conductor.firstCreation { takeCreation(reply, &turn) }
      return
    }
    let stay = stays[Int(id.client)]
    if stay.attempt >= 0, id.attempt >= stay.firstAttempt {
      takeAnswer(reply, id.client, &turn)
    }
  }
}

/// The way from client to client.
extension OrchestrationLoad {
  mutating func hand(
    _ parcel: Parcel, to client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    if turn.random.happens(settings.handOverLoss) { return }
    let slot = freeParcels.popLast() ?? parcels.count
    if slot == parcels.count { parcels.append(nil) }
    parcels[slot] = parcel
    turn.wake(
      client, alarm: .parcel(Int32(slot)), after: settings.handOver.sample(turn.random.next()))
  }

  private mutating func deliver(
    _ slot: Int, to client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    guard let parcel = parcels[slot] else { return }
    parcels[slot] = nil
    freeParcels.append(slot)
    switch parcel {
    case .start(let round, let model): hear(client, round, model, &turn)
    case .model(let model): workers[Int(client)].model = model
    case .result(let result): take(result, &turn)
    case .confirmed(let round, let task): confirm(client, round, task, &turn)
    }
  }
}

extension OrchestrationLoad.Round: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("run", run + 1)
    visitor.field("round", number)
    visitor.field("index", index)
  }
}
